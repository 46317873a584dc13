import { readFileSync } from 'node:fs';
import { parse, type HTMLElement } from 'node-html-parser';

/** The structure of a page, which can be compared without quoting it. */
type Structure = {
  /** The element itself, with its quotes; null: the page has none. */
  readonly base: string | null;
  readonly forms: readonly Form[];
  /** `tag#id`. */
  readonly ids: readonly string[];
  readonly links: readonly string[];
  /** Addresses of external scripts. */
  readonly scripts: readonly string[];
};

/** The attributes that the form has, and its fields as `tag:type name #id`, in their order. */
type Form = Partial<Record<(typeof FORM_ATTRIBUTES)[number], string>> & { readonly fields: readonly string[] };

/** A page that the real site rendered, asked for as a guest or as alice. */
export type RealPage = Structure & {
  readonly name: string;
  readonly path: string;
  readonly visitor: 'guest' | 'alice';
  /** The list of links was cut off after sixty. */
  readonly linksCut?: true;
  /** Only forms and ids were kept, and not all of them; numbers as N. */
  readonly excerpt?: true;
};

const FORM_ATTRIBUTES = ['id', 'name', 'method', 'action', 'enctype'] as const;

const load = (file: string): unknown => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));

/**
 * Structures of real pages of Rox 39c6e5d8e (24 June 2012), rendered by PHP 5.6 behind Apache from the data of the lab.
 * Taken with node-html-parser, as {@link structureOf} does: of elements that a page leaves open it loses every other one.
 */
export const realPages = (): RealPage[] => [
  ...(load('rox-structures.json') as RealPage[]),
  ...(load('rox-pages.json') as RealPage[]).map((page) => ({ ...page, base: null, links: [], scripts: [], excerpt: true as const })),
];

/** Differences that remain -> why; by page, and under `*` those of many pages. */
export const remaining = (): Record<string, Record<string, string>> =>
  load('rox-differences.json') as Record<string, Record<string, string>>;

function structureOf(page: string): Structure {
  const root = parse(page);
  const all = (selector: string): HTMLElement[] => root.querySelectorAll(selector);
  return {
    base: /<base\b[^>]*>/.exec(page)?.[0] ?? null,
    forms: all('form').map((form) => ({
      ...Object.fromEntries(
        FORM_ATTRIBUTES.flatMap((name) => {
          const value = form.getAttribute(name);
          return value === undefined ? [] : [[name, value]];
        }),
      ),
      fields: form.querySelectorAll('input, select, textarea, button').map(fieldWords),
    })),
    ids: all('[id]').map((one) => `${one.tagName.toLowerCase()}#${one.getAttribute('id') ?? ''}`),
    links: all('a[href]').map((one) => one.getAttribute('href') ?? ''),
    scripts: all('script[src]').map((one) => one.getAttribute('src') ?? ''),
  };
}

function fieldWords(field: HTMLElement): string {
  const { type, name, id } = field.attributes;
  return [
    `${field.tagName.toLowerCase()}${type === undefined ? '' : `:${type}`}`,
    ...(name === undefined ? [] : [name]),
    ...(id === undefined || id === '' ? [] : [`#${id}`]),
  ].join(' ');
}

/** Differences between the real page (`- `) and this one (`+ `). Names, numbers and tokens are data. */
export function differences(real: RealPage, page: string): string[] {
  const isExcerpt = real.excerpt === true;
  const [there, here] = [real, structureOf(page)].map((structure) => kindsOf(isExcerpt ? excerptOf(structure) : structure)) as [Kinds, Kinds];
  const less = [...there].filter(([what, times]) => (here.get(what) ?? 0) < times);
  const more = [...here].filter(([what, times]) => (there.get(what) ?? 0) < times);
  const isCut = (what: string): boolean => real.linksCut === true && what.startsWith('link ');
  return [
    ...less.map(([what]) => `- ${what}`),
    ...more.filter(([what]) => !isExcerpt && !isCut(what)).map(([what]) => `+ ${what}`),
  ];
}

/** The part that an excerpt keeps; a form posts to a path, whatever the host, and numbers are data. */
const excerptOf = ({ forms, ids }: Structure): Structure => ({
  ...{ base: null, ids, links: [], scripts: [] },
  forms: forms.map(({ action, ...form }) => ({
    ...form,
    ...(action === undefined ? {} : { action: action.replace(/^https?:\/\/[^/]+/, '').replace(/^\//, '').replace(/\d+/g, 'N') }),
  })),
});

/** Every part of a page in words -> how often it is there; fields are counted, of the rest one is enough. */
type Kinds = Map<string, number>;
function kindsOf({ base, forms, ids, links, scripts }: Structure): Kinds {
  const found = new Map<string, number>();
  const add = (what: string): unknown => found.set(what, 1);
  add(`base ${base ?? 'none'}`);
  for (const form of forms) {
    const title = `form ${form.id ?? form.name ?? form.action ?? ''}`.trim();
    add(title);
    for (const name of FORM_ATTRIBUTES) if (form[name]) add(`${title}: ${name}="${form[name]}"`);
    for (const field of form.fields.map((each) => `${title}: ${fieldKind(each)}`))
      found.set(field, (found.get(field) ?? 0) + 1);
  }
  for (const id of ids) add(`id ${id.replace(/#(m|d|map_|post|comment|hit|li_|href_)\d+/, '#$1N')}`);
  for (const link of links) add(`link ${linkKind(link)}`);
  for (const script of scripts) add(`script ${script}`);
  return found;
}

const fieldKind = (field: string): string =>
  field.replace(/^input(?= |$)/, 'input:text').replace(/ (?=\S*\d)[A-Za-z0-9=+/-]{24,}$/, ' <token>').replace(/ #m\d+$/, ' #mN');

/** `members/bob` and `members/alice` are one kind of link, and so is whoever another test has just made up. */
export function linkKind(href: string): string {
  const [path = '', query] = href.split('?');
  const names = query === undefined ? '' : `?${query.replace(/=[^&#]*/g, '=')}`;
  return `${path}${names}`
    .replace(/\/commit\/[0-9a-f]{7}$/, '/commit/REVISION')
    .replace(/\b(?:admin|alice|bob|carol|dave|erin|frank|grace|member\d+|d2p_[0-9a-f]{12})\b(?!#)(?=\/|#|\?|$)/g, (name, at: number) => (at === 0 ? name : 'NAME'))
    .replace(/(^|\/)(places\/|country\/)[A-Z]{2}(?:\/[^/]+)?(?:\/[^/]+)?$/, (whole) => whole.replace(/\/[^/]+/g, '/*'))
    .replace(/tags\/.+$/, 'tags/*')
    .replace(/(^|\/)([kc])[A-Z]{2}-[^/]+/g, '$1$2*')
    .replace(/^rox\/in\/.*$/, 'rox/in/*')
    .replace(/(^|\/|forums)([stm])\d+-[^/#]*/g, '$1$2N-*')
    .replace(/\d+/g, 'N');
}
