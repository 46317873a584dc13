import { plain, readRows, squeezed } from '../../rows.js';
import { readScript } from '../../script.js';
import type { Collector, Item, Reading } from '../../types.js';

const area = 'kernel';
const AT_LEAST = new Set(['MB', 'processors']);

/** Conditions that the kernel and the system set for programs: settings, limits, time, language, size. */
export const kernel: Collector = {
  area,
  script: readScript('system/kernel.sh'),
  needs: [],
  readsWhole:
    /^\/etc\/(sysctl\.conf|environment|locale\.conf|timezone)$|^\/etc\/(sysctl|security\/limits)\.d\/|^\/etc\/(security\/limits\.conf|default\/locale)$/,
  parse,
  // Two machines of the same size may differ in memory by a tenth.
  differs: (facet, old, now) => (AT_LEAST.has(facet) ? Number(now) < Number(old) * 0.9 : old !== now),
};

function parse(rows: readonly string[]): Reading {
  return readRows(area, rows, {
    sysctl: (path = '', number = '', ...text) => {
      const line = text.join(' ').trim();
      if (line === '' || /^[#;]/.test(line)) return [];
      const [, name, value] = /^-?\s*([\w./*-]+)\s*=\s*(.*)$/.exec(line) ?? [];
      if (name === undefined) return 'invalid line of sysctl.conf(5)';
      return [
        { area, key: `sysctl ${name}`, value: { configured: squeezed(value ?? '') }, source: `${path} line ${number}` },
      ];
    },
    value: (name = '', ...value) => [
      {
        area,
        key: `sysctl ${name}`,
        value: { running: squeezed(value.join(' ')) },
        source: `/proc/sys/${name.replaceAll('.', '/')}`,
        implied: 'each kernel has a value',
      },
    ],
    memory: (size = '') => [{ area, key: 'memory', value: { MB: size }, source: '/proc/meminfo' }],
    processors: (count = '') => [{ area, key: 'processors', value: { processors: count }, source: '/proc/cpuinfo' }],
    machine: (name = '') => [plain(area, 'machine', name, 'uname -m')],
    zone: (name = '') => [plain(area, 'time zone', name, '/etc/localtime')],
    'zone-name': (name = '') => [
      { ...plain(area, 'time zone by name', name, '/etc/timezone'), implied: 'the zone itself is compared' },
    ],
    clock: (offset = '') => [plain(area, 'offset from UTC', offset, 'date +%z')],
    locale: (name = '') => [plain(area, `locale ${name.toLowerCase().replace('utf-8', 'utf8')}`, 'there', 'locale -a')],
    environment: (path = '', number = '', ...text) => settingIn('environment', path, number, text.join(' ')),
    limit: (path = '', number = '', ...text) => {
      const line = (text.join(' ').split('#')[0] ?? '').trim();
      if (line === '') return [];
      const [domain, type, what, value] = line.split(/\s+/);
      if (value === undefined) return 'invalid line of limits.conf(5)';
      return [plain(area, `limit ${domain ?? ''} ${type ?? ''} ${what ?? ''}`, value, `${path} line ${number}`)];
    },
    running: (program = '', what = '', value = '') => [
      {
        ...plain(area, `limit of ${program}: ${what}`, value, `/proc/PID/limits of ${program}`),
        implied: 'whether it runs is compared elsewhere',
      },
    ],
    huge: (mode = '') => [plain(area, 'transparent huge pages', mode, '/sys/kernel/mm/transparent_hugepage/enabled')],
    guard: (state = '') => [plain(area, `guard ${state.split(' ')[0] ?? ''}`, state, '/sys')],
  });
}

function settingIn(what: string, path: string, number: string, text: string): Item[] | string {
  const line = text.trim();
  if (line === '' || line.startsWith('#')) return [];
  const [, name, value] = /^(?:export\s+)?(\w+)=(.*)$/.exec(line) ?? [];
  if (name === undefined) return 'neither a comment nor NAME=VALUE';
  return [plain(area, `${what} ${name}`, (value ?? '').replace(/^(["'])(.*)\1$/, '$2'), `${path} line ${number}`)];
}
