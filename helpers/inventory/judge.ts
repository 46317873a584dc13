import type { Target } from '../../targets/schema.js';
import { AREAS } from './collectors/index.js';
import { compare, type Comparison } from './compare.js';
import { coverageOf, type Coverage } from './coverage.js';
import { DEFAULTS } from './defaults.js';
import { explain, type Judged } from './explain.js';
import { readLineByLine } from './line-by-line.js';
import { group, type Group } from './grouping/group.js';
import type { Explanation, Inventory } from './types.js';

/** Everything that two inventories reveal. */
export type Assessment = {
  readonly comparison: Comparison;
  readonly judged: Judged;
  /** Groups of unexplained differences, heaviest first. */
  readonly groups: readonly Group[];
  readonly coverage: Coverage;
};

/** Compares, explains, groups, and reports what was not looked at. */
export function assess(
  target: Target,
  hosts: { readonly old: Inventory; readonly new: Inventory },
  own: readonly Explanation[],
  occasion: { readonly gate?: string | undefined; readonly today: string },
): Assessment {
  const comparison = compare(hosts.old, hosts.new);
  const items = [hosts.old, hosts.new].flatMap(({ areas }) => AREAS.flatMap((area) => areas[area].items));
  const byArea = new Map(comparison.differences.map((each) => [each, readLineByLine(each, [hosts.old, hosts.new])]));
  const judged = explain(
    comparison.differences.filter((each) => byArea.get(each) === undefined),
    own,
    DEFAULTS,
    { gate: occasion.gate, today: occasion.today, items },
  );
  return {
    comparison,
    judged,
    groups: group(judged.unexplained, hosts),
    coverage: coverageOf(hosts.old, judgedElsewhere(target), comparison),
  };
}

/** Parts that other checks compare: the data folder file by file, the databases row by row. */
export const judgedElsewhere = ({ aftercare, dataDirectory, databases }: Target): Parameters<typeof coverageOf>[1] => ({
  folders: [
    { path: dataDirectory, by: 'the data directory is compared file by file' },
    ...(aftercare.backup.folder === '' ? [] : [{ path: aftercare.backup.folder, by: 'backups' }]),
    { path: '/var/lib/dpkg', by: 'packages' },
    { path: '/var/lib/apt', by: 'packages' },
    { path: '/var/lib/mysql', by: 'the databases are compared through the server' },
    { path: '/var/log', by: 'logs' },
    { path: '/var/spool/postfix', by: 'the queue has its own check' },
  ],
  databases: [...databases.names, 'mysql', 'performance_schema', 'information_schema', 'sys'],
});
