import { expect, test } from '@playwright/test';
import type { CronFacts, CronFile } from '../../../../helpers/host/facts/types.js';
import { scheduledWork } from '../../../../helpers/host/cron/scheduled-work.js';

const table = (kind: CronFile['kind'], path: string, text: string, changes: Partial<CronFile> = {}): CronFile => ({
  ...{ kind, path, text, mode: kind === 'user' ? '600' : '644', owner: 'root', hardLinks: 1, changed: 0 },
  linkedOwner: undefined,
  ...changes,
});
const account = { home: '/', shell: '/bin/sh', expired: false };
const onHost = (...tables: CronFile[]): CronFacts => ({
  ...{ daemon: { name: 'cron', revision: 162 }, unread: [], scripts: {} },
  ...{ tables, accounts: { root: account, bw: account } },
});
/** Entries that are in force, and those that are not with the reason. */
const work = (...tables: CronFile[]): string[] =>
  scheduledWork(onHost(...tables), 'deer').map(({ on, times, user, command, where }) =>
    on ? `${times} ${user} ${command}` : `off: ${where}`,
  );

const DAILY = table('system', '/etc/crontab', '25 6 * * * root cd / && run-parts --report /etc/cron.daily\n');
const script = (name: string, mode = '755'): CronFile =>
  table('script', `/etc/cron.daily/${name}`, '#!/bin/sh\n', { mode });

test('a script in cron.daily runs only if an active line passes the folder to run-parts and run-parts accepts the script', () => {
  expect(work(DAILY, script('stats')).slice(1)).toEqual(['/etc/cron.daily root /etc/cron.daily/stats']);
  expect(work(DAILY, script('stats', '644'), script('stats.sh')).slice(1)).toEqual([
    'off: /etc/cron.daily/stats: mode 644, not executable',
    'off: /etc/cron.daily/stats.sh: run-parts accepts only names made up of letters, digits, _, and -',
  ]);
  expect(work(table('system', '/etc/crontab', `#${DAILY.text}`), script('stats')).slice(1)).toEqual([
    'off: /etc/cron.daily/stats: no active entry runs /etc/cron.daily',
  ]);
});

test('jobs in a crontab that cron ignores do not count as active', () => {
  expect(work(table('system', '/etc/cron.d/a.off', '@daily root x\n'), table('user', '/x/bw', '@daily y\n'))).toEqual([
    expect.stringMatching(/^off: \/etc\/cron.d\/a.off line 1, ignored: its name contains/),
    '0 0 * * * bw y',
  ]);
});

test('anacron lines, timers, and at jobs count as scheduled work, like crontab lines', () => {
  const anacrontab = 'SHELL=/bin/sh\n# comment\n1\t5\tdaily\trun-parts --report /etc/cron.daily\n@monthly 45 m  x y\n';
  const timer = 'OnCalendar=*-*-* 02:00:00\nUser=bw\nExecStart=/x/backup.sh --all';
  expect(
    work(
      table('anacron', '/etc/anacrontab', anacrontab),
      script('stats'),
      table('timer', 'backup.timer', timer),
      table('at', '/var/spool/cron/atjobs/a00001', 'rm -rf /tmp/x\n', { owner: 'bw' }),
    ),
  ).toEqual([
    'every 1 days root run-parts --report /etc/cron.daily',
    '@monthly root x y',
    'OnCalendar=*-*-* 02:00:00 bw /x/backup.sh --all',
    'once bw rm -rf /tmp/x',
    '/etc/cron.daily root /etc/cron.daily/stats',
  ]);
});

for (const [what, unreadable] of [
  ['an anacron line that is not recognized', table('anacron', '/etc/anacrontab', '1 5 daily x\nsometimes 5 x y\n')],
  ['a crontab that is too long to be read', table('user', '/x/bw', '', { unread: 'it has 2000000 bytes' })],
] as const)
  test(`${what} results in NoAnswer for the whole list, not in a shorter list`, () => {
    expect(() => work(DAILY, unreadable)).toThrow(
      /^deer gave no usable answer: .*\n {2}Asked: .*(line 2: sometimes|\/x\/bw)/,
    );
  });
