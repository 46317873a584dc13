import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { updateAllureResults } from '../outputs/allure.js';
import type { VerdictFile } from '../decision/evidence.js';
import { verdictText, writeWhole } from './run-folder.js';
import { sha256 } from './run-log.js';
import { seal, SUMS } from '../seal/seal.js';
import { sign } from '../seal/signature.js';
import { statementOf } from '../seal/in-toto-statement.js';
import { cleanJunit } from '../outputs/junit.js';
import { writePages } from '../outputs/html-and-markdown.js';

type Options = {
  /** To sign with, see {@link sign}. */
  readonly signKey?: string | undefined;
};

/**
 * Writes the files that are generated from the verdict, then seals the folder. To be called when every other reporter has written its
 * files, which they do in onEnd: anything written afterwards counts as added by someone else.
 * @returns the digest of the seal, for the record of runs
 */
export function finalizeRun(folder: string, verdict: VerdictFile, { signKey }: Options): string {
  const text = readFileSync(join(folder, 'verdict.json'), 'utf8');
  if (text !== verdictText(verdict))
    throw new Error('verdict.json is not what this run wrote: something else is writing to its folder');
  const statement = JSON.stringify(statementOf(verdict, text), null, 2);
  writeWhole(join(folder, 'test-result.intoto.json'), `${statement}\n`);
  writePages(verdict, folder);
  updateAllureResults(verdict, folder);
  cleanJunit(folder);
  seal(folder);
  if (signKey !== undefined) sign(join(folder, SUMS), signKey);
  return sha256(readFileSync(join(folder, SUMS)));
}
