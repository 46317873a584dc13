import { readRows, type Handler } from '../../rows.js';
import { readScript } from '../../script.js';
import type { Collector, Item, ParseContext, Reading } from '../../types.js';

const area = 'files';

/** Files that no package accounts for, and packaged configuration with what was changed in it. */
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
const AS_SHIPPED = 'as its package has it';

function parse(rows: readonly string[], { seal }: ParseContext): Reading {
  const digests = new Map<string, string>();
  const seenAsSelf = new Map<string, string>();
  // Digests come after the files: they are looked up when all rows are known.
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
  });
  const handlers: Readonly<Record<string, Handler>> = {
    f: (letter = '', mode = '', user = '', group = '', size = '', time = '', owner = '', shipped = '', ...rest) => {
      const kind = KINDS[letter];
      const [path = '', target] = rest.join('\t').split('\u0002');
      if (kind === undefined || !/^[0-7]+$/.test(mode) || !path.startsWith('/'))
        return 'not what find prints of a file';
      const common = { kind, owner: `${user}:${group}` };
      const item = { area, key: path.replaceAll('\u0001', '\\n'), source: path } as const;
      const of = (value: Item['value']): Item[] => [
        { ...item, value, ...(owner === '-' ? {} : { implied: 'part of a package' }) },
      ];
      if (kind === 'link') return of({ ...common, target: target ?? '' });
      if (kind !== 'file') return of({ ...common, mode });
      const digest = digests.get(path);
      // A package's own file of another release is no change of somebody's.
      if (owner === 'p' || digest === undefined)
        return of({ ...common, mode, ...(owner === 'p' ? {} : { size, time: dated(Number(time)) }) });
      if (owner === 'c' && digest === shipped) return of({ ...common, mode, content: AS_SHIPPED });
      return of({ ...common, mode, content: `digest ${seal(seenAsSelf.get(path) ?? digest)}` });
    },
    digest: () => [],
    self: () => [],
  };
  return readRows(area, rows, handlers);
}

const dated = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 16);
