import type { Difference } from '../types.js';
import { Causes, type Known } from './causes.js';
import { MOST_OF_A_RELEASE } from './release.js';
import { weightOf } from './weights.js';

/** Differences with one likely cause. */
export type Group = {
  /** In words: `package rsync`, `file /etc/cron.d/backup`, `account bwrox`. */
  readonly cause: string;
  /** Heaviest first; the first one represents the group. */
  readonly members: readonly [Difference, ...Difference[]];
  readonly weight: number;
};

/** The highest weight of an addition that removes nothing. */
const NOTHING_LOST = 10;

/** From this number on, files of one folder form one group. */
const FILES_OF_A_FOLDER = 3;

/**
 * Groups differences with one likely cause, losses first. A package that only one host has explains its files,
 * services, sockets, and jobs; an account, its home, keys, and jobs; a file, the settings that are read from it.
 */
export function group(
  differences: readonly Difference[],
  hosts: { readonly old: Known; readonly new: Known },
): Group[] {
  const causes = new Causes(differences, hosts);
  const groups = new Map<string, Difference[]>();
  for (const difference of differences) {
    const cause = causes.of(difference);
    groups.set(cause, [...(groups.get(cause) ?? []), difference]);
  }
  return additionsTogether(foldersOf(groups))
    .map(([cause, members]) => {
      const sorted = members
        .map((difference) => ({ difference, weight: weightOf(difference) }))
        .sort((a, b) => b.weight - a.weight || compareText(a.difference.key, b.difference.key));
      const weight = Math.min(sorted[0]?.weight ?? 0, MOST_OF_A_RELEASE[cause] ?? Infinity);
      return { cause, members: sorted.map(({ difference }) => difference), weight };
    })
    .flatMap(({ cause, members: [first, ...rest], weight }): Group[] =>
      first === undefined ? [] : [{ cause, members: [first, ...rest], weight }],
    )
    .sort((a, b) => b.weight - a.weight || compareText(a.cause, b.cause));
}

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Additions that remove nothing and share no cause with anything else form one group. */
function additionsTogether(groups: readonly [string, Difference[]][]): [string, Difference[]][] {
  const isAddition = ([, members]: readonly [string, Difference[]]): boolean =>
    members.every((each) => each.kind === 'added' && weightOf(each) <= NOTHING_LOST);
  const additions = groups.filter(isAddition);
  if (additions.length < 2) return [...groups];
  const rest = groups.filter((each) => !isAddition(each));
  return [...rest, ['additions without any loss', additions.flatMap(([, members]) => members)]];
}

/** Files of one folder that are all missing, or all new, are one group; so is a folder with all of its contents. */
function foldersOf(groups: ReadonlyMap<string, Difference[]>): [string, Difference[]][] {
  const kindOf = (members: readonly Difference[]): string => members[0]?.kind ?? '';
  const pathIn = (cause: string): string | undefined => /^file (\/.*)$/.exec(cause)?.[1];
  const result = new Map(groups);
  const counts = new Map<string, string[]>();
  for (const [cause, members] of groups) {
    const path = pathIn(cause);
    if (path === undefined || !members.every(({ area, kind }) => area === 'files' && kind === kindOf(members)))
      continue;
    // Not the roots themselves: no one explains all of /etc at once.
    for (let folder = path; folder.split('/').length > 2; folder = folder.slice(0, folder.lastIndexOf('/'))) {
      const name = `${kindOf(members)} ${folder}`;
      counts.set(name, [...(counts.get(name) ?? []), cause]);
    }
  }
  // The topmost folder first, and each file once.
  for (const [name, causes] of [...counts].sort(([a], [b]) => a.length - b.length || compareText(a, b))) {
    const left = causes.filter((cause) => result.has(cause));
    const folder = name.slice(name.indexOf(' ') + 1);
    const isDeep = folder.split('/').length > 3 || causes.includes(`file ${folder}`);
    if (left.length < FILES_OF_A_FOLDER || !isDeep) continue;
    const members = left.flatMap((cause) => result.get(cause) ?? []);
    for (const cause of left) result.delete(cause);
    result.set(`folder ${folder} (${kindOf(members)})`, members);
  }
  return [...result];
}
