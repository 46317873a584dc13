import { parseCrontab } from '../../../host/cron/crontab.js';
import { plain, readRows, together } from '../../rows.js';
import { readScript } from '../../script.js';
import type { Collector, Item, ParseContext, Reading, Unreadable } from '../../types.js';

const area = 'schedule';

/** Everything that runs on a schedule, except systemd timers, which are services. */
export const schedule: Collector = {
  area,
  script: readScript('services/schedule.sh'),
  needs: [],
  readsWhole: /^\/etc\/(crontab|anacrontab|(cron|at)\.(allow|deny))$|^\/etc\/cron\.d\/|^\/var\/spool\/cron\/crontabs\//,
  parse,
};

type Table = { kind: string; text: string[]; endsInNewline: boolean };

function parse(rows: readonly string[], { seal }: ParseContext): Reading {
  const tables = new Map<string, Table>();
  const rest = readRows(area, rows, {
    table: (path = '', kind = '', _ownership, last = '') => {
      tables.set(path, { kind, text: [], endsInNewline: last === '' || last === '\\n' });
      return [];
    },
    cron: (path = '', _number, ...text) => {
      tables.get(path)?.text.push(text.join('\t'));
      return [];
    },
    script: (folder = '', name = '', executable = '', digest = '') => {
      // run-parts(8) silently skips other names.
      const isTaken = /^[\w-]+$/.test(name);
      return [
        {
          area,
          key: `cron.${folder} ${name}`,
          value: { runs: executable === 'yes' && isTaken ? 'yes' : 'no', content: `digest ${seal(digest)}` },
          source: `/etc/cron.${folder}/${name}`,
        },
      ];
    },
    anacron: (path = '', number = '', ...text) => {
      const line = text.join('\t').trim().replace(/\s+/g, ' ');
      if (line === '' || line.startsWith('#')) return [];
      const [, name, value] = /^(\w+)\s*=\s*(.*)$/.exec(line) ?? [];
      if (name !== undefined) return [plain(area, `anacron ${name}`, value ?? '', `${path} line ${number}`)];
      const [, period, delay, id, command] = /^(\d+|@[a-z]+) (\d+) (\S+) (.+)$/.exec(line) ?? [];
      if (id === undefined) return 'neither a job nor a setting of anacrontab(5)';
      return [
        {
          area,
          key: `anacron job ${id}`,
          value: { days: period ?? '', delay: delay ?? '', command: command ?? '' },
          source: `${path} line ${number}`,
        },
      ];
    },
    at: (user = '', digest = '', path = '') => [
      plain(area, `at job of ${user}: digest ${seal(digest)}`, 'waits', path),
    ],
    allow: (path = '', number = '', text = '') =>
      text.trim() === '' ? [] : [plain(area, `${path} ${text.trim()}`, 'listed', `${path} line ${number}`)],
  });
  return together(rest, ...[...tables].map(([path, table]) => jobsOf(path, table)));
}

/** Jobs by user and command: a job that has moved from one crontab to another is the same job. */
function jobsOf(path: string, { kind, text, endsInNewline }: Table): Reading {
  const user = kind === 'user' ? path.slice(path.lastIndexOf('/') + 1) : undefined;
  const { entries, errors } = parseCrontab(`${text.join('\n')}${endsInNewline ? '\n' : ''}`, user);
  const unreadable = errors.map(({ line, why }): Unreadable => ({
    area,
    scope: path,
    why: `${path} line ${line}: ${why}: "${text[line - 1] ?? ''}"`,
  }));
  const items = entries
    .filter(({ on }) => on)
    .map(({ line, times, user: runner, command, input, environment }): Item => ({
      area,
      key: `job of ${runner}: ${command}`,
      value: {
        times,
        environment: Object.entries(environment)
          .map(([name, value]) => `${name}=${value}`)
          .sort()
          .join(' '),
        ...(input === undefined ? {} : { input }),
      },
      source: `${path} line ${line}`,
    }));
  return { items, unreadable };
}
