import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { SealSettings } from '../../helpers/core/settings.js';
import { sign, signatureOf } from '../seal/signature.js';
import { clean } from '../outputs/text.js';
import { writeWhole } from './run-folder.js';
import { parsedJson, readLog, sha256 } from './run-log.js';

type Where = Pick<SealSettings, 'heads' | 'signKey' | 'signers'>;

/** How far the record of runs of one machine has come. */
const HeadSchema = z.strictObject({
  machine: z.string().min(1),
  run: z.string(),
  at: z.iso.datetime(),
  entry: z.string().describe('SHA-256 of the newest entry in the record of runs of this machine'),
});

/**
 * Writes how far the record of this machine has come into the folder that operators share, signed if runs are signed.
 * @param out folder of the run folders
 * @throws Error in words when it cannot be written, or when the record no longer contains what was written last time: then
 *   an older copy of the record was put back, and the head that reveals this is left unchanged
 */
export function publishHead(out: string, { heads, signKey, signers }: Where): void {
  if (heads === undefined) return;
  const log = readLog(out);
  const last = log.at(-1);
  if (!last) return;
  mkdirSync(heads, { recursive: true });
  const machine = `${hostname()}-${sha256(realpathSync(out)).slice(0, 8)}`;
  const file = join(heads, `${machine}.json`);
  const own = existsSync(file) ? doubt(file, digestsOf(log), signers) : undefined;
  if (own !== undefined) throw new Error(`${own}. If the record here was removed on purpose, remove ${file} too`);
  const head: z.infer<typeof HeadSchema> = { machine, run: last.run, at: last.at, entry: sha256(last.text) };
  writeWhole(file, `${JSON.stringify(head)}\n`);
  if (signKey !== undefined) sign(file, signKey);
}

/**
 * Doubts that the heads of all machines raise about the record of this one: each head must be an entry of it. A head that is not
 * belongs to a run that this record does not know, and that may be the newest.
 * @param out folder of the run folders
 * @returns the doubts in words, one for each head; none if no folder is shared
 * @throws Error in words when the folder or the record cannot be read
 */
export function headDoubts(out: string, { heads, signers }: Where): string[] {
  if (heads === undefined) return [];
  const known = digestsOf(readLog(out));
  return readdirSync(heads)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => doubt(join(heads, name), known, signers) ?? []);
}

const digestsOf = (log: ReturnType<typeof readLog>): ReadonlySet<string> =>
  new Set(log.map(({ text }) => sha256(text)));

function doubt(file: string, known: ReadonlySet<string>, signers: string | undefined): string | undefined {
  const signed = signatureOf(file, signers);
  if (signed && 'problem' in signed) return `${file} does not count: ${signed.problem}`;
  const head = HeadSchema.safeParse(parsedJson(readFileSync(file, 'utf8')));
  if (!head.success) return `${file} does not say which run is the newest in a record of runs`;
  const { machine, run, at, entry } = head.data;
  if (known.has(entry)) return undefined;
  const by = signed ? ` (${signed.by})` : '';
  return `${clean(machine)}${by} has recorded the run ${clean(run)} of ${at}, which is not in the record of runs on this machine: keep only one record for each migration, or name the folder of the run that counts (npm run verdict -- FOLDER)`;
}
