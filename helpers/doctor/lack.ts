import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const text = z.string();

export const LackSchema = z.strictObject({
  place: text.describe('name and address of the host; otherwise DNS, Mail, or Doctor'),
  asked: text,
  answer: text,
  matters: text.describe('what needs it'),
  allow: z.array(text).readonly().describe('lines that would grant it'),
});
/** Something that a gate cannot get, with the lines that would grant it. */
export type Lack = Readonly<z.infer<typeof LackSchema>>;

/** In the folder of a run. */
export const LACKS_FILE = 'lacks.json';

/** As gathered at the start of the run in this folder; undefined if the run did not get that far. */
export function readLacks(folder: string): Lack[] | undefined {
  try {
    // Written by gatherLacks of the same run: its shape is not validated again.
    return JSON.parse(readFileSync(join(folder, LACKS_FILE), 'utf8')) as Lack[];
  } catch {
    return undefined;
  }
}
