import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Waiver } from './evidence.js';

const Words = z.string().trim().min(1, 'must say something');

const WaiverSchema = z.strictObject({
  check: Words,
  reason: Words,
  owner: Words,
  expires: z.iso.date('must be a day such as 2012-06-24'),
});

/**
 * Reads `targets/<target>.waivers.json`. Without the file nothing is waived; a file that cannot be understood waives
 * nothing and is reported: a broken list must never let a failure through.
 * @returns the waivers, or every problem of the file in one message
 */
export function readWaivers(path: string): { waivers: Waiver[]; problems: string[] } {
  const found = readJson(path);
  if (found === undefined) return { waivers: [], problems: [] };
  const parsed = 'problem' in found ? found : z.array(WaiverSchema).safeParse(found.json);
  if ('problem' in parsed) return broken(path, [parsed.problem]);
  if (!parsed.success) return broken(path, complaints(parsed.error));
  const twice = repeats(parsed.data);
  return twice.length > 0 ? broken(path, twice) : { waivers: parsed.data, problems: [] };
}

const broken = (path: string, problems: readonly string[]): { waivers: []; problems: string[] } => ({
  waivers: [],
  problems: [`${path} cannot be used:\n${problems.map((line) => `  ${line}`).join('\n')}`],
});

/** Undefined where there is no such file. */
function readJson(path: string): { json: unknown } | { problem: string } | undefined {
  try {
    return { json: JSON.parse(readFileSync(path, 'utf8')) as unknown };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

const complaints = (error: z.ZodError): string[] =>
  error.issues.map(({ path: [index, ...field], message }) => {
    const place = typeof index === 'number' ? `entry ${index + 1}` : 'the file';
    return `${[place, ...field.map(String)].join(', ')}: ${message}`;
  });

function repeats(waivers: readonly Waiver[]): string[] {
  const seen = new Set<string>();
  return waivers
    .filter(({ check }) => seen.has(check) || !seen.add(check))
    .map(({ check }) => `${check}: waived twice`);
}
