import type { Host } from '../../targets/schema.js';
import { NoAnswer } from '../core/no-answer.js';
import { shellQuote } from '../ssh/ssh-errors.js';
import { runScript, hostLabel } from '../ssh/ssh.js';

/** One entry below the data directory. */
export type FileEntry = {
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

const ASKED = 'every file of the data directory with its owner, mode and check sum';
/** Reading everything takes as long as the disk; a copy that takes longer to check than this has to be checked otherwise. */
const TIMEOUT_MS = 90_000;
const KINDS: Readonly<Record<string, string>> = { f: 'file', d: 'folder', l: 'link' };

/**
 * Everything below a directory of a host, in one round trip.
 * @throws {NoAnswer} when the host could not be asked or a file could not be read
 */
export async function manifestOf(host: Host, directory: string): Promise<Manifest> {
  // Zero bytes between, since names may hold anything else. The second part is told from the first by an empty entry.
  const script = `cd ${shellQuote(directory)} || exit 3
find . -printf '%y\\t%m\\t%u\\t%g\\t%l\\t%p\\0' || exit 4
printf '\\0'
find . -type f -print0 | xargs -0r sha256sum -z -b -- || exit 4`;
  const { exitCode, stdout, stderr } = await runScript(host, script, { timeoutMs: TIMEOUT_MS, description: ASKED });
  if (exitCode === 3) return new Map();
  if (exitCode !== 0) throw new NoAnswer(ASKED, hostLabel(host), stderr.trim().split('\n').at(-1) ?? 'find failed');
  return readManifest(stdout);
}

/** Reads what the script above prints: `kind mode owner group link path` with tabs, then `sum *path`. */
export function readManifest(output: string): Manifest {
  const [entries = '', sums = ''] = output.split('\0\0');
  const contents = new Map(
    sums
      .split('\0')
      .filter((line) => line !== '')
      .map((line) => [line.slice(66), line.slice(0, 64)]),
  );
  return new Map(
    entries.split('\0').map((line) => {
      const [kind = '', mode = '', owner = '', group = '', link = '', ...path] = line.split('\t');
      const name = path.join('\t');
      const content = contents.get(name) ?? link;
      return [name.replace(/^\.\//, ''), { kind: KINDS[kind] ?? kind, mode, owner, group, content }];
    }),
  );
}

/** A path that looks the same and is another one: Unicode has two ways to write many letters (UAX 15). */
const letters = (path: string, elsewhere: Manifest): string | undefined =>
  elsewhere.has(path)
    ? undefined
    : [...elsewhere.keys()].find((other) => other.normalize('NFC') === path.normalize('NFC'));

const formOf = (path: string): string => (path === path.normalize('NFC') ? 'NFC' : 'NFD');

/**
 * What is not the same, one line each. What root owned on the old host may belong to the web user on the new host: the runbook hands
 * it over.
 * @param webUser who must own what root must not
 */
export function differingFiles(onOld: Manifest, onNew: Manifest, webUser: string): string[] {
  const paths = [...new Set([...onOld.keys(), ...onNew.keys()])].sort();
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
              ? `${path}: leads to ${before.content} on the old host, ${now.content} on the new host`
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
