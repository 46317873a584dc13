import type { Keyed } from './merge-sorted.js';

/** An entry of a tree, as read-tree.sh lists it. Fields that are not compared are empty. */
export type TreeEntry = Keyed & {
  /** `file`, `folder`, `link`, or find(1)'s letter for rarer kinds. */
  readonly kind: string;
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
  /** For a file, its digest, or the time of its last change if that is enough; for a link, its target. */
  readonly content: string;
  readonly size: string;
  readonly time: string;
  /** How many hard links a file has and, if there are several, the key of the first. */
  readonly names: string;
  /** Extended attributes, `name=0x00`, separated by commas. */
  readonly attributes: string;
};

/** Content of a file that could not be read, or that appeared or vanished in the meantime. It equals nothing. */
export const UNREAD = '?';

const KINDS: Readonly<Record<string, string>> = { f: 'file', d: 'folder', l: 'link' };
const ROOT = '.\u0002.';

/** Reads a line of a list. */
export function parseEntry(line: string): TreeEntry {
  const [
    key = '',
    kind = '',
    mode = '',
    owner = '',
    group = '',
    content = '',
    size = '',
    time = '',
    names = '',
    attributes = '',
  ] = line.split('\t');
  return { key, kind: KINDS[kind] ?? kind, mode, owner, group, content, size, time, names, attributes };
}

/** A line that {@link parseEntry} reads. */
export const formatEntry = ({
  key,
  kind,
  mode,
  owner,
  group,
  content,
  size,
  time,
  names,
  attributes,
}: TreeEntry): string => [key, kind, mode, owner, group, content, size, time, names, attributes].join('\t');

/** The path below the tree as bytes, one character per byte; `.` is the tree itself. */
const bytesOf = (key: string): string =>
  key === ROOT
    ? '.'
    : key
        .replace(/[\u0001\u0002]/g, '/')
        .replace(/^\.\//, '')
        .replace(/\\0([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));

/** How a name is encoded: its Unicode normalization form (UAX 15), or that it is not UTF-8. */
export function spellingOf(key: string): { readonly letters: string; readonly form: string } {
  const bytes = bytesOf(key);
  const text = decode(bytes);
  if (text === undefined) return { letters: bytes.normalize('NFC'), form: 'not UTF-8' };
  const letters = text.normalize('NFC');
  return { letters, form: text === letters ? 'NFC' : 'NFD' };
}

/** The path in readable form: invalid bytes and characters that would break a line appear as `\ooo`. */
export function pathOf(key: string): string {
  const bytes = bytesOf(key);
  const octal = (found: string): string => `\\${found.charCodeAt(0).toString(8).padStart(3, '0')}`;
  return (decode(bytes) ?? bytes.replace(/[\u0080-\u00ff]/g, octal)).replace(/\p{Cc}/gu, octal);
}

function decode(bytes: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return undefined;
  }
}
