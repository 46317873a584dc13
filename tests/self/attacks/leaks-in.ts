import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync, constants } from 'node:zlib';

/** Everything in a file that can be read, what is packed in it included: traces, and the data of Playwright's page. */
function textsIn(bytes: Buffer): string[] {
  const packed = [...bytes.toString('latin1').matchAll(/base64,([A-Za-z0-9+/=]{1000,})/g)].flatMap(([, text = '']) =>
    textsIn(Buffer.from(text, 'base64')),
  );
  const entries: string[] = [];
  for (let at = bytes.indexOf('PK\x03\x04'); at >= 0; at = bytes.indexOf('PK\x03\x04', at + 4)) {
    const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    try {
      entries.push(inflateRawSync(bytes.subarray(start), { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1'));
    } catch {
      entries.push(''); // stored as it is, and found in the bytes themselves
    }
  }
  return [bytes.toString('latin1'), ...entries, ...packed];
}

/** Files below a folder that hold one of these words, each as `path: what the word is`. */
export function leaksIn(folder: string, secrets: ReadonlyMap<string, string>): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      const texts = textsIn(readFileSync(path));
      return [...secrets].flatMap(([word, line]) =>
        texts.some((text) => text.includes(word)) ? [`${path}: ${line}`] : [],
      );
    });
}
