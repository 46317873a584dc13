import { readOwnership, type Sections } from './sections.js';
import type { UnixAccount, CronDaemon, CronFacts, CronFile, ScriptFacts } from './types.js';

/** Packages that run crontabs; those of Debian's own cron have a revision. */
const DAEMONS = ['cron', 'cronie', 'systemd-cron', 'bcron', 'fcron', 'dcron', 'busybox'];
/** How much of a crontab the probe prints; Debian's cron reads 10,000 lines. */
const MAX_BYTES = 1_048_576;

/** @param now seconds since 1970 by the host's clock, by which its accounts expire */
export function readCron(sections: Sections, now: number): CronFacts {
  const places = sections.of('cron');
  return {
    daemon: readDaemon(sections),
    tables: [
      ...places.flatMap(([name, text]) => (name.startsWith('unread ') ? [] : [readTable(name, text)])),
      ...readTimers(sections.text('timers')),
    ],
    unread: places.flatMap(([name]) => (name.startsWith('unread ') ? [name.slice('unread '.length)] : [])),
    scripts: Object.fromEntries(sections.of('script').map(([name, text]) => [name, readScript(text)])),
    accounts: readAccounts(sections, now),
  };
}

function readDaemon(sections: Sections): CronDaemon {
  const installed = new Map(
    sections.lines('packages').flatMap((line) => {
      const [name = '', status, version = ''] = line.split(' ');
      return status === 'installed' ? [[name, version] as const] : [];
    }),
  );
  const name = DAEMONS.find((each) => installed.has(each)) ?? '';
  // With -l, it accepts other file names (LSB), which this reader does not know.
  const isPlain = !sections.lines('cron-daemon').some((line) => /\s-\w*l/.test(line));
  const revision = /^3\.0pl1-(\d+)/.exec(installed.get(name) ?? '')?.[1];
  return { name, revision: name === 'cron' && isPlain && revision !== undefined ? Number(revision) : undefined };
}

const KINDS: Readonly<Record<string, CronFile['kind']>> = {
  system: 'system',
  user: 'user',
  anacron: 'anacron',
  script: 'script',
  at: 'at',
  usertimer: 'timer',
};

/**
 * A line of `stat -c '%a %U %h %Y %s'` (a second one for the target of a link), `line NUMBER BYTES` for long lines,
 * `--`, the text.
 */
function readTable(name: string, section: string): CronFile {
  const space = name.indexOf(' ');
  const kind = KINDS[name.slice(0, space)];
  const end = section.indexOf('--\n');
  if (kind === undefined || end < 0) throw new Error(`the section "cron ${name}" is not one that the probe prints`);
  const head = section.slice(0, end).trimEnd().split('\n');
  const [self = [], linked] = head.filter((line) => !line.startsWith('line ')).map((line) => line.split(' '));
  // A link does not have its own mode; cron checks the file that it points to.
  const [mode = '', , hardLinks = '', , bytes = ''] = linked ?? self;
  const [, owner = '', , changed = ''] = self;
  const long = head.flatMap((line) => /^line (\d+) (\d+)$/.exec(line)?.slice(1).map(Number) ?? []);
  const lineBytes: Record<number, number> = {};
  for (let index = 0; index < long.length; index += 2) lineBytes[long[index] ?? 0] = long[index + 1] ?? 0;
  return {
    kind,
    path: name.slice(space + 1),
    mode,
    owner,
    hardLinks: Number(hardLinks),
    changed: Number(changed),
    linkedOwner: linked?.[1],
    text: section.slice(end + 3),
    lineBytes,
    ...(Number(bytes) > MAX_BYTES ? { unread: `only ${MAX_BYTES} of the file's ${bytes} bytes were read` } : {}),
  };
}

/** A timer started by hand is gone after the next boot. */
function stateLines(active = 'active', enabled = 'enabled'): string[] {
  if (active !== 'active') return [`Off=it is ${active}`];
  return enabled === 'disabled' ? ['Warning=it is running, but not enabled: it will not start after a reboot'] : [];
}

/** The output of `systemctl show` for timers and the units that they start: blocks of NAME=VALUE, an empty line between them. */
function readTimers(text: string): CronFile[] {
  const units = text
    .split(/\n{2,}/)
    .map((block) => block.split('\n').map((line): [string, string] => cut(line, '=')))
    .map((pairs) => (name: string) => pairs.flatMap(([key, value]) => (key === name ? [value] : [])));
  return units
    .filter((unit) => unit('Id')[0]?.endsWith('.timer') && unit('LoadState')[0] !== 'not-found')
    .map((timer) => {
      const [id = ''] = timer('Id');
      const started = units.find((unit) => unit('Id')[0] === timer('Unit')[0]);
      const times = [...timer('TimersCalendar'), ...timer('TimersMonotonic')].flatMap(
        (value) => /\b(On\w+=.*?) ;/.exec(value)?.[1] ?? [],
      );
      const [unit = ''] = timer('Unit');
      const run = (started?.('ExecStart') ?? []).flatMap((value) => /argv\[\]=(.*?) ;/.exec(value)?.[1] ?? []);
      const commands = run.length > 0 || unit.endsWith('.service') ? run : [`systemctl start ${unit}`];
      const isMasked = [timer, started].some((each) => each?.('LoadState')[0] === 'masked');
      const lines = [
        ...times,
        `User=${started?.('User')[0] || 'root'}`,
        ...commands.map((each) => `ExecStart=${each}`),
        ...(isMasked ? ['Off=it is masked'] : stateLines(timer('ActiveState')[0], timer('UnitFileState')[0])),
      ];
      const isRead = (times.length > 0 && commands.length > 0) || isMasked;
      return {
        ...{ kind: 'timer', path: id, mode: '644', owner: 'root', hardLinks: 1, changed: 0, linkedOwner: undefined },
        text: lines.join('\n'),
        ...(isRead
          ? {}
          : { unread: 'systemctl show lists no time for the timer, or no command for the unit that it starts' }),
      };
    });
}

const cut = (line: string, sign: string): [string, string] => {
  const at = line.indexOf(sign);
  return [line.slice(0, Math.max(0, at)), line.slice(at + 1)];
};

function readScript(text: string): ScriptFacts {
  const lines = text.split('\n');
  return {
    ownership: readOwnership(lines[0] ?? ''),
    readable: lines.includes('readable'),
    executable: lines.includes('executable'),
    processes: lines.flatMap((line) => (line.startsWith('runs ') ? [line.slice(5)] : [])),
    tried: lines.includes('tried'),
  };
}

/** Lines of passwd(5), and from shadow(5) `name:day of expiry since 1970`, where the day is usually empty. */
function readAccounts(sections: Sections, now: number): Record<string, UnixAccount> {
  const expiry = new Map(sections.lines('expiry').map((line) => line.split(':') as [string, string]));
  return Object.fromEntries(
    sections.lines('accounts').flatMap((line) => {
      const [name, , , , , home, shell] = line.split(':');
      if (name === undefined || home === undefined || shell === undefined) return [];
      const day = expiry.get(name) ?? '';
      return [[name, { home, shell, expired: day !== '' && Number(day) <= now / 86_400 }]];
    }),
  );
}
