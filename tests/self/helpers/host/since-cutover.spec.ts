import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { firstTurn, parseJobStarts } from '../../../../helpers/host/cron/job-runs.js';
import { fingerprint, newErrorTypes } from '../../../../helpers/host/logs/log-fingerprints.js';
import { takeTime } from '../../../../helpers/host/logs/log-time.js';
import { linesSince, readLines, type LogLine } from '../../../../helpers/host/logs/logs.js';
import { lab } from '../../../../targets/lab/target.js';

const NOW = Date.parse('2012-06-24T12:00:00Z');
const TWO = Date.parse('2012-06-22T00:00:05Z');
const FACTS = { clock: { aheadMs: 1_000, uncertainMs: 0 }, timeZone: { name: 'Europe/Berlin', offset: '+0200' } };
const line = (text: string, at: number | undefined = TWO): LogLine => ({ file: '/var/log/x', at, text });

test.describe('the time of a line', () => {
  for (const [program, text] of [
    ['rsyslog', '2012-06-22T02:00:05.123+02:00 puma x'],
    ['the site', '2012-06-22T00:00:05.000Z puma x'],
    ['MariaDB', '2012-06-22  2:00:05 puma x'],
    ['syslog', 'Jun 22 02:00:05 puma x'],
    ['Apache', '[Fri Jun 22 02:00:05.123456 2012] puma x'],
    ['nginx', '2012/06/22 02:00:05 puma x'],
    ['PHP', '[22-Jun-2012 02:00:05 Europe/Berlin] puma x'],
    ['MySQL', '120622  2:00:05 puma x'],
  ] as const) {
    test(`is read in the format that ${program} writes`, () => {
      expect(takeTime(text, FACTS.timeZone, NOW)).toEqual({ at: TWO, rest: 'puma x' });
    });
  }

  test('without a year is in the previous year if it would otherwise be in the future', () => {
    const utc = { name: 'Etc/UTC', offset: '+0000' };
    expect(takeTime('Dec 31 23:00:00 puma x', utc, Date.parse('2012-01-02T00:00:00Z')).at).toBe(
      Date.parse('2011-12-31T23:00:00Z'),
    );
  });

  test("written by PHP is in the time zone that the line names, or else in the host's", () => {
    const text = readFileSync(new URL('../../captures/cases/10-php-utc.log', import.meta.url), 'utf8').trim();
    expect(takeTime(text, FACTS.timeZone, NOW).at).toBe(Date.parse('2012-06-22T00:00:05Z'));
    expect(takeTime('[22-Jun-2012 02:00:05] PHP 5.2', FACTS.timeZone, NOW).at).toBe(TWO);
    expect(takeTime('[22-Jun-2012 02:00:05 Nowhere/Land] x', FACTS.timeZone, NOW).at).toBeUndefined();
  });

  test("written in winter is read in the zone's standard time, or with today's offset if the zone has no name", () => {
    const at = (name: string): number | undefined =>
      takeTime('2012-03-24 02:00:05 x', { name, offset: '+0200' }, NOW).at;
    expect(at('Europe/Berlin')).toBe(Date.parse('2012-03-24T01:00:05Z'));
    expect(at('')).toBe(Date.parse('2012-03-24T00:00:05Z'));
  });

  test('is left in the line if it cannot be parsed', () => {
    for (const text of ['', 'no time', '[Fri Foo 99 99:99:99 2012] x', '2012-99-99T99:99:99 x'])
      expect(takeTime(text, FACTS.timeZone, NOW)).toEqual({ at: undefined, rest: text });
  });
});

test('lines of the journal are read like lines of a file, although the journal has no path', () => {
  const read = readLines(['journa', 'journal\t2012-06-22T02:00:05+0200 cedar CRON[7]: (root) CMD (x)'], FACTS);

  expect(read).toEqual([{ file: 'journal', at: TWO - 1_000, text: 'cedar CRON[7]: (root) CMD (x)' }]);
});

test('each line is read along with its file name; a trace belongs to the line above it, and a line that was cut off is left out', () => {
  const read = readLines(
    [
      'alf a line',
      '/a\t2012-06-22T00:00:05Z GET /x',
      '/a\tError: boom \u0007\u001b[31m',
      '/a\t    at y',
      '/b\tnever dated',
    ],
    FACTS,
  );

  expect(read).toEqual([
    { file: '/a', at: TWO - 1_000, text: 'GET /x Error: boom ??[31m' },
    { file: '/b', at: undefined, text: 'never dated' },
  ]);
});

