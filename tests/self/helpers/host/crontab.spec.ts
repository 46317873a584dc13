import { expect, test } from '@playwright/test';
import { findJob, runsDirectly, scriptOf } from '../../../../helpers/host/cron/crontab-job.js';
import { reasonsIgnored } from '../../../../helpers/host/cron/crontab-ignored.js';
import { timesOf } from '../../../../helpers/host/cron/crontab-schedule.js';
import { parseCrontab } from '../../../../helpers/host/cron/crontab.js';
import type { CronFacts, CronFile } from '../../../../helpers/host/facts/types.js';
import type { CronJob } from '../../../../targets/schema.js';

/** Lines and whether Debian's cron 3.0pl1-162 takes them, as its own `crontab -n` said. */
const TAKEN =
  '* * * * * x|*/5 * * * * x|0-59/7 * * * * x|0 0 * jan mon x|0 0 * jan-mar mon-fri x|0 0 * JAN,FEB * x|0 0 * * 7 x' +
  "|0 0 * * 0-7 x|5-1 * * * * x|*/90 * * * * x|@daily x|@reboot x|@midnight x|A=b|A = b c|\"A B\" = c|=b|'A'='b'" +
  '|* * * * *|#x|  * * * * * x|1-5/2,7 * * * * x|* * 1-31 * 1 x|@hourly|* * * * * %x|MAILTO=""|A==b|A=b"c' +
  '|5;x * * * * x|*x * * * * x|*/5/2 * * * * x|1-5-7 * * * * x|5_ * * * * x|@daily = x|A= "b" |=""';
const REFUSED =
  '5/15 * * * * x|60 * * * * x|0 24 * * * x|0 0 0 * * x|0 0 * 0 * x|0 0 32 1 * x|0 0 * january * x|0 0 * * 8 x' +
  '|*/0 * * * * x|0,, * * * * x|1, * * * * x|@every_minute x|@Daily x|A=|* * * * x|A b = c|-1 * * * * x|x' +
  '|* * * * mon/2 x|* * * * sunday x|~ * * * * x|A="b|A="b"c|"A=b|* * * * * * x|5x * * * * x|*/5x * * * * x' +
  '|1- * * * * x|* * * * |"A=b"=c|@daily\r x';

for (const [lines, count, verb] of [
  [TAKEN, 0, 'accepts'],
  [REFUSED, 1, 'refuses'],
] as const)
  for (const line of lines.split('|'))
    test(`cron ${verb} the line ${line}`, () => {
      expect(parseCrontab(`${line}\n`, 'root').errors).toHaveLength(count);
    });

for (const [one, other] of [
  ['0,30 * * * *', '*/30 * * * *'],
  ['00 02 * * *', '0 2 * * *'],
  ['0 0 * * 0', '@weekly'],
  ['0 0 * * sun', '0 0 * * 7'],
  ['@midnight', '@daily'],
  ['0 * * * *', '@hourly'],
  ['0 0 1 jan *', '@annually'],
  ['*/5 * * * *', '0,5,10,15,20,25,30,35,40,45,50,55 * * * *'],
  ['0 0 1-31 * 1', '0 0 * * *'],
  ['0 0 1 * fri-sun', '0 0 1 * *'],
  ['5;x * * * *', '5 * * * *'],
] as const)
  test(`"${one}" and "${other}" mean the same times`, () => {
    expect(timesOf(one)).toBe(timesOf(other));
  });

for (const [one, other] of [
  ['*/5 * * * *', '*/10 * * * *'],
  ['5 2 * * *', '2 5 * * *'],
  ['0 0 1 * 1', '0 0 1 * *'],
  ['0 0 1 * 1', '0 0 */1 * 1'],
  ['5-1 * * * *', '* * * * *'],
] as const)
  test(`"${one}" and "${other}" mean different times`, () => {
    expect(timesOf(one)).not.toBe(timesOf(other));
  });

