import { SETTINGS } from '../../helpers/core/suite-settings.js';
import { DRAFT_SETTINGS } from '../../targets/drafted.js';
import { TARGETS } from '../../targets/index.js';
import type { Setting } from '../../targets/setting.js';

/**
 * The text of docs/target.md with the tables of the settings that there are.
 * @throws when it has no table for a target that has settings
 */
export function withSettings(readme: string): string {
  const tables: [heading: string, settings: readonly Setting[]][] = [
    ['every target', SETTINGS],
    ['a target that `init` wrote', DRAFT_SETTINGS],
    ...[...TARGETS]
      .filter(([, { settings }]) => !DRAFT_SETTINGS.every((each) => settings.includes(each)))
      .map(([name, { settings }]): [string, readonly Setting[]] => [`\`${name}\``, settings]),
  ];
  return tables
    .filter(([, settings]) => settings.length > 0)
    .reduce((text, [whose, settings]) => {
      const heading = `### For ${whose}\n\n`;
      const from = text.indexOf(heading) + heading.length;
      const [old] = /^(?:\|.*\n)+/.exec(text.slice(from)) ?? [];
      if (from < heading.length || old === undefined)
        throw new Error(`docs/target.md has no table below a heading "${heading.trim()}"`);
      return text.slice(0, from) + tableOf(settings) + text.slice(from + old.length);
    }, readme);
}

const tableOf = (settings: readonly Setting[]): string =>
  ['| setting | meaning | when absent |', '|---|---|---|', ...settings.map(rowOf), ''].join('\n');

function rowOf({ name, meaning, otherwise }: Setting): string {
  const absent = otherwise === '' ? 'none' : `\`${otherwise ?? ''}\``;
  return `| \`${name}\` | ${meaning} | ${otherwise === undefined ? 'required' : absent} |`;
}
