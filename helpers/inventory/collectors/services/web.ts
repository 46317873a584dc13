import { plain, readRows, together } from '../../rows.js';
import { readScript } from '../../script.js';
import type { Collector, Item, Reading, Unreadable } from '../../types.js';
import { flattened, readApacheConfig, readNginxConfig, type ConfigLine } from '../../web-config.js';

const area = 'web';

/** The web server's own report: modules, virtual hosts, and each directive where it applies. */
export const web: Collector = {
  area,
  script: readScript('services/web.sh'),
  needs: [],
  readsWhole: /^\/etc\/(apache2|nginx|httpd)\//,
  parse,
};

function parse(rows: readonly string[]): Reading {
  const apache: ConfigLine[] = [];
  const nginx: ConfigLine[] = [];
  let file = '';
  let line = 0;
  const dumped = readRows(
    area,
    rows,
    {
      dump: (...text) => dumpLine(text.join('\t')),
      apache: (path = '', number = '', ...text) => {
        apache.push({ text: text.join('\t'), source: `${path} line ${number}` });
        return [];
      },
      nginx: (...text) => {
        const content = text.join('\t');
        const named = /^# configuration file (.*):$/.exec(content)?.[1];
        [file, line] = named === undefined ? [file, line + 1] : [named, 0];
        if (named === undefined) nginx.push({ text: content, source: `${file} line ${line}` });
        return [];
      },
      'no-web-server': () => [plain(area, 'web server', 'none', 'apache2ctl, nginx')],
    },
    () => '',
  );
  return together(dumped, configured('apache', apache, readApacheConfig), configured('nginx', nginx, readNginxConfig));
}

/** Lines of a dump with nothing to compare. */
const HEADINGS =
  /^(VirtualHost configuration:|Loaded Modules:|Included configuration files:|Syntax OK|Server root: |Main (ErrorLog|DocumentRoot): |Mutex |PidFile: |Define: DUMP_|AH\d+: |\s+\([*\d]+\) \/|ServerRoot: |.*wildcard NameVirtualHosts|_default_ servers|\s*$)/;

type Entry = { readonly key: string; readonly value: string };

/** The lines of a dump and their meaning; the first match counts. A built-in module counts the same as a loaded one. */
const LINES: readonly (readonly [RegExp, ((...found: string[]) => Entry)?])[] = [
  [HEADINGS],
  [
    /^ (\w+) \((?:static|shared)\)$/,
    (name = '') => ({ key: `apache module ${name.replace(/_module$/, '')}`, value: 'shared' }),
  ],
  [/^\S+:(?:\d+|\*)\s+is a NameVirtualHost\s*$/],
  [
    /^(\S+:(?:\d+|\*))\s+(\S+) \(.*\)\s*$/,
    (address = '', host = '') => ({ key: `apache host ${host} ${address}`, value: 'the only one at its address' }),
  ],
  [/^\s+default server \S+ \(/],
  [
    /^\s+port (\S+) namevhost (\S+) \(/,
    (port = '', host = '') => ({ key: `apache host ${host}:${port}`, value: 'served' }),
  ],
  [/^\s+(?:wild )?alias \S+/],
  [/^Define: (?:name=)?(\S+)/, (name = '') => ({ key: `apache Define ${name}`, value: name })],
  [/^(User|Group): (?:name=)?(\S+)/, (setting = '', value = '') => ({ key: `apache ${setting}`, value })],
];

function dumpLine(line: string): Item[] | string {
  for (const [pattern, entry] of LINES) {
    const found = pattern.exec(line);
    if (!found) continue;
    if (!entry) return [];
    const { key, value } = entry(...found.slice(1));
    return [plain(area, key, value, 'apache2ctl -S and -M')];
  }
  return 'not a recognized line of apache2ctl -S or -M';
}

function configured(
  server: string,
  lines: readonly ConfigLine[],
  read: (lines: readonly ConfigLine[]) => ReturnType<typeof readApacheConfig>,
): Reading {
  if (lines.length === 0) return { items: [], unreadable: [] };
  const { sections, errors } = read(lines);
  const unreadable = errors.map(({ source, why, text }): Unreadable => ({
    area,
    scope: server,
    why: `${source}: ${why}: "${text}"`,
  }));
  const items = flattened(sections).map(({ path, value, source }): Item =>
    plain(area, `${server} ${path}`, value, source),
  );
  return { items, unreadable };
}
