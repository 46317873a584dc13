import { plain, readRows, setting } from '../../rows.js';
import { readScript } from '../../script.js';
import type { Collector, Reading } from '../../types.js';

const area = 'runtime';

/** Interpreters with their versions, and PHP as each of its callers sees it. */
export const runtime: Collector = {
  area,
  script: readScript('services/runtime.sh'),
  needs: [],
  readsWhole: /^\/etc\/php5?\/.*fpm\/pool\.d\//,
  parse,
};

/** Values that PHP reports about the machine, its build, or this call. */
const NOT_SETTINGS = new Set([
  'System',
  'Build Date',
  'Build System',
  'Configure Command',
  'Loaded Configuration File',
  'Scan this dir for additional .ini files',
  'Additional .ini files parsed',
  'Configuration File (php.ini) Path',
  'PHP API',
  'PHP Extension',
  'Zend Extension',
  'Zend Extension Build',
  'PHP Extension Build',
  'Server API',
  'Directive',
  'Variable',
]);

function parse(rows: readonly string[]): Reading {
  const defaults = new Set(rows.filter((row) => row.startsWith('default\t')).map((row) => row.slice(8)));
  return readRows(
    area,
    rows,
    {
      version: (name = '', version = '') => [plain(area, `version of ${name}`, version.trim(), `${name} --version`)],
      php: (sapi = '', section = '', name = '', value = '') =>
        NOT_SETTINGS.has(name) || name.startsWith('$_')
          ? []
          : [
              setting(
                area,
                `php ${sapi} ${settingOf(section, name)}`,
                value,
                `php -i (${sapi})`,
                defaults.has([sapi, section, name, value].join('\t')),
              ),
            ],
      default: () => [],
      extension: (sapi = '', name = '') => [plain(area, `php ${sapi} extension ${name}`, 'loaded', `php -m (${sapi})`)],
      pool: (path = '', number = '', ...text) => {
        const line = text.join(' ').trim();
        if (line === '' || line.startsWith(';') || line.startsWith('[')) return [];
        const [, name, value] = /^([\w.[\]-]+)\s*=\s*(.*)$/.exec(line) ?? [];
        if (name === undefined) return 'invalid line of a PHP-FPM pool file';
        const pool = path.slice(path.lastIndexOf('/') + 1).replace(/\.conf$/, '');
        return [plain(area, `php pool ${pool} ${name}`, value ?? '', `${path} line ${number}`)];
      },
    },
    () => '',
  );
}

/** Names of settings contain a dot; other lines (`Version`, `Support`) are distinguished by their section. */
const settingOf = (section: string, name: string): string =>
  /^[a-z]\w*(\.\w+)*$/.test(name) ? name : `${section}: ${name}`;
