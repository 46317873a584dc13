import { readFileSync } from 'node:fs';
import * as z from 'zod';

/** Text for which someone takes responsibility: a dot or invisible characters do not count. */
export const NonEmptyText = z
  .string()
  .trim()
  .regex(/[\p{L}\p{N}].*[\p{L}\p{N}]/su, 'must contain at least two letters or digits');

/**
 * Reads one of a target's reviewed lists. Without the file, the list is empty; a file that cannot be parsed also counts as empty
 * and is reported: a broken list must never let anything pass.
 * @param about the subject of an entry, which may be in the list only once
 * @returns the entries, or every problem of the file in one message
 */
export function readList<T>(
  path: string,
  entry: z.ZodType<T>,
  { about, verb }: { about: (entry: T) => string; verb: string },
): { entries: T[]; problems: string[] } {
  const found = readJson(path);
  if (found === undefined) return { entries: [], problems: [] };
  const parsed = 'problem' in found ? found : z.array(entry).safeParse(found.json);
  if ('problem' in parsed) return broken(path, [parsed.problem]);
  if (!parsed.success) return broken(path, complaints(parsed.error));
  const twice = repeats(parsed.data.map(about)).map((what) => `${what}: ${verb} twice`);
  return twice.length > 0 ? broken(path, twice) : { entries: parsed.data, problems: [] };
}

const broken = (path: string, problems: readonly string[]): { entries: []; problems: string[] } => ({
  entries: [],
  problems: [`${path} cannot be used:\n${problems.map((line) => `  ${line}`).join('\n')}`],
});

/** Undefined if there is no such file. */
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

function repeats(ids: readonly string[]): string[] {
  const seen = new Set<string>();
  return ids.filter((id) => seen.has(id) || !seen.add(id));
}
