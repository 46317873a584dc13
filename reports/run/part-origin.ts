import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { GATES } from '../../runbook.js';
import { clean } from '../outputs/text.js';
import { readLog, sha256 } from './run-log.js';

/** Where the result of a part of a run (`--shard`) comes from. It travels in the blob report, among Playwright's metadata. */
const PartOriginSchema = z.strictObject({
  part: z.string().regex(/^\d+\/\d+$/),
  run: z.string(),
  began: z.iso.datetime(),
  /** Digests of the code that asked, of the target, and of the lists of expected checks. */
  code: z.string(),
  target: z.string(),
  lists: z.string(),
  /** Earlier attempts at the same part, according to that machine's record of runs. */
  earlier: z.array(z.strictObject({ run: z.string(), at: z.iso.datetime() })),
});
export type PartOrigin = z.infer<typeof PartOriginSchema>;
/** The origin that the parts of one run have in common. */
export type Origin = Pick<PartOrigin, 'code' | 'target' | 'lists'>;
const WORDS = { code: 'code', target: 'target', lists: 'check list' } as const satisfies Record<keyof Origin, string>;

/** Parts of one run are run side by side, or one after the other on one evening. */
const LONGEST_SPAN_MS = 2 * 3_600_000;
const MAX_EARLIER = 20;

/**
 * @param home folder of the code
 * @param target everything in the target except its secrets
 * @param lists folder of the lists of expected checks
 */
export function originOf(home: string, target: unknown, lists: string): Origin {
  const text = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');
  return {
    code: codeDigest(home),
    target: sha256(JSON.stringify(target)),
    lists: sha256(GATES.map(({ id }) => text(join(lists, `${id}.json`))).join('\0')),
  };
}

/** Digest of the commit and of all changes since, including files that git does not track; empty if git cannot tell. */
function codeDigest(home: string): string {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: home, encoding: 'utf8', timeout: 10_000, stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const unknown = git('ls-files', '--others', '--exclude-standard', '-z').split('\0').filter(Boolean);
    const root = git('rev-parse', '--show-toplevel').trim();
    return sha256(
      [
        git('rev-parse', 'HEAD'),
        git('diff', 'HEAD'),
        ...unknown.map((path) => sha256(readFileSync(join(root, path)))),
      ].join(),
    );
  } catch {
    return '';
  }
}

/**
 * A part's description of itself, as an entry of Playwright's metadata.
 * @param runFolder of this part, which is in the record of runs
 */
export function partMetadata(part: string, runFolder: string, origin: Origin): Record<string, unknown> {
  const run = basename(runFolder);
  const log = readLog(dirname(runFolder)).filter((entry) => entry.event === 'began' && entry.part === part);
  const own = log.find((entry) => entry.run === run);
  const earlier = log
    .filter((entry) => entry.run !== run && entry.gate === own?.gate)
    .slice(-MAX_EARLIER)
    .map(({ run: name, at }) => ({ run: name, at }));
  const entry: PartOrigin = { part, run, began: own?.at ?? new Date().toISOString(), ...origin, earlier };
  return { [`part ${part} ${run}`]: entry };
}

/**
 * Why the merged parts are not one run, in words; empty if they are.
 * @param metadata of the merged reports
 * @param here what the merging machine would have asked
 */
export function partTroubles(metadata: Readonly<Record<string, unknown>>, here: Origin): string[] {
  const parts = Object.entries(metadata).flatMap(([key, value]) =>
    key.startsWith('part ') ? [PartOriginSchema.parse(value)] : [],
  );
  const total = Number(parts[0]?.part.split('/')[1] ?? 0);
  if (total === 0) return ['The merged reports do not say which parts of which run they are.'];
  const first = Math.min(...parts.map(({ began }) => Date.parse(began)));
  const nameOf = ({ part, run }: PartOrigin): string => `Part ${part} (${clean(run)})`;
  const missing = Array.from({ length: total }, (_, at) => `${at + 1}/${total}`).filter(
    (name) => !parts.some(({ part }) => part === name),
  );
  return [
    ...missing.map((name) => `Part ${name} is missing, or does not say where it comes from.`),
    ...parts.flatMap((one, at) => {
      const twice = parts.slice(0, at).find(({ part }) => part === one.part);
      const differs = (Object.keys(here) as (keyof Origin)[]).filter((what) => one[what] !== here[what]);
      const tried = one.earlier.filter(
        (before) => Date.parse(before.at) >= first && !parts.some(({ run }) => run === before.run),
      );
      const late = Date.parse(one.began) - first;
      return [
        ...(twice ? [`${nameOf(one)} is present twice: also as ${clean(twice.run)}.`] : []),
        ...(differs.length > 0
          ? [`${nameOf(one)} was not run with this machine's ${differs.map((what) => WORDS[what]).join(' and ')}.`]
          : []),
        ...(late > LONGEST_SPAN_MS
          ? [`${nameOf(one)} began ${Math.round(late / 60_000)} minutes after the first part.`]
          : []),
        ...tried.map(
          (before) =>
            `${nameOf(one)} had already been run at ${before.at} as ${clean(before.run)}: that attempt is not among the merged reports.`,
        ),
      ];
    }),
  ];
}
