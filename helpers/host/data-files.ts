import { unique } from '../core/lists.js';
import type { Host } from '../../targets/schema.js';
import { shellQuote } from '../ssh/ssh-errors.js';
import { streamFrom } from '../ssh/ssh-stream.js';

/** One entry below the data directory. */
type FileEntry = {
  /** `file`, `folder`, `link`, or find(1)'s letter for what is rarer. */
  readonly kind: string;
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
  /** SHA-256 of a file, target of a link; empty otherwise. */
  readonly content: string;
};
/** By path below the directory; `.` is the directory itself. */
export type Manifest = ReadonlyMap<string, FileEntry>;

const ASKED = 'every file of the data directory with its owner, mode and checksum';
/** One large file is read in silence. */
const SILENCE_MS = 90_000;
const KINDS: Readonly<Record<string, string>> = { f: 'file', d: 'folder', l: 'link' };

/**
 * Everything below a directory of a host, in one round trip; nothing where there is no such directory.
 * @throws {NoAnswer} when the host could not be asked or a file could not be read
 */
export async function manifestOf(host: Host, directory: string): Promise<Manifest> {
  // Zero bytes between, since names may hold anything else. The second part is told from the first by an empty entry.
  const script = `[ -e ${shellQuote(directory)} ] || exit 0
cd ${shellQuote(directory)} || exit 3
find . -printf '%y\\t%m\\t%u\\t%g\\t%l\\t%p\\0' || exit 4
printf '\\0'
find . -type f -print0 | xargs -0r sha256sum -z -b -- || exit 4`;
  return readManifest(streamFrom(host, script, { description: ASKED, separator: '\0', silenceMs: SILENCE_MS }));
}

/** Reads what the script above prints: `kind mode owner group link path` with tabs, then `sum *path`. */
export async function readManifest(records: AsyncIterable<string>): Promise<Manifest> {
  const found = new Map<string, FileEntry>();
  let areSums = false;
  for await (const record of records) {
    if (record === '') areSums = true;
    else if (areSums) {
      const [content, path] = [record.slice(0, 64), withoutDot(record.slice(66))];
      const entry = found.get(path);
      // A file that came after the first part was printed: there is no more to know of it.
      if (entry !== undefined) found.set(path, { ...entry, content });
    } else {
      const [kind = '', mode = '', owner = '', group = '', link = '', ...path] = record.split('\t');
      found.set(withoutDot(path.join('\t')), { kind: KINDS[kind] ?? kind, mode, owner, group, content: link });
    }
  }
  return found;
}

/** A path that looks the same and is another one: Unicode has two ways to write many letters (UAX 15). */
const letters = (path: string, elsewhere: Manifest): string | undefined =>
  elsewhere.has(path)
    ? undefined
    : [...elsewhere.keys()].find((other) => other.normalize('NFC') === path.normalize('NFC'));

const formOf = (path: string): string => (path === path.normalize('NFC') ? 'NFC' : 'NFD');

const withoutDot = (path: string): string => path.replace(/^\.\//, '');

/**
 * What is not the same, one line each. What root owned on the old host may belong to the web user on the new host: the runbook hands
 * it over.
 * @param webUser who must own what root must not
 */
export function differingFiles(onOld: Manifest, onNew: Manifest, webUser: string): string[] {
  const paths = unique([...onOld.keys(), ...onNew.keys()]).sort();
  return paths.flatMap((path) => {
    const [before, now] = [onOld.get(path), onNew.get(path)];
    if (before === undefined) return letters(path, onOld) === undefined ? [`${path}: only on the new host`] : [];
    const other = letters(path, onNew);
    if (now === undefined)
      return [
        other === undefined
          ? `${path}: missing on the new host`
          : `${path}: the same letters on both hosts, and other code points (${formOf(path)} on the old host, ${formOf(other)} on the new host), so it is not found under its name`,
      ];
    const handedOver = (name: string): string => (name === 'root' ? webUser : name);
    if (before.kind !== now.kind) return [`${path}: a ${before.kind} on the old host, a ${now.kind} on the new host`];
    return [
      ...(before.content === now.content
        ? []
        : [
            before.kind === 'link'
              ? `${path}: points to ${before.content} on the old host, ${now.content} on the new host`
              : `${path}: other content`,
          ]),
      // The mode of a link means nothing.
      ...(before.mode === now.mode || before.kind === 'link'
        ? []
        : [`${path}: mode ${before.mode} on the old host, ${now.mode} on the new host`]),
      ...(['owner', 'group'] as const)
        .filter((who) => now[who] !== before[who] && now[who] !== handedOver(before[who]))
        .map((who) => `${path}: ${who} ${before[who]} on the old host, ${now[who]} on the new host`),
    ];
  });
}
