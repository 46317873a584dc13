import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  ComparisonSchema,
  FILES_BELOW,
  noteEarlier,
  type EarlierComparison,
} from '../../helpers/host/data-files/compared-before.js';
import { verifyEvidence } from '../seal/verify-evidence.js';
import { parsedJson, readLog } from './run-log.js';

const HOUR_MS = 3_600_000;

/**
 * Looks up which files earlier runs have compared, and records this in the folder of this run. A comparison counts if its run is
 * recorded, sealed since then, of the same target, and no older than its gate allows.
 */
export function noteComparedFiles(
  runFolder: string,
  { target, signers, now }: { readonly target: string; readonly signers: string | undefined; readonly now: Date },
): void {
  const found: EarlierComparison[] = [];
  const out = dirname(runFolder);
  for (const entry of sealedRuns(out))
    if (entry.target === target) {
      const verify = { now, signers, target, seal: entry.seal };
      for (const each of comparisonsIn(join(out, entry.run), verify))
        if (!found.some(({ tree }) => tree === each.tree)) found.push(each);
    }
  if (found.length > 0) noteEarlier(runFolder, found);
}

/** The newest first; empty if the record is missing or damaged: then nothing is relied on. */
function sealedRuns(out: string) {
  try {
    return readLog(out)
      .reverse()
      .flatMap((entry) => (entry.event === 'sealed' ? [entry] : []));
  } catch {
    return [];
  }
}

/** The comparisons of a run; empty if it is too old or its seal is not valid. */
function comparisonsIn(folder: string, verify: Parameters<typeof verifyEvidence>[1]): EarlierComparison[] {
  // Few runs have any, and verifying a seal requires reading the whole folder.
  if (!readIfAny(join(folder, 'verdict.json')).includes(`"${FILES_BELOW} `)) return [];
  const verified = verifyEvidence(folder, verify);
  if (!('verdict' in verified)) return [];
  const { run, ended, shelfLifeHours, checks } = verified.verdict;
  if (ended === null || verify.now.getTime() - Date.parse(ended) > shelfLifeHours * HOUR_MS) return [];
  return checks
    .flatMap(({ evidence }) => evidence)
    .filter(({ name }) => name.startsWith(`${FILES_BELOW} `))
    .flatMap(({ file, at }) => {
      const kept = parsedJson(readIfAny(join(folder, file))) as { data?: { saw?: unknown }[] } | undefined;
      const saw = ComparisonSchema.safeParse(kept?.data?.at(-1)?.saw);
      if (!saw.success) return [];
      const { tree, digest, kept: sums } = saw.data;
      return [{ ...{ tree, run, at }, algorithm: digest.algorithm, kept: { old: sums.old.sum, new: sums.new.sum } }];
    });
}

function readIfAny(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
