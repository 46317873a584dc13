import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readSealSettings } from '../../helpers/core/settings.js';
import type { VerdictFile } from '../decision/evidence.js';
import { verifyEvidence } from '../seal/verify-evidence.js';
import { writeJobSummary } from '../outputs/markdown.js';
import { recordedSeal } from './newest-run.js';
import { describePart, type Shard } from '../decision/part.js';
import { print } from '../outputs/terminal-writer.js';
import { clean } from '../outputs/text.js';

/** How a run ended. */
export type Ended = {
  readonly verdict: VerdictFile;
  /** Why its folder could not be sealed; undefined if it was sealed. */
  readonly unsealed: string | undefined;
  /** If it was a part of a run: which part, and its own result. */
  readonly part: { readonly shard: Shard; readonly verdict: VerdictFile } | undefined;
};

/** Files that say GO to a reader who knows nothing about seals. */
const PAGES = ['index.html', 'verdict.md', 'test-result.intoto.json'];

/**
 * Reads a sealed folder back and prints its verdict. To be called at the very end of a process, when nothing is
 * left that could still write there.
 * @returns whether this process may end with 0
 */
export function conclude(
  ended: Ended,
  { runFolder, jobSummary }: { readonly runFolder: string; readonly jobSummary?: string | undefined },
): boolean {
  const { verdict, part } = ended;
  const { shown, tampered } = readBack(ended, runFolder);
  const isBelieved = tampered === undefined;
  const isProven = isBelieved && shown.verdict === 'GO';
  if (verdict.verdict === 'GO' && !isProven) for (const page of PAGES) rmSync(join(runFolder, page), { force: true });
  else if (jobSummary !== undefined) writeJobSummary(runFolder, jobSummary);

  if (part?.verdict.verdict === 'GO' && isBelieved) {
    process.stdout.write(describePart(part.verdict, part.shard).join('\n'));
    return true;
  }
  // Failures are worth reading even if nothing proves them; a GO is not.
  if (shown.verdict !== 'GO' || isProven) print(part?.verdict ?? shown, runFolder);
  if (!isBelieved) process.stdout.write(disbelief(tampered));
  return isProven;
}

function readBack({ verdict, unsealed }: Ended, folder: string): { shown: VerdictFile; tampered?: readonly string[] } {
  if (unsealed !== undefined) return { shown: verdict, tampered: [clean(unsealed)] };
  const { signers } = readSealSettings();
  const found = verifyEvidence(folder, { now: new Date(), signers, seal: recordedSeal(folder) });
  return 'verdict' in found ? { shown: found.verdict } : { shown: verdict, tampered: found.tampered };
}

const disbelief = (tampered: readonly string[]): string =>
  `\nHOLD  The evidence is not properly sealed, so it proves nothing:\n${tampered.map((line) => `  ${line}\n`).join('')}`;
