import type { Assessment } from './judge.js';
import type { Pair } from './take-both.js';
import { AREAS } from './collectors/index.js';
import type { Coverage } from './coverage.js';
import { coverageWords, type CoverageFigure } from './coverage-figure.js';
import { nameOf } from './explain.js';
import type { Group } from './grouping/group.js';
import type { Area, Difference } from './types.js';

const MAX_MEMBERS = 5;
const MAX_VALUE = 120;
const MAX_LIST = 15;

/** How many differences are unexplained, by area, largest first: `3 in schedule, 1 in web`. */
function byArea(differences: readonly Difference[]): string {
  const counts = AREAS.map((area): [Area, number] => [
    area,
    differences.filter((each) => each.area === area).length,
  ]).filter(([, count]) => count > 0);
  return counts
    .sort(([, a], [, b]) => b - a)
    .map(([area, count]) => `${count} in ${area}`)
    .join(', ');
}

/** A difference in full: both values, and their sources. */
function inFull({ kind, facet, old, new: now, source, ...named }: Difference): string[] {
  const short = (text: string | undefined): string => {
    const line = (text ?? '').replaceAll('\n', ' | ');
    return line.length > MAX_VALUE ? `${line.slice(0, MAX_VALUE)}...` : line;
  };
  const what =
    kind === 'changed'
      ? `${facet === 'is' ? '' : `${facet}: `}${short(old) || '(empty)'} -> ${short(now) || '(empty)'}`
      : short(old ?? now);
  return [`${kind.padEnd(8)} ${nameOf(named)}`, `         ${what}${source === '' ? '' : `   (${source})`}`];
}

/** A group: its cause, and its heaviest members. The first line, which may be all that someone sees, names the heaviest. */
function groupLines({ cause, members, weight }: Group, number: number, everything: boolean): string[] {
  const shown = everything ? members : members.slice(0, MAX_MEMBERS);
  const more = members.length - shown.length;
  const heaviest = `${members[0].kind} ${nameOf(members[0])}`;
  const head =
    members.length === 1
      ? `${heaviest} (${cause}, weight ${weight})`
      : `${cause}: ${heaviest} and ${members.length - 1} more, weight ${weight}`;
  return [
    `${String(number).padStart(3)}  ${head}`,
    ...shown.flatMap(inFull).map((line) => `     ${line}`),
    ...(more > 0 ? [`     and ${more} more (--all)`] : []),
  ];
}

/** What was looked at and what was not, for the old host alone or for both compared. */
export function coverageFigure(
  { found, items, notLookedAt, unread }: Coverage,
  compared?: Pick<Assessment, 'judged' | 'comparison'>,
): CoverageFigure {
  return {
    found,
    compared: compared ? items - compared.comparison.unknown.length : null,
    explained: compared ? compared.judged.explained.length : null,
    unexplained: compared ? compared.judged.unexplained.length : null,
    notLookedAt: notLookedAt.reduce((sum, { count }) => sum + count, 0),
    notReadable: unread.length,
    list: [...notLookedAt.map(uncoveredLine), ...unread.map((each) => `not readable: ${each}`)],
    ...(compared ? { areas: AREAS.map((area) => inArea(area, compared)) } : {}),
  };
}

const inArea = (name: Area, { judged, comparison }: Pick<Assessment, 'judged' | 'comparison'>) => ({
  area: name,
  compared: comparison.compared[name],
  explained: judged.explained.filter(({ difference }) => difference.area === name).length,
  unexplained: judged.unexplained.filter(({ area }) => area === name).length,
});

const uncoveredLine = ({ kind, name, count, bytes, why }: Coverage['notLookedAt'][number]): string =>
  `${kind} ${name}${kind === 'files' ? ` (${count}, ${bytes} bytes)` : count > 1 ? ` (${count})` : ''}: ${why}`;

/** As many groups as fit on a screen. */
const MAX_GROUPS = 10;

/** Unexplained differences, by area and by cause; nothing when all are explained. */
export const unexplainedLines = ({ judged, groups }: Assessment): string[] =>
  judged.unexplained.length === 0
    ? []
    : [
        byArea(judged.unexplained),
        ...groups.slice(0, MAX_GROUPS).flatMap((group, at) => groupLines(group, at + 1, false)),
      ];

/** Everything for a terminal: losses first. */
export function reportLines(pair: Pair, assessment: Assessment, everything: boolean): string[] {
  const { groups, judged, comparison, coverage } = assessment;
  const cost = ({ cost: { seconds, cpuSeconds } }: Pair['old']): string =>
    `${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of CPU time`;
  const list = (heading: string, lines: readonly string[]): string[] => {
    if (lines.length === 0) return [];
    const shown = everything ? lines : lines.slice(0, MAX_LIST);
    return [
      '',
      heading,
      ...shown.map((line) => `  ${line}`),
      ...(shown.length < lines.length ? [`  and ${lines.length - shown.length} more (--all)`] : []),
    ];
  };
  return [
    `Inventories of ${pair.old.host} (old) and ${pair.new.host} (new), taken ${pair.old.taken}`,
    `  ${pair.old.host}: ${cost(pair.old)}; ${pair.new.host}: ${cost(pair.new)}`,
    `  ${coverageWords(coverageFigure(coverage, assessment))}`,
    ...(groups.length === 0
      ? ['', 'There are no unexplained differences.']
      : [
          '',
          `Unexplained differences: ${judged.unexplained.length} (${byArea(judged.unexplained)}); groups: ${groups.length}`,
        ]),
    ...groups.flatMap((group, index) => ['', ...groupLines(group, index + 1, everything)]),
    ...list(
      'These could not be read, so nothing is known about them:',
      comparison.unread.map(
        ({ host, area, scope, why }) => `${host} ${area}${scope === '' ? '' : ` ${scope}`}: ${why}`,
      ),
    ),
    ...list(`Not looked at on ${pair.old.host}:`, coverage.notLookedAt.map(uncoveredLine)),
    ...list('Explanations that do not count:', judged.refused),
    ...list(
      'Explanations that no longer explain anything:',
      judged.unneeded.map(({ what, why }) => `${what}: ${why}`),
    ),
    ...list(
      'Explanations that expire soon or have expired:',
      judged.expiring.map(({ what, until = '', why }) => `${until} ${what}: ${why}`),
    ),
    ...(everything
      ? list(
          'Explained:',
          judged.explained.map(
            ({ difference, by }) =>
              `${difference.kind} ${nameOf(difference)}: ${by.why}${by.who === undefined ? '' : ` (${by.who})`}`,
          ),
        )
      : []),
  ];
}
