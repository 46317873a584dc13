import { readFileSync, statSync } from 'node:fs';
import * as z from 'zod';
import { VerdictFileSchema, type VerdictFile } from '../decision/evidence.js';

/** As JSON Schema, draft 2020-12, for those who read the file with other tools. */
export const jsonSchema = (): object =>
  z.toJSONSchema(VerdictFileSchema, {
    override: ({ jsonSchema: schema }) => {
      // Zod adds this to every list that our types declare readonly; to a reader of files it means nothing.
      delete schema.readOnly;
    },
  });

/** Five thousand checks, each with the longest error, need less. */
const LARGEST = 64 << 20;

/**
 * Reads a verdict.json.
 * @throws Error in words when it is missing, too big, truncated, or not of this shape
 */
export function readVerdict(path: string): VerdictFile {
  const { size } = statSync(path);
  if (size > LARGEST) throw new Error(`${path} has ${size} bytes; a verdict has no more than ${LARGEST}`);
  const found: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const parsed = VerdictFileSchema.safeParse(found);
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`${path} is not a verdict of this suite (schema 1): ${first.join('; ')}`);
}