test('a percent sign separates the command from its input, unless a backslash escapes it', () => {
  const [entry] = parseCrontab('0 22 * * 1-5 root date +\\%F; mail joe%Joe,%%Where?%\n').entries;
  expect(entry).toMatchObject({ user: 'root', command: 'date +%F; mail joe', input: 'Joe,\n\nWhere?\n' });
});

test('an environment line applies to the entries below it, until a later one replaces it', () => {
  const text = '@daily a first\nPATH=/bin:/usr/bin \nMAILTO=""\n@daily a second\nMAILTO = \'x y\'\n@daily a third\n';
  expect(parseCrontab(text).entries.map(({ environment }) => environment)).toEqual([
    {},
    { PATH: '/bin:/usr/bin', MAILTO: '' },
    { PATH: '/bin:/usr/bin', MAILTO: 'x y' },
  ]);
});

test('a job line after a # is a disabled entry, but a comment in prose is not an entry', () => {
  const text = '# mailbot, every 5 minutes\n#*/5 * * * * bwrox cd /x ; node mailbot\n# m h dom mon dow user command\n';
  expect(parseCrontab(text).entries).toMatchObject([
    { line: 2, on: false, user: 'bwrox', command: 'cd /x ; node mailbot' },
  ]);
});

const JOB: CronJob = {
  id: 'mailbot',
  title: 'mailbot',
  schedule: '*/5 * * * *',
  user: 'bwrox',
  command: 'cd /www ; env A=b node /www/mailbot.mjs',
  script: '/www/mailbot.mjs',
  prerelease: { old: 'on', new: 'off' },
};
const table = (text: string, changes: Partial<CronFile> = {}): CronFile => ({
  kind: 'system',
  path: '/etc/cron.d/bewelcome',
  mode: '644',
  owner: 'root',
  hardLinks: 1,
  changed: 0,
  linkedOwner: undefined,
  text,
  ...changes,
});
const cron = (tables: readonly CronFile[] = [], changes: Partial<CronFacts> = {}): CronFacts => ({
  ...{ daemon: { name: 'cron', revision: 162 }, tables, unread: [], scripts: {}, accounts: ACCOUNTS },
  ...changes,
});
const ACCOUNTS = {
  root: { home: '/root', shell: '/bin/sh', expired: false },
  bwrox: { home: '/home/bwrox', shell: '/bin/sh', expired: false },
};
const LINE = `*/5 * * * * bwrox ${JOB.command}\n`;

const SPOOL = { kind: 'user', path: '/var/spool/cron/crontabs/bwrox', mode: '600' } as const;

const timer = (...lines: readonly string[]): CronFile =>
  table(lines.join('\n'), { kind: 'timer', path: 'mailbot.timer' });

const states: readonly (readonly [string, CronFile[], string])[] = [
  ['with its line in a crontab', [table(LINE)], 'on'],
  ['with its line commented out', [table(`#${LINE}`)], 'off'],
  ['without a line', [table('')], 'missing'],
  ['commented out in one file but active in another', [table(`#${LINE}`), table(LINE, { path: '/etc/crontab' })], 'on'],
  ['with another user and schedule', [table(`0 1 * * * root node ${JOB.script}\n`)], 'on'],
  ['in a spool file', [table(`@hourly ${JOB.script}\n`, SPOOL)], 'on'],
  ['in a file that cron ignores', [table(LINE, { path: '/etc/cron.d/rox.off' })], 'off'],
  ['found through the PATH', [table('@hourly root mailbot.mjs --all\n')], 'on'],
  ['found through the home directory', [table('@hourly $HOME/bin/mailbot.mjs\n', SPOOL)], 'on'],
  ['with a script in another folder', [table('@hourly root /other/mailbot.mjs\n')], 'missing'],
  ['in a timer', [timer('OnCalendar=*:0/5', `ExecStart=/usr/bin/node ${JOB.script}`)], 'on'],
  ['in an inactive timer', [timer(`ExecStart=${JOB.script}`, 'Off=it is inactive')], 'off'],
  ['that names only a backup of the script', [table(`@hourly root ${JOB.script}.old\n`)], 'missing'],
];
for (const [name, tables, state] of states)
  test(`a job ${name} is ${state}`, () => {
    expect(findJob(cron(tables), JOB, 'puma').state).toBe(state);
  });

