import { type Handler, plain, readRows, squeezed, together } from '../../rows.js';
import { readScript } from '../../script.js';
import type { Collector, Item, Reading } from '../../types.js';

const area = 'mail';

/** How the host sends and receives mail, according to its mail server. */
export const mail: Collector = {
  area,
  script: readScript('services/mail.sh'),
  needs: [],
  readsWhole: /^\/etc\/(mail\/)?aliases$|^\/etc\/mailname$|^\/etc\/postfix\/(main|master)\.cf$/,
  parse,
};

function parse(rows: readonly string[]): Reading {
  const aliases = new Map<string, string>();
  const alias: Handler = (path = '', number = '', ...text) => {
    const line = text.join(' ').replace(/\s+$/, '');
    if (line.trim() === '' || line.startsWith('#')) return [];
    // A line that starts with a blank continues the one before.
    if (/^\s/.test(line)) {
      const [last] = [...aliases.keys()].slice(-1);
      if (last === undefined) return 'a continuation line with no line before it';
      aliases.set(last, `${aliases.get(last) ?? ''} ${line.trim()}`);
      return [];
    }
    const [, name, to] = /^("[^"]+"|[^:\s]+)\s*:\s*(.*)$/.exec(line) ?? [];
    if (name === undefined) return 'invalid line of aliases(5)';
    aliases.set(`${name}\t${path} line ${number}`, to ?? '');
    return [];
  };
  const found = readRows(area, rows, {
    setting: (line = '') => {
      const [, name, value] = /^([\w.-]+) = ?(.*)$/.exec(line) ?? [];
      return name === undefined
        ? 'invalid line of postconf -n output'
        : [plain(area, `postfix ${name}`, squeezed(value ?? ''), 'postconf -n')];
    },
    master: (...text) => masterLine(text.join(' '), 'postconf -M'),
    'master-line': (path = '', number = '', ...text) => {
      const line = text.join(' ');
      // An option on a separate line belongs to the service above; the file's digest shows a change of it.
      return /^\s|^#|^$/.test(line) ? [] : masterLine(line, `${path} line ${number}`);
    },
    exim: (path = '', number = '', ...text) => {
      const line = text.join(' ').trim();
      if (line === '' || line.startsWith('#')) return [];
      const [, name, value] = /^(\w+)='?(.*?)'?$/.exec(line) ?? [];
      return name === undefined
        ? 'invalid line of update-exim4.conf.conf'
        : [plain(area, `exim ${name}`, value ?? '', `${path} line ${number}`)];
    },
    'no-mail-server': () => [plain(area, 'mail server', 'none', 'postconf, exim, sendmail')],
    alias,
    mailname: (path = '', _number, name = '') => [plain(area, 'mail name', name.trim(), path)],
    map: (path = '', number = '', ...text) => {
      const line = text.join(' ').trim();
      if (line === '' || line.startsWith('#')) return [];
      const [, name, to] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
      return name === undefined
        ? 'a name without a value'
        : [plain(area, `${path} ${name}`, to ?? '', `${path} line ${number}`)];
    },
    forward: (path = '', number = '', ...text) =>
      text.join('').trim() === ''
        ? []
        : [plain(area, `forward ${path}`, text.join(' ').trim(), `${path} line ${number}`)],
  });
  const listed = [...aliases].map(([key, to]): Item => {
    const [name = '', source = ''] = key.split('\t');
    return plain(area, `alias ${name}`, squeezed(to), source);
  });
  return together(found, { items: listed, unreadable: [] });
}

function masterLine(text: string, source: string): Item[] | string {
  const fields = text.trim().split(/\s+/);
  const [name, type, ...rest] = fields;
  return fields.length < 8
    ? 'fewer than the eight columns of master(5)'
    : [plain(area, `postfix service ${name ?? ''} ${type ?? ''}`, rest.join(' '), source)];
}
