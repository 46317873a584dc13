import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import type { Explanation } from './types.js';

const ExplanationSchema = z.strictObject({
  /** One thing, or several that share a reason. */
  what: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  why: z.string().trim().min(1),
  facets: z.array(z.string()).optional(),
  kinds: z.array(z.enum(['missing', 'changed', 'added'])).optional(),
  who: z.string().optional(),
  until: z.iso.date().optional(),
  gates: z.array(z.string()).optional(),
  sometimes: z.boolean().optional(),
});
const ListSchema = z.array(ExplanationSchema);
/** As written in the file: several things may share one reason. */
export type WrittenExplanation = z.infer<typeof ExplanationSchema>;

/** The list of a target, next to its waivers; a missing file is an empty list. */
export const explanationsFile = (target: string): URL =>
  new URL(`../../targets/${target}/explanations.json`, import.meta.url);

/** @throws Error that says what is wrong, when the file is not such a list */
export const readExplanations = (file: URL | string): Explanation[] => oneByOne(readWritten(file));

/** Each thing with the reason that it shares with others. */
export const oneByOne = (written: readonly WrittenExplanation[]): Explanation[] =>
  written.flatMap(({ what, ...rest }) => [what].flat().map((each) => ({ what: each, ...rest })));

function readWritten(file: URL | string): WrittenExplanation[] {
  if (!existsSync(file)) return [];
  const parsed = ListSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new Error(
    `${file instanceof URL ? file.pathname : file} is not a list of explanations:\n${z.prettifyError(parsed.error)}`,
  );
}

/** Adds an explanation to a list and removes older ones for the same things. The file is written as a whole or not at all. */
export function addExplanation(file: URL | string, explanation: WrittenExplanation): void {
  const added = [explanation.what].flat();
  const rest = readWritten(file).flatMap(({ what, ...others }) => {
    const left = [what].flat().filter((each) => !added.includes(each));
    return left.length === 0 ? [] : [{ what: left.length === 1 ? (left[0] ?? '') : left, ...others }];
  });
  const path = file instanceof URL ? file.pathname : file;
  writeFileSync(`${path}.new`, `${JSON.stringify([...rest, ExplanationSchema.parse(explanation)], null, 2)}\n`);
  renameSync(`${path}.new`, path);
}
