import { plain, readRows, together } from '../../rows.js';
import { readScript } from '../../script.js';
import type { Collector, Item, Reading, Unreadable } from '../../types.js';
import { flattened, readApacheConfig, readNginxConfig, type ConfigLine } from '../../web-config.js';

const area = 'web';

/** What the web server says of itself: modules, virtual hosts, and each directive where it is in force. */
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

/** Lines of a dump that hold nothing to compare. */
const HEADINGS =
  /^(VirtualHost configuration:|Loaded Modules:|Included configuration files:|Syntax OK|Server root: |Main (ErrorLog|DocumentRoot): |Mutex |PidFile: |Define: DUMP_|AH\d+: |\s+\([*\d]+\) \/|ServerRoot: |.*wildcard NameVirtualHosts|_default_ servers|\s*$)/;

function dumpLine(line: string): Item[] | string {
  const source = 'apache2ctl -S and -M';
  if (HEADINGS.test(line)) return [];
  const [, name, how] = /^ (\w+) \((static|shared)\)$/.exec(line) ?? [];
  if (name !== undefined)
    return [
      plain(area, `apache module ${name.replace(/_module$/, '')}`, how === 'static' ? 'shared' : 'shared', source),
    ];
  const [, address, , single] = /^(\S+:(?:\d+|\*))\s+(is a NameVirtualHost|(\S+) \(.*\))\s*$/.exec(line) ?? [];
  if (address !== undefined)
    return single === undefined
      ? []
      : [plain(area, `apache host ${single} ${address}`, 'only one of its address', source)];
  const first = /^\s+default server (\S+) \(/.exec(line)?.[1];
  if (first !== undefined) return [];
  const [, port, host] = /^\s+port (\S+) namevhost (\S+) \(/.exec(line) ?? [];
  if (host !== undefined) return [plain(area, `apache host ${host}:${port ?? ''}`, 'served', source)];
  if (/^\s+(wild )?alias \S+/.test(line)) return [];
  const [, setting, value] = /^(User|Group|Define): (?:name=)?(\S+)/.exec(line) ?? [];
  if (setting !== undefined)
    return [plain(area, `apache ${setting} ${setting === 'Define' ? (value ?? '') : ''}`.trim(), value ?? '', source)];
  return 'not what Apache prints of itself';
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
