import { readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import hostile from 'hostile';

export type Entry = {
  /** IPv4 or IPv6, without a zone. */
  readonly address: string;
  readonly name: string;
};

/** Marks the end of each of our lines. */
const MARK = '# [migration-verdict]';
/** Starts each foreign line that must not take effect while the lease lasts. */
const MASK = '# [migration-verdict masks] ';
/** Starts a line of ours that someone edited by hand. */
const EDITED = '# edited while a run of migration-verdict held this file: ';

/**
 * The hosts file with `entries` in effect: nothing else in it resolves their names. `withoutOurs` reverts it, byte
 * for byte.
 *
 * - Our lines are at the top, since the first entry of a name wins for most readers. That alone is not enough: with
 *   `multi on` in host.conf(5), Debian's default, glibc hands out the addresses of every line that holds the name. So
 *   lines that name one of ours are masked by a prefix; their other names are repeated on our own line before.
 * - hostile writes the entries, but into a scratch file that holds nothing else. On the real file, it would strip inline
 *   comments and tabs, turn CRLF into LF, not see names behind other names, and empty the file before it writes.
 * - Bytes are handled as latin1, which preserves each of them, whatever the encoding.
 */
export function compose(original: Buffer, entries: readonly Entry[], note: readonly string[], scratch: string): Buffer {
  const names = new Set(entries.map(({ name }) => name.toLowerCase()));
  const ours = [...note.map((line) => `${MARK} ${line}\n`), ...writtenByHostile(entries, scratch).map(marked)];
  const theirs = linesOf(original).map((line) => masked(line, names));
  const composed = Buffer.from([...ours, ...theirs].join(''), 'latin1');
  if (!withoutOurs(composed).equals(original)) {
    throw new Error('the hosts file could not be changed in a way that can be undone; nothing was changed');
  }
  return composed;
}

/** The file as its owner wrote it: our lines removed, masked lines unmasked, everything else untouched. */
export function withoutOurs(bytes: Buffer): Buffer {
  const kept = linesOf(bytes)
    .filter((line) => !isOurs(line))
    .map((line) => (line.startsWith(MASK) ? line.slice(MASK.length) : line));
  return Buffer.from(kept.join(''), 'latin1');
}

/**
 * The file as its owner wrote it, when more is known about the lease than its marks: hand-edited versions of our lines are
 * kept as comments, and if a program removed all comments from the file, including the marks, our entries are removed and
 * the masked lines are restored.
 */
export function takeOut(current: Buffer, leased: Buffer): Buffer {
  const own = linesOf(leased).filter(isOurs);
  const lines = linesOf(current);
  if (!lines.some((line) => isOurs(line) || line.startsWith(MASK))) return withoutEntries(lines, own, linesOf(leased));
  const written = new Set(own.map((line) => line.trimEnd()));
  const edited = lines.map((line) =>
    isOurs(line) && !written.has(line.trimEnd()) ? `${EDITED}${line.replace(MARK, '').trimEnd()}\n` : line,
  );
  return withoutOurs(Buffer.from(edited.join(''), 'latin1'));
}

function withoutEntries(lines: readonly string[], own: readonly string[], leased: readonly string[]): Buffer {
  const entries = new Set(own.map(contentOf).filter((content) => content !== ''));
  const kept = lines.filter((line) => !entries.has(contentOf(line)));
  const there = new Set(kept.map(contentOf));
  const masked = leased.filter((line) => line.startsWith(MASK)).map((line) => line.slice(MASK.length));
  const gone = kept.length === lines.length ? [] : masked.filter((line) => !there.has(contentOf(line)));
  const ended = kept.map((line, index) => (gone.length > 0 && index === kept.length - 1 ? withBreak(line) : line));
  return Buffer.from([...ended, ...gone].join(''), 'latin1');
}

const withBreak = (line: string): string => (line.endsWith('\n') ? line : `${line}\n`);

/** The part of a line that matters to name resolution: without the comment, and whatever kind of blanks it uses. */
const contentOf = (line: string): string => {
  const { address, names } = parsed(line);
  return [address, ...names].join(' ').trim();
};

/** Addresses that the file gives for a name, in file order, as glibc with `multi on` reads it. */
export function addressesIn(bytes: Buffer, name: string): string[] {
  return linesOf(bytes)
    .map(parsed)
    .filter((entry) => entry.names.some((other) => other.toLowerCase() === name.toLowerCase()))
    .map((entry) => entry.address);
}

/** @throws if an entry is not valid; hostile writes whatever it gets, even a line break. */
export function refuseBadEntries(entries: readonly Entry[]): void {
  const seen = new Set<string>();
  for (const { address, name } of entries) {
    const key = `${name.toLowerCase()} v${isIP(address)}`;
    if (isIP(address) === 0 || address.includes('%')) throw new Error(`not an address for a hosts file: ${address}`);
    if (!/^(?=.{1,253}$)[a-z\d_](?:[a-z\d_-]*[a-z\d_])?(?:\.[a-z\d_](?:[a-z\d_-]*[a-z\d_])?)*$/i.test(name)) {
      throw new Error(`not a host name: ${JSON.stringify(name)}`);
    }
    if (seen.has(key)) throw new Error(`${name} has two addresses of the same family; which one is meant?`);
    seen.add(key);
  }
}

function writtenByHostile(entries: readonly Entry[], scratch: string): string[] {
  const before = hostile.HOSTS;
  writeFileSync(scratch, '');
  // HOSTS is one variable for the whole process. The calls are synchronous, so no other code sees it changed.
  Object.assign(hostile, { HOSTS: scratch });
  try {
    for (const { address, name } of entries) hostile.set(address, name);
  } finally {
    Object.assign(hostile, { HOSTS: before });
  }
  return linesOf(readFileSync(scratch));
}

function masked(line: string, names: ReadonlySet<string>): string {
  const entry = parsed(line);
  const others = entry.names.filter((name) => !names.has(name.toLowerCase()));
  if (others.length === entry.names.length) return line;
  // Before, not after: the line may be the last one and lack its line break.
  const repeated = others.length === 0 ? '' : marked(`${entry.address} ${others.join(' ')}\n`);
  return `${repeated}${MASK}${line}`;
}

/** hosts(5): address and names between blanks, up to a `#`. Anything else names nothing. */
function parsed(line: string): { address: string; names: string[] } {
  const [content = ''] = line.split('#', 1);
  const [address = '', ...names] = content.split(/[ \t\r\n\v\f]+/).filter((word) => word !== '');
  return isIP(address) === 0 ? { address: '', names: [] } : { address, names };
}

const marked = (line: string): string => line.replace(/\n$/, ` ${MARK}\n`);

function isOurs(line: string): boolean {
  return line.startsWith(`${MARK} `) || line.trimEnd().endsWith(` ${MARK}`);
}

/** Lines with their line breaks; joined again, they are the same bytes. */
function linesOf(bytes: Buffer): string[] {
  return bytes.toString('latin1').match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