test('a log whose older part was not read does not prove absence, unless it reaches back far enough', () => {
  const since = (moment: number, cut?: string) =>
    linesSince({ lines: [line('x')], cut }, moment, 'mail', lab.hosts.new);
  expect(since(TWO, 'only the end was read').news).toEqual([line('x')]);
  expect(since(TWO, 'only the end was read').mustBeWhole).toThrow(
    /^Puma .* gave no usable answer: only the end was read/,
  );
  expect(since(TWO + 1, 'only the end was read').mustBeWhole).not.toThrow();
  expect(since(TWO).mustBeWhole).not.toThrow();
});

test.describe('the kind of an error', () => {
  for (const [what, one, other] of [
    [
      'the process, client, and client port that Apache logs',
      '[proxy:error] [pid 4137:tid 4137] [client 203.0.113.5:1234] AH00961: failed',
      '[proxy:error] [pid 1:tid 2] [client 2001:db8::1:99] AH00961: failed',
    ],
    [
      'the host, queue id, and addresses of Postfix',
      'deer postfix/smtp[12]: 4F0C3A1: to=<a@b.example>, status=deferred',
      'puma postfix/smtp[7]: AAAA99: to=<c.d@e.example>, status=deferred',
    ],
    ['the query string of a request', 'GET /a?b=1 Error: x', 'GET /a?c=22 Error: x'],
    ['the line number', 'PHP Notice: x in /a.php on line 12', 'PHP Notice: x in /a.php on line 7'],
  ] as const) {
    test(`does not change with ${what}`, () => {
      expect(fingerprint(one)).toBe(fingerprint(other));
    });
  }

  test('changes with the file that the message names', () => {
    expect(fingerprint('PHP Notice: x in /a.php on line 1')).not.toBe(fingerprint('PHP Notice: x in /b.php on line 1'));
  });

  test('is described in at most 300 characters, even if a hostile line has several megabytes', () => {
    for (const hostile of ['a:'.repeat(2_000_000), '1'.repeat(4_000_000), ' \u0000'.repeat(2_000_000)])
      expect(fingerprint(hostile).length).toBeLessThanOrEqual(300);
  });

  test('is new if no earlier line is of that kind; the most frequent kind comes first', () => {
    const now = [line('one 1'), line('two 1'), line('two 2'), line('old 5')];

    expect(newErrorTypes(now, [line('old 4')])).toEqual([
      { kind: 'two #', count: 2, first: line('two 1') },
      { kind: 'one #', count: 1, first: line('one 1') },
    ]);
  });
});

test.describe('the start of a job', () => {
  const start = line('puma CRON[593]: (bwrox) CMD (cd /x ; node /x/mailbot.mjs)');

  test('is recognized by the script in the command, whatever the account, and counts once even if its line appears twice', () => {
    const others = [line('puma CRON[1]: (root) CMD (/bin/other)'), line('puma cron[1]: (x) RELOAD (/x/mailbot.mjs)')];

    expect(parseJobStarts({ script: '/x/mailbot.mjs', user: 'other' }, [start, start, ...others])).toEqual([
      { ...start, user: 'bwrox' },
    ]);
  });

  test('by a timer is found in the journal of its unit', () => {
    const started = line('cedar systemd[1]: Starting backup.service - Backup...');
    const lines = [
      started,
      line('cedar systemd[1]: Finished backup.service - Backup.'),
      line('cedar backup[7]: Starting'),
    ];

    const job = { script: '/x/backup', user: 'root', timer: 'backup.timer' };
    expect(parseJobStarts(job, lines)).toEqual([{ ...started, user: 'root' }]);
  });

  for (const [schedule, turn] of [
    ['00 02 * * *', '2012-06-23T00:00:00Z'],
    ['*/5 * * * *', '2012-06-22T00:05:00Z'],
    ['0 0 * * 0', '2012-06-23T22:00:00Z'],
  ] as const) {
    test(`is due when ${schedule} next fires, in the host's local time`, () => {
      expect(firstTurn(schedule, TWO, '+0200')).toBe(Date.parse(turn));
    });
  }

  test('that is more than eight days away is not due', () => {
    expect(firstTurn('0 0 1 1 *', TWO, '+0200')).toBeUndefined();
  });
});
