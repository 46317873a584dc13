import type { Area } from '../inventory/types.js';

/** Lines of the compared lists, and how the inventory names their subjects. */
const NAMES: readonly (readonly [RegExp, Area, string])[] = [
  [/^(?:starting|running) services: (.+)$/, 'services', 'service $1'],
  [/^(?:other cron jobs: \/etc\/cron\.\w+ root|cron script) \/etc\/(cron\.\w+)\/(.+)$/, 'schedule', '$1 $2'],
  [/^(?:other cron jobs: )?timer (?:\S*\/)?([^\s/]+): .*$/s, 'services', 'timer $1'],
  [/^cron job (\S+): (.+)$/s, 'schedule', 'job of $1: $2'],
  [/^other cron jobs: (?:@\w+|(?:\S+ ){4}\S+) (\S+) (.+)$/s, 'schedule', 'job of $1: $2'],
];

/** @param line about a missing item: `running services: apache2`, `cron job root: /usr/local/sbin/backup` */
export function inventoryName(line: string): { area: Area; key: string } | undefined {
  const known = NAMES.find(([pattern]) => pattern.test(line));
  if (known === undefined) return undefined;
  const [pattern, area, key] = known;
  return { area, key: line.replace(pattern, key) };
}
