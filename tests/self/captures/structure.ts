import { readFileSync } from 'node:fs';
import { parse, type HTMLElement } from 'node-html-parser';

/**
 * The structure of pages that the real site rendered (GPL program, facts only): ids as `tag#id`, fields as `tag:type name #id`.
 * N stands for a number that depends on the data, <token> for the name of an old form's callback.
 */
export type Capture = {
  readonly name: string;
  /** Where the real page was. */
  readonly path: string;
  /** Where to ask for it here, if its path holds a number that is another one here. */
  readonly ask?: string;
  readonly visitor: 'guest' | 'alice';
  /** What the stand-in does without -> why. */
  readonly leftOut: Readonly<Record<string, string>>;
  readonly ids: readonly string[];
  readonly forms: readonly CapturedForm[];
};

type CapturedForm = {
  readonly id?: string;
  readonly name?: string;
  readonly method: string;
  readonly action: string;
  readonly enctype?: string;
  readonly fields: readonly string[];
};

export const captures = (): Capture[] =>
  JSON.parse(readFileSync(new URL('rox-pages.json', import.meta.url), 'utf8')) as Capture[];

const withoutNumbers = (text: string): string => text.replace(/\d+/g, 'N');

/** An action as the path it leads to, whatever host and scheme; numbers are data. */
const pathOf = (action: string): string =>
  withoutNumbers(new URL(action, 'http://www.bewelcome.example/').pathname.replace(/^\/+/, ''));

function fieldWords(field: HTMLElement): string {
  const tag = field.tagName.toLowerCase();
  const plain = { select: field.hasAttribute('multiple') ? 'select-multiple' : 'select-one', textarea: 'textarea', button: 'submit' };
  const type = field.getAttribute('type') ?? (tag in plain ? plain[tag as keyof typeof plain] : 'text');
  const name = field.getAttribute('name') ?? '';
  const isToken = field.getAttribute('value') === '1' && /^[A-Za-z0-9=+/-]{24,}$/.test(name);
  const id = field.getAttribute('id');
  return `${tag}:${type} ${isToken ? '<token>' : name}${id === undefined ? '' : ` #${id.replace(/^m\d+$/, 'mN')}`}`;
}

const sameForm = (wanted: CapturedForm, form: HTMLElement): boolean => {
  if (wanted.id !== undefined) return form.getAttribute('id') === wanted.id;
  return (
    (form.getAttribute('method') ?? 'get').toLowerCase() === wanted.method &&
    (wanted.action === '' || pathOf(form.getAttribute('action') ?? '') === pathOf(wanted.action)) &&
    (wanted.name === undefined || form.getAttribute('name') === wanted.name) &&
    form.getAttribute('id') !== 'form-quicksearch'
  );
};

function missingOfForm(wanted: CapturedForm, forms: readonly HTMLElement[]): string[] {
  const title = `form ${wanted.id ?? wanted.name ?? (wanted.action || '(no action)')}`;
  const form = forms.find((one) => sameForm(wanted, one));
  if (!form) return [title];
  const attribute = (name: 'method' | 'name' | 'enctype' | 'action'): string[] => {
    const value = wanted[name];
    // A form without a method sends as `get`.
    const ours = form.getAttribute(name) ?? (name === 'method' ? 'get' : '');
    const isSame = name === 'action' ? pathOf(ours) === pathOf(value ?? '') : ours.toLowerCase() === value?.toLowerCase();
    return value === undefined || value === '' || isSame ? [] : [`${title}: ${name} ${value}, here ${ours}`];
  };
  const ours = form.querySelectorAll('input, select, textarea, button').map(fieldWords);
  const fields = wanted.fields.filter((field) => {
    const at = ours.indexOf(field);
    if (at >= 0) ours.splice(at, 1);
    return at < 0;
  });
  return [
    ...(['method', 'name', 'enctype', 'action'] as const).flatMap(attribute),
    ...fields.map((field) => `${title}: ${field}`),
  ];
}

/** What of the captured page is not in this one and not on its list of what is left out. */
export function missingIn(page: string, capture: Capture): string[] {
  const root = parse(page);
  const ids = new Set(
    root.querySelectorAll('[id]').map((one) => `${one.tagName.toLowerCase()}#${(one.getAttribute('id') ?? '').replace(/^([md])\d+$/, '$1N')}`),
  );
  const missing = [
    ...capture.ids.filter((id) => !ids.has(id)).map((id) => `id ${id}`),
    ...capture.forms.flatMap((form) => missingOfForm(form, root.querySelectorAll('form'))),
  ];
  return missing.filter((what) => capture.leftOut[what] === undefined);
}

/** Entries of the list that nothing needs any more. */
export const needlessIn = (page: string, capture: Capture): string[] => {
  const missing = missingIn(page, { ...capture, leftOut: {} });
  return Object.keys(capture.leftOut).filter((what) => !missing.includes(what));
};
