import type { Host } from '../../../targets/schema.js';
import { shellQuote } from '../../ssh/ssh-errors.js';
import { streamFrom } from '../../ssh/ssh-stream.js';

const description = 'what in the data directory belongs to root';

/**
 * The entries below a folder of a host that belong to root, and the total number of entries. Reads no files.
 * @throws {NoAnswer} when the host could not be asked, or not everything could be seen
 */
export async function ownedByRoot(host: Host, folder: string): Promise<{ entries: number; ofRoot: string[] }> {
  const script = `[ -d ${shellQuote(folder)} ] || exit 0
cd ${shellQuote(folder)} && find . -printf . | wc -c && find . -user root -printf '%P\\0' | tr '\\n\\0' '?\\n'`;
  const lines: string[] = [];
  for await (const line of streamFrom(host, script, { description })) lines.push(line);
  const [entries = '0', ...ofRoot] = lines;
  return { entries: Number(entries), ofRoot: ofRoot.map((path) => path || '.') };
}
