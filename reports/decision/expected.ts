import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { ExpectedCheck } from './evidence.js';

/** Folder of the committed lists of a target, one for each gate. */
export const expectedFolder = (target: string): string =>
  join(fileURLToPath(new URL('../../targets/', import.meta.url)), target, 'expected');

const ExpectedSchema = z.array(
  z.strictObject({ id: z.string().min(1), step: z.string().min(1), severity: z.enum(['blocker', 'advisory']) }),
);

export const listPath = (gate: string, folder = expectedFolder('lab')): string => join(folder, `${gate}.json`);

/**
 * Reads the committed list of a gate's checks.
 * @throws when there is no list, or the file is not a list
 */
export function readExpected(gate: string, folder = expectedFolder('lab')): ExpectedCheck[] {
  const path = listPath(gate, folder);
  try {
    const list = ExpectedSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    const ids = new Set(list.map(({ id }) => id));
    if (ids.size < list.length) throw new Error(`checks listed more than once: ${list.length - ids.size}`);
    return list;
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new Error(`The list of expected checks cannot be used: ${path}\n${why}`, { cause: error });
  }
}

/** How a list is stored in the repository: one check per line, so that a review shows each check that is added or removed. */
export const serializeList = (checks: readonly ExpectedCheck[]): string =>
  checks.length === 0 ? '[]\n' : `[\n${checks.map((check) => `  ${JSON.stringify(check)}`).join(',\n')}\n]\n`;
