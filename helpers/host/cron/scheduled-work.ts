import { NoAnswer } from '../../core/no-answer.js';
import { crontabOf, reasonsIgnored } from './crontab-ignored.js';
import type { CrontabEntry } from './crontab.js';
import type { CronFacts, CronFile } from '../facts/types.js';

/** Work that a host may start on a schedule. */
export type Scheduled = Pick<CrontabEntry, 'times' | 'user' | 'command'> &
  Partial<Pick<CrontabEntry, 'schedule' | 'input' | 'environment' | 'warnings'>> & {
    /** Is it active: not commented out, and in a place that is read? */
    readonly on: boolean;
    /** e.g. `/etc/cron.d/bewelcome line 7`. */
    readonly where: string;
    readonly table: CronFile;
  };

/**
 * All work that a host starts on a schedule, including disabled work: lines of crontabs and of anacrontab, scripts that
 * run-parts(8) finds, timers, and jobs of at(1).
 * @param host how messages name the host
 * @throws {NoAnswer} when a place could not be read, or is not understood
 */
export function scheduledWork(cron: CronFacts, host: string): Scheduled[] {
  const lines = cron.tables.filter(({ kind }) => kind !== 'script').flatMap((table) => workIn(table, cron, host));
  // run-parts finds scripts in a folder that some active line passes to it.
  const commands = lines.filter(({ on }) => on).map(({ command }) => command);
  return [...lines, ...cron.tables.filter(({ kind }) => kind === 'script').map((table) => scriptIn(table, commands))];
}

function workIn(table: CronFile, cron: CronFacts, host: string): Scheduled[] {
  if (table.unread !== undefined) throw new NoAnswer(`what ${table.path} starts`, host, table.unread);
  switch (table.kind) {
    case 'system':
    case 'user': {
      const ignored = reasonsIgnored(table, cron, host);
      return crontabOf(table).entries.map((entry) => ({
        ...entry,
        on: entry.on && ignored.length === 0,
        where: [`${table.path} line ${entry.line}`, ...ignored].join(', ignored: '),
        table,
      }));
    }
    case 'anacron':
      return anacronJobs(table, host);
    case 'timer': {
      const off = settings(table, 'Off');
      return settings(table, 'ExecStart').map((command) => ({
        times: settings(table, 'On').join(', ') || 'no time given',
        user: settings(table, 'User')[0] ?? 'root',
        command,
        on: off.length === 0,
        where: [table.path, ...off].join(': '),
        warnings: settings(table, 'Warning'),
        table,
      }));
    }
    case 'at':
      return [{ times: 'once', user: table.owner, command: table.text.trim(), on: true, where: table.path, table }];
    case 'script':
      return [];
  }
}

/** anacrontab(5): `period delay name command`, and settings. Anacron skips any other line. */
function anacronJobs(table: CronFile, host: string): Scheduled[] {
  const lines = table.text.split('\n').map((line) => line.trim());
  return lines.flatMap((line, index) => {
    if (line === '' || line.startsWith('#') || /^[\w.]+\s*=/.test(line)) return [];
    const [, period, , , command] = /^(@\w+|\d+)\s+(\d+)\s+(\S+)\s+(.+)$/.exec(line) ?? [];
    const where = `${table.path} line ${index + 1}`;
    if (period === undefined || command === undefined)
      throw new NoAnswer(`${where}: ${line.slice(0, 200)}`, host, 'this line is not an anacron job: see anacrontab(5)');
    return [
      { times: /^\d/.test(period) ? `every ${period} days` : period, user: 'root', command, on: true, where, table },
    ];
  });
}

/** Values of lines such as `ExecStart=/bin/x`; of `On`, those of OnCalendar, OnBootSec and so on with their names. */
const settings = ({ text }: CronFile, name: string): string[] =>
  text.split('\n').flatMap((line) => {
    if (name === 'On') return /^On\w+=/.test(line) ? [line] : [];
    return line.startsWith(`${name}=`) ? [line.slice(name.length + 1)] : [];
  });

function scriptIn(table: CronFile, commands: readonly string[]): Scheduled {
  const end = table.path.lastIndexOf('/');
  const folder = table.path.slice(0, end);
  const wrong = [
    [!commands.some((command) => command.includes(folder)), `no active entry runs ${folder}`],
    [!/^[\w-]+$/.test(table.path.slice(end + 1)), 'run-parts accepts only names made up of letters, digits, _, and -'],
    [(Number.parseInt(table.mode, 8) & 0o111) === 0, `mode ${table.mode}, not executable`],
  ] as const;
  const why = wrong.filter(([holds]) => holds).map(([, words]) => words);
  return {
    times: folder,
    user: 'root',
    command: table.path,
    on: why.length === 0,
    where: [table.path, ...why].join(': '),
    table,
  };
}
