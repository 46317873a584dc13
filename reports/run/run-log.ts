import { createHash, randomBytes } from 'node:crypto';
import { chownSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** Next to the run folders: all runs, in order. Each entry is a file that is never changed. */
export const LOG = 'run-log';

const text = z.string();
const common = {
  number: z.int().positive(),
  run: text.min(1).describe("name of the run's folder"),
  at: z.iso.datetime(),
  gate: text.nullable().describe('null if the command line does not name one'),
  target: text.nullable().describe('null until the run has ended'),
  part: text.optional().describe('which part of a run, such as 2/3; absent for a whole run'),
  before: text.nullable().describe('SHA-256 of the previous entry; null in the first'),
};
const EntrySchema = z.discriminatedUnion('event', [
  z.strictObject({ event: z.literal('began'), ...common }),
  z.strictObject({ event: z.literal('refused'), why: text, ...common }),
  z.strictObject({ event: z.literal('elsewhere'), folder: text.describe('where the run is kept instead'), ...common }),
  z.strictObject({ event: z.literal('sealed'), seal: text.describe('SHA-256 of SHA256SUMS'), ...common }),
]);
export type Entry = Readonly<z.infer<typeof EntrySchema>>;

type Event =
  | { readonly event: 'began' }
  | { readonly event: 'refused'; why: string }
  | { readonly event: 'elsewhere'; folder: string }
  | { event: 'sealed'; seal: string };
export type News = Event & Pick<Entry, 'run' | 'gate' | 'target' | 'part'> & { readonly at?: Date };

export const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

const nameOf = (number: number): string => `${String(number).padStart(6, '0')}.json`;

/**
 * Adds an entry to the record of runs, even if other processes do the same at that time.
 * @param out folder of the run folders
 * @returns the entry as it was written
 * @throws Error in words when it cannot be written: a run that leaves no record must not begin
 */
export function record(out: string, { at = new Date(), ...news }: News): string {
  const log = join(out, LOG);
  const half = join(log, `${process.pid}-${randomBytes(4).toString('hex')}.tmp`);
  try {
    makeLog(log, out);
    for (;;) {
      const last = numbersIn(log).at(-1) ?? 0;
      const before = last === 0 ? null : sha256(readFileSync(join(log, nameOf(last))));
      const entry = `${JSON.stringify({ number: last + 1, ...news, at: at.toISOString(), before })}\n`;
      writeFileSync(half, entry, { flush: true });
      // Atomically or not at all: a number belongs to exactly one run.
      if (link(half, join(log, nameOf(last + 1)))) return entry;
    }
  } catch (cause) {
    throw new Error(`The run cannot be recorded in ${log}: ${String(cause)}`, { cause });
  } finally {
    rmSync(half, { force: true });
  }
}

/** A run with sudo must not lock out the owner of the folder. */
function makeLog(log: string, out: string): void {
  if (mkdirSync(log, { recursive: true, mode: 0o700 }) === undefined || process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(out);
  chownSync(log, uid, gid);
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

const numbersIn = (log: string): number[] =>
  readdirSync(log)
    .flatMap((name) => (/^\d{6,}\.json$/.test(name) ? [Number.parseInt(name, 10)] : []))
    .sort((a, b) => a - b);

/**
 * All entries, the oldest first, each with its text.
 * @throws Error in words when there is no record, or when it has a gap or was changed
 */
export function readLog(out: string): (Entry & { readonly text: string })[] {
  const log = join(out, LOG);
  if (statSync(log, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new Error(`there is no record of runs (${log}), so the newest run is unknown`);
  let before: string | null = null;
  return numbersIn(log).map((number, at) => {
    const where = `the record of runs is damaged (${log})`;
    if (number !== at + 1) throw new Error(`${where}: ${nameOf(at + 1)} is missing`);
    const entry = readFileSync(join(log, nameOf(number)), 'utf8');
    const parsed = EntrySchema.safeParse(parsedJson(entry));
    if (!parsed.success) throw new Error(`${where}: ${nameOf(number)} is not an entry`);
    if (parsed.data.before !== before || parsed.data.number !== number)
      throw new Error(`${where}: ${nameOf(number)} does not follow the entry before it`);
    before = sha256(entry);
    return { ...parsed.data, text: entry };
  });
}

/** The value of a JSON text; undefined if the text is not JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
