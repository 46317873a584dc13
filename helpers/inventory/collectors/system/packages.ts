import { plain, readRows, type Handler } from '../../rows.js';
import { readScript } from '../../script.js';
import type { Collector, Item, Reading } from '../../types.js';

const area = 'packages';
/** `php7.4-gd` and `php8.4-gd` are one package in two releases, and `postgresql-13` is `postgresql`. */
export const unversioned = (name: string): string => name.replace(/(?<=[a-z])-?(?:\d+(?:\.\d+)+|\d{2,})(?=-|$)/, '');

/** `libssl1.1`, `libssl3t64`: shared libraries, by their names (Debian Policy 8.1). Apache modules have similar names. */
const LIBRARY = /^lib(?!apache2-).*\d(t64)?$/;

const STATES = '/var/lib/apt/extended_states';

/** Packages, their sources, and dpkg's local overrides. */
export const packages: Collector = {
  area,
  script: readScript('system/packages.sh'),
  needs: [],
  readsWhole: /^\/etc\/apt\/sources\.list/,
  parse,
};

function parse(rows: readonly string[]): Reading {
  const automatic = new Set(rows.filter((row) => row.startsWith('auto\t')).map((row) => row.slice(5)));
  const native = rows.find((row) => row.startsWith('native\t'))?.slice(7);
  const base = rows.includes('no-states') ? { implied: 'whether it was requested is not recorded' } : {};
  const handlers: Readonly<Record<string, Handler>> = {
    package: (name = '', architecture = '', status = '', essential = '', priority = '', ...family) => {
      const [want = '', , state = ''] = status.split(' ');
      if (family.length === 0) return 'not the seven fields requested from dpkg-query';
      // Removed, with its configuration left: the files area covers the rest.
      if (state === 'config-files' || state === 'not-installed') return [];
      const foreign = architecture === native || architecture === 'all' ? '' : `:${architecture}`;
      return [
        {
          ...plain(area, `package ${unversioned(name)}${foreign}`, state, `dpkg-query -W ${name}`),
          value: {
            is: state,
            held: want === 'hold' ? 'yes' : 'no',
            ...(unversioned(name) === name ? {} : { release: name }),
          },
          ...whyImplied(name, essential, priority),
        },
      ];
    },
    source: (path = '', line = '') => [plain(area, `source ${line.replace(/\s*\[[^\]]*\]/, '')}`, 'configured', path)],
    override: (path = '', mode = '') => [plain(area, `permissions of ${path}`, mode, 'dpkg-statoverride --list')],
    divert: (path = '', to = '') => [plain(area, `diversion of ${path}`, to, 'dpkg-divert --list')],
    auto: () => [],
    native: () => [],
    'no-states': () => [],
    owner: () => [],
  };
  return readRows(area, rows, handlers);

  function whyImplied(name: string, essential: string, priority: string): Pick<Item, 'implied'> {
    if (automatic.has(name)) return { implied: `a dependency of other packages, according to ${STATES}` };
    if (LIBRARY.test(name)) return { implied: 'a shared library, installed with whatever needs it' };
    if (essential === 'yes' || priority === 'required' || priority === 'important')
      return { implied: `part of every system of its release (${priority === '' ? 'essential' : priority})` };
    return base;
  }
}

/** Packages and the source packages they are built from, if these have other names; from the same rows. */
export const familiesIn = (rows: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    rows.flatMap((row): [string, string][] => {
      const [tag, name = '', , , , , source = ''] = row.split('\t');
      // The version follows in parentheses if it differs.
      return tag === 'package' && source !== '' ? [[name, source.split(' ')[0] ?? '']] : [];
    }),
  );

/** Paths and their packages, from the same rows. */
export const ownersIn = (rows: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    rows
      .filter((row) => row.startsWith('owner\t'))
      .map((row) => {
        const [, path = '', name = ''] = row.split('\t');
        return [path, name];
      }),
  );
