import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { NoAnswer } from '../../core/no-answer.js';
import type { ComparedBefore } from './compare-trees.js';

/** The name of a comparison in its evidence, before the folder. */
export const FILES_BELOW = 'Files below';
const FILE = 'compared-before.json';

const Kept = z.object({ sum: z.string().regex(/^[0-9a-f]{64}$/) });
/** The part of a comparison's evidence that a later one relies on. */
export const ComparisonSchema = z.object({
  tree: z.string(),
  digest: z.object({ algorithm: z.string() }),
  kept: z.object({ old: Kept, new: Kept }),
});

const EarlierSchema = z.object({
  tree: z.string(),
  run: z.string(),
  at: z.iso.datetime(),
  algorithm: z.string(),
  kept: z.object({ old: z.string(), new: z.string() }),
});
/** A comparison of an earlier run whose seal was verified. */
export type EarlierComparison = ComparedBefore & Readonly<z.infer<typeof EarlierSchema>>;

/** Notes in the folder of a run on which comparisons of earlier runs it may rely. */
export function noteEarlier(folder: string, found: readonly EarlierComparison[]): void {
  writeFileSync(join(folder, FILE), JSON.stringify(found, null, 2));
}

/**
 * The comparison of an earlier run on which this one may rely; undefined if there is none.
 * @param folder of this run
 * @throws {NoAnswer} when the note cannot be read
 */
export function earlierComparison(folder: string, tree: string): EarlierComparison | undefined {
  const path = join(folder, FILE);
  if (!existsSync(path)) return undefined;
  const noted = z.array(EarlierSchema).safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!noted.success) throw new NoAnswer('the earlier comparisons', path, 'it is not in the format that a run writes');
  return noted.data.find((each) => each.tree === tree);
}
