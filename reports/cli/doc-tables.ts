import { SETTINGS } from '../../helpers/core/suite-settings.js';
import { GATES } from '../../runbook.js';
import { DRAFT_SETTINGS } from '../../targets/drafted.js';
import { loadTarget, migrationSteps, TARGETS } from '../../targets/index.js';
import type { Setting } from '../../targets/setting.js';

/** The documents with tables that are made from the code, each with the function that updates its text. */
export const DOCS_WITH_TABLES: ReadonlyMap<string, (text: string) => string> = new Map([
  ['docs/target.md', withSettings],
  ['docs/on-the-day.md', withSteps],
]);

/**
 * The text of docs/target.md with the tables of all current settings.
 * @throws when it has no table for a target that has settings
 */
function withSettings(text: string): string {
  const tables: [heading: string, settings: readonly Setting[]][] = [
    ['every target', SETTINGS],
    ['a target that `init` wrote', DRAFT_SETTINGS],
    ...[...TARGETS]
      .filter(([, { settings }]) => !DRAFT_SETTINGS.every((each) => settings.includes(each)))
      .map(([name, { settings }]): [string, readonly Setting[]] => [`\`${name}\``, settings]),
  ];
  return tables
    .filter(([, settings]) => settings.length > 0)
    .reduce(
      (made, [whose, settings]) =>
        withTable(made, `### For ${whose}`, [['setting', 'meaning', 'when absent'], ...settings.map(rowOf)]),
      text,
    );
}

function rowOf({ name, meaning, otherwise }: Setting): string[] {
  const absent = otherwise === '' ? 'none' : `\`${otherwise ?? ''}\``;
  return [`\`${name}\``, meaning, otherwise === undefined ? 'required' : absent];
}

/** The text of docs/on-the-day.md with the steps of BeWelcome's move, which includes all steps. */
function withSteps(text: string): string {
  const lab = loadTarget('lab', () => undefined);
  if ('problems' in lab) throw new Error(lab.problems.join('\n'));
  const steps = migrationSteps(lab.target);
  const rows = GATES.flatMap(({ id }) =>
    steps
      .filter(({ gate }) => gate === id)
      .map(({ number, title, attested, checked }) => [
        number,
        id,
        title,
        attested === undefined ? 'checks' : checked === undefined ? 'a person' : 'checks and a person',
      ]),
  );
  return withTable(text, '## The steps', [['on the screen', 'gate', 'step', 'proven by'], ...rows]);
}

/** @throws when there is no table below the heading */
function withTable(text: string, heading: string, [head = [], ...rows]: readonly (readonly string[])[]): string {
  const at = text.indexOf(`${heading}\n`);
  const from = text.indexOf('\n|', at) + 1;
  const [old] = /^(?:\|.*\n)+/.exec(text.slice(from)) ?? [];
  if (at < 0 || old === undefined || /\n#/.test(text.slice(at + heading.length, from)))
    throw new Error(`no table below a heading "${heading}"`);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  const made = [line(head), `|${'---|'.repeat(head.length)}\n`, ...rows.map(line)].join('');
  return text.slice(0, from) + made + text.slice(from + old.length);
}