test('a timer job is reported in the form that the target uses, and one that does not start at boot is a problem', () => {
  const job = { ...JOB, timer: 'mailbot.timer', schedule: 'OnCalendar=*:0/5' };
  const table = timer(
    'OnCalendar=*:0/5',
    'User=bwrox',
    `ExecStart=${JOB.script}`,
    'Warning=it is running, but not enabled',
  );

  expect(findJob(cron([table]), job, 'puma')).toMatchObject({
    state: 'on',
    entries: [{ schedule: 'OnCalendar=*:0/5', user: 'bwrox', command: JOB.script }],
    problems: ['mailbot.timer: it is running, but not enabled'],
  });
});

const ignored: readonly (readonly [string, CronFile, RegExp | undefined])[] = [
  ['that is well-formed', table(LINE), undefined],
  ['owned by another account', table(LINE, { owner: 'bwrox' }), /WRONG FILE OWNER/],
  ['that the group can write to', table(LINE, { mode: '664' }), /INSECURE MODE/],
  ['with a dot in its name', table(LINE, { path: '/etc/cron.d/bewelcome.dpkg-old' }), /characters other than/],
  ['without a final newline', table(LINE.trimEnd()), /Missing newline/],
  ['with a hard link', table(LINE, { hardLinks: 2 }), /HARD LINKS/],
  ["that is a link to root's file", table(LINE, { linkedOwner: 'root' }), undefined],
  [
    'that is a link to the file of another account',
    table(LINE, { linkedOwner: 'bwrox' }),
    /link to a file owned by bwrox/,
  ],
  ['with a broken line', table(`${LINE}*/5 * * * bwrox x\n`), /line 2: .*will be ignored/],
  ['with an unknown user', table('@daily nobody-there x\n'), /no account nobody-there/],
  ['in the spool with mode 644', table('@daily x\n', { ...SPOOL, mode: '644' }), /600/],
  ['with a masked command of 999 bytes', table('* * * * * root x\n', { lineBytes: { 1: 999 + 15 } }), /too long/],
  ['with a masked command of 998 bytes', table('* * * * * root x\n', { lineBytes: { 1: 998 + 15 } }), undefined],
  ['of 10,003 lines', table(`${'#\n'.repeat(10_002)}@daily root x\n`), undefined],
  ['of 10,004 lines', table(`${'#\n'.repeat(10_003)}@daily root x\n`), /10000 lines/],
];
for (const [name, file, why] of ignored)
  test(`a crontab ${name} is ${why === undefined ? 'in force' : 'ignored, and the reason is given'}`, () => {
    expect(reasonsIgnored(file, cron(), 'puma')).toEqual(why === undefined ? [] : [expect.stringMatching(why)]);
  });

for (const [command, direct] of [
  ['/usr/local/bin/update.sh', true],
  ['cd / && /usr/local/bin/update.sh arg', true],
  ['cd /x ; env A=b node /usr/local/bin/update.sh', false],
  ['sh /usr/local/bin/update.sh', false],
] as const)
  test(`"${command}" ${direct ? 'needs the execute bit' : 'only reads the script'}`, () => {
    expect(runsDirectly({ ...JOB, command, script: '/usr/local/bin/update.sh' })).toBe(direct);
  });

test('a script that could not be tried as the user of its job results in NoAnswer, unless that user has no account', () => {
  const ownership = { owner: 'root', group: 'root', mode: '755' };
  const scripts = {
    [`bwrox ${JOB.script}`]: { ownership, readable: false, executable: false, tried: false, processes: [] },
  };
  expect(() => scriptOf(cron([], { scripts }), JOB, 'puma')).toThrow(
    /^puma gave no usable answer: su started no shell/,
  );
  expect(scriptOf(cron([], { scripts, accounts: {} }), JOB, 'puma')).toMatchObject({ exists: true, mayRun: false });
});
