import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tellAllure } from './allure.js';
import type { VerdictFile } from './evidence.js';
import { writeWhole } from './run-folder.js';
import { seal } from './seal.js';
import { sign } from './signature.js';
import { statementOf } from './statement.js';
import { writePages } from './write-pages.js';

type Options = {
  /** To sign with, see {@link sign}. */
  readonly signKey?: string | undefined;
};

/**
 * Writes what is made from the verdict, then seals the folder. To be called when every other reporter has written its
 * files, which they do in onEnd: what is written afterwards counts as added by somebody else.
 */
export function closeFolder(folder: string, verdict: VerdictFile, { signKey }: Options): void {
  const text = readFileSync(join(folder, 'verdict.json'), 'utf8');
  const statement = JSON.stringify(statementOf(verdict, text), null, 2);
  writeWhole(join(folder, 'test-result.intoto.json'), `${statement}\n`);
  writePages(verdict, folder);
  tellAllure(verdict, folder);
  seal(folder);
  if (signKey !== undefined) sign(folder, signKey);
}
