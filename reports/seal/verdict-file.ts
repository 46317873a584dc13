import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { decisionShape, evidenceShape, listOf } from '../decision/evidence.js';

const text = z.string();
const moment = z.iso.datetime();

export const HostIdentitySchema = z.strictObject({
  name: text.describe('what people call the host'),
  addresses: listOf(text),
  hostname: text.describe('what the host calls itself; empty where it could not be asked'),
  sshKeys: listOf(text).describe('fingerprints of its ssh host keys'),
  certificate: text.describe('SHA-256 fingerprint of the certificate it shows for www; empty where it shows none'),
  database: text.describe('@@hostname, @@server_id and version of its MySQL; empty where it could not be asked'),
});
/** Who a host of the target proved to be, asked once for the run. */
export type HostIdentity = Readonly<z.infer<typeof HostIdentitySchema>>;

const ChangesSchema = z.strictObject({
  previous: text.describe('name of the run that is compared with'),
  newlyFailing: listOf(text),
  newlyPassing: listOf(text),
  added: listOf(text),
  gone: listOf(text),
});
/** Ids of the checks that differ from the previous run of the same gate and target. */
export type Changes = Readonly<z.infer<typeof ChangesSchema>>;

export const VerdictFileSchema = z.strictObject({
  schemaVersion: z.literal(1),
  run: text.min(1).describe("name of the run's folder"),
  gate: z.strictObject({
    id: text,
    project: text.describe('the Playwright project that asked it'),
    title: text,
  }),
  target: z.strictObject({ name: text, summary: text }),
  ended: moment.nullable().describe('null while the run lasts, and for ever where it was killed'),
  command: text,
  suite: z.strictObject({
    commit: text.nullable(),
    changed: z.boolean().nullable().describe('had files of the suite been changed since that commit?'),
  }),
  playwright: text,
  node: text,
  environment: listOf(text).describe('variables that change how programs judge, by name; kept from the checks'),
  hosts: listOf(HostIdentitySchema).describe('who answered'),
  changes: ChangesSchema.nullable().describe(
    'null where no earlier run of the gate on the target lies beside this one',
  ),
  ...evidenceShape,
  ...decisionShape,
});
/** `verdict.json`. Everything that the decision was made from stands in it, so that anybody can make it again. */
export type VerdictFile = Readonly<z.infer<typeof VerdictFileSchema>>;

/** As JSON Schema, draft 2020-12, for those who read the file with something else. */
export const jsonSchema = (): object =>
  z.toJSONSchema(VerdictFileSchema, {
    override: ({ jsonSchema: schema }) => {
      // Zod says it of every list that our types call readonly; to a reader of files it means nothing.
      delete schema.readOnly;
    },
  });

/** Five thousand checks, each with the longest error, are less. */
const LARGEST = 64 << 20;

/**
 * Reads a verdict.json.
 * @throws Error in words when it is not there, too big, cut off, or not of this shape
 */
export function readVerdict(path: string): VerdictFile {
  const { size } = statSync(path);
  if (size > LARGEST) throw new Error(`${path} has ${size} bytes; a verdict has no more than ${LARGEST}`);
  const found: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const parsed = VerdictFileSchema.safeParse(found);
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`${path} is no verdict of this suite (schema 1): ${first.join('; ')}`);
}
