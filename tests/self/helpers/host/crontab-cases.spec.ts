import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { reasonsIgnored } from '../../../../helpers/host/cron/crontab-ignored.js';
import { parseCrontab } from '../../../../helpers/host/cron/crontab.js';
import type { CronDaemon, CronFile } from '../../../../helpers/host/facts/types.js';

/** Small inputs that were read wrongly once; what is right is what cron 3.0pl1-162 logged, and did, with each. */
const caseFile = (name: string): string =>
  readFileSync(new URL(`../../captures/cases/${name}`, import.meta.url), 'utf8');
const table = (text: string): CronFile => ({
  ...{ kind: 'system', path: '/etc/cron.d/case', mode: '644', owner: 'root' },
  ...{ hardLinks: 1, changed: 0, linkedOwner: undefined, text },
});
const accounts = { root: { home: '/root', shell: '/bin/sh', expired: false } };
const ignored = (text: string, daemon: CronDaemon = { name: 'cron', revision: 162 }): string[] =>
  reasonsIgnored(table(text), { accounts, daemon }, 'puma');

for (const [name, why] of [
  ['01-crontab-long-command', /line 2: .*command too long/],
  ['02-crontab-no-command', /line 2: .*bad command/],
] as const)
  test(`cron ignores the file ${name}`, () => {
    expect(ignored(caseFile(name))).toEqual([expect.stringMatching(why)]);
  });

for (const name of ['03-crontab-comment-without-line-end', '04a-crontab-crlf-job', '04b-crontab-crlf-comment'])
  test(`cron accepts the file ${name}`, () => {
    expect(ignored(caseFile(name))).toEqual([]);
    expect(parseCrontab(caseFile(name)).entries.filter(({ on }) => on)).toHaveLength(1);
  });

test('a job line that ends in CRLF is reported, because its command ends in a carriage return', () => {
  const [job] = parseCrontab(caseFile('04a-crontab-crlf-job')).entries;
  expect(job?.command).toBe('/usr/local/bin/backup.sh\r');
  expect(job?.warnings).toEqual([expect.stringContaining('carriage return')]);
  expect(parseCrontab('A=b\r\nC="d"\r\n* * * * * root x\n').entries).toMatchObject([
    { environment: { A: 'b', C: 'd' }, warnings: [] },
  ]);
});

for (const [line, command, input] of [
  [
    caseFile('05-crontab-two-backslashes').slice('0 2 * * * root '.length, -1),
    '/usr/local/bin/backup.sh $(date +\\',
    'F)\n',
  ],
  ['a \\%b', 'a %b', undefined],
  ['a \\\\b\\c', 'a \\b\\c', undefined],
  ['a \\\\\\%b', 'a \\%b', undefined],
  ['a %b\\%c%\\d\\\\%', 'a', 'b%c\n\\d\\%\n'],
  ['a %', 'a', ''],
  ['a %b%\\', 'a', 'b\n\\'],
] as const)
  test(`from the command "${line}", the shell receives "${command}"`, () => {
    expect(parseCrontab(`* * * * * root ${line}\n`).entries).toMatchObject([{ command, input }]);
  });

test('lines at the limits of what cron accepts are read as cron reads them', () => {
  const command = (length: number): string => `* * * * * root ${'x'.repeat(length)}\n`;
  expect(ignored(command(998))).toEqual([]);
  expect(ignored(command(999))).toHaveLength(1);
  expect(ignored(`* * * * * root ${'ü'.repeat(500)}\n`)).toHaveLength(1);
  expect(ignored('* * * * * root \n')).toEqual([]);
  expect(ignored('* * * * * root\nA=b c\n')).toEqual([expect.stringContaining('line 1')]);
  expect(ignored(`A="${'x'.repeat(994)}"\n`)).toEqual([]);
  expect(ignored(`A="${'x'.repeat(995)}"\n`)).toHaveLength(1);
  const [job] = parseCrontab(`A=${'x'.repeat(1_000)}\nCRON_TZ=UTC\n@daily root y\n`).entries;
  expect(job?.warnings).toEqual([
    expect.stringMatching(/line 1: .*998 bytes/),
    expect.stringMatching(/line 2: CRON_TZ/),
  ]);
});

// Written by hand from the changelogs of Debian's cron: no such release is at hand to try.
for (const [release, daemon] of [
  ['Debian 7', { name: 'cron', revision: 124 }],
  ['a host with cronie', { name: 'cronie', revision: undefined }],
] as const)
  test(`on ${release}, a line that would be refused by Debian's current cron results in NoAnswer`, () => {
    for (const line of ['5/15 * * * * root x\n', `* * * * * root ${'x'.repeat(999)}\n`])
      expect(() => ignored(line, daemon)).toThrow(/^puma gave no usable answer: the line cannot be read .*line 1: /s);
    expect(ignored('*/15 * * * * root x\n', daemon)).toEqual([]);
  });
