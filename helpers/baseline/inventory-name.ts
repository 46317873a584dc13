import type { Area } from '../inventory/types.js';

type Named = { readonly area: Area; readonly key: string };

const named = (area: Area, key: string): Named => ({ area, key });

/** How the inventory names what a line of the baseline's lists tells of, where it has a name for it. */
const NAMES: readonly (readonly [RegExp, (...groups: string[]) => Named])[] = [
  [/^(?:starting|running) services: (.+)$/, (name = '') => named('services', `service ${name}`)],
  [
    /^other cron jobs: \/etc\/(cron\.\w+) root \/etc\/cron\.\w+\/(.+)$/,
    (folder = '', name = '') => named('schedule', `${folder} ${name}`),
  ],
  [/^other cron jobs: timer (\S+): /, (unit = '') => named('services', `timer ${unit}`)],
  [
    /^other cron jobs: (?:@\w+|(?:\S+ ){4}\S+) (\S+) (.+)$/,
    (user = '', command = '') => named('schedule', `job of ${user}: ${command}`),
  ],
];

/** @param line as {@link missingItems} has it: `running services: apache2` */
export function inventoryName(line: string): Named | undefined {
  for (const [pattern, name] of NAMES) {
    const found = pattern.exec(line);
    if (found !== null) return name(...found.slice(1));
  }
  return undefined;
}
