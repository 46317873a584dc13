import { plain, readRows, type Handler } from '../../rows.js';
import { readScript } from '../../script.js';
import type { Collector, Item, ParseContext, Reading } from '../../types.js';

const area = 'files';

/** Files that no package accounts for, and changed configuration files of packages. */
export const files: Collector = {
  area,
  script: readScript('system/files.sh'),
  needs: ['ROOTS', 'ELSEWHERE', 'FILE_LIMIT', 'BYTE_CEILING', 'FILE_COUNT', 'OWN_NAMES', 'OTHER_NAMES'],
  seconds: 60,
  parse,
};

const KINDS: Readonly<Record<string, string>> = {
  f: 'file',
  d: 'folder',
  l: 'link',
  p: 'fifo',
  s: 'socket',
  b: 'block device',
  c: 'character device',
};
const AS_SHIPPED = 'as its package ships it';
const DELETED = 'none: deleted, though its package ships it';

function parse(rows: readonly string[], { seal }: ParseContext): Reading {
  const digests = new Map<string, string>();
  const seenAsSelf = new Map<string, string>();
  const young = new Set<string>();
  let youngSince = Infinity;
  // Digests arrive after the files: they are looked up when all rows are known.
  readRows(area, rows, {
    digest: (digest = '', isEscaped, ...path) => {
      const name = path.join('\t');
      digests.set(
        isEscaped === '1' ? name.replace(/\\(n|\\)/g, (_all, what) => (what === 'n' ? '\u0001' : '\\')) : name,
        digest,
      );
      return [];
    },
    self: (digest = '', ...path) => {
      seenAsSelf.set(path.join('\t'), digest);
      return [];
    },
    since: (seconds) => {
      youngSince = Number(seconds);
      return [];
    },
    young: (...path) => {
      young.add(path.join('\t'));
      return [];
    },
  });
  const handlers: Readonly<Record<string, Handler>> = {
    f: (...fields) => {
      const file = readFile(fields);
      if (file === undefined) return 'invalid line of find output';
      const { path, owner, time } = file;
      // A running job created it and removed it again.
      if (Number(time) > youngSince && !young.has(path)) return [];
      const digest = digests.get(path);
      const content = digest === undefined ? undefined : { digest, sealed: () => seal(seenAsSelf.get(path) ?? digest) };
      return [
        {
          ...{
            area,
            key: keyOf(file),
            source: path,
            value: valueOf(file, content),
          },
          ...(owner === '-' ? {} : { implied: 'part of a package' }),
        },
      ];
    },
    // Implied, like all files of a package: if the other host lacks the package, that is the difference.
    gone: (...fields) => {
      const path = fields.join('\t');
      return [
        { ...plain(area, unversionedPath(path), '', path), value: { kind: DELETED }, implied: 'part of a package' },
      ];
    },
    // Read above.
    digest: () => [],
    self: () => [],
    since: () => [],
    young: () => [],
  };
  return readRows(area, rows, handlers);
}

/** The name of a file in the comparison: certificate links have a name by which they can be explained. */
function keyOf(file: FoundFile): string {
  const path = unversionedPath(file.path.replaceAll('\u0001', '\\n'));
  return isCertificateLink(file) ? `certificate link ${path}` : path;
}

/** `/etc/php/7.4/cli` and `/etc/php/8.4/cli` are one folder in two releases. */
const unversionedPath = (path: string): string =>
  path.replace(/^(\/(?:etc|var\/lib)\/[\w-]+)\/\d+(?:\.\d+)*(?=\/|$)/, '$1/{release}');

/** A link that update-ca-certificates makes; the certificates themselves are compared as files and packages. */
const isCertificateLink = ({ kind, path, target }: FoundFile): boolean =>
  kind === 'link' &&
  path.startsWith('/etc/ssl/certs/') &&
  (/\/[\da-f]{8}\.\d+$/.test(path) || /^\/usr\/(local\/)?share\/ca-certificates\//.test(target));

type FoundFile = ReturnType<typeof readFile> & object;

/** The fields that find printed for a file; undefined if they are not valid. */
function readFile(fields: readonly string[]) {
  const [letter = '', mode = '', user = '', group = '', size = '', time = '', owner = '', shipped = ''] = fields;
  const kind = KINDS[letter];
  const [path = '', target = ''] = fields.slice(8).join('\t').split('\u0002');
  if (kind === undefined || !/^[0-7]+$/.test(mode) || !path.startsWith('/')) return undefined;
  return { kind, mode, user, group, size, time, owner, shipped, path, target };
}

/** The facets of a file that are compared. */
function valueOf(
  { kind, mode, user, group, size, time, owner, shipped, target }: FoundFile,
  content: { readonly digest: string; readonly sealed: () => string } | undefined,
): Item['value'] {
  const common = { kind, owner: `${user}:${group}` };
  // /lib is a link to /usr/lib on a merged-/usr system.
  if (kind === 'link') return { ...common, target: unversionedPath(target.replace(/^\/(bin|sbin|lib)\//, '/usr/$1/')) };
  // A package's own file from another release is not a change that someone made.
  if (kind !== 'file' || owner === 'p') return { ...common, mode };
  if (content === undefined) return { ...common, mode, size, time: dated(Number(time)) };
  if (owner === 'c' && content.digest === shipped) return { ...common, mode, content: AS_SHIPPED };
  return { ...common, mode, content: `digest ${content.sealed()}` };
}

const dated = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 16);
