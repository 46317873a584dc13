import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { CHANGES_SCRIPT } from '../../../../helpers/evidence/downtime-samples.js';
import { accessLogScript, parseRequestCounts } from '../../../../helpers/host/logs/access-log-stats.js';
import { logFilesScript, whyNotWhole } from '../../../../helpers/host/logs/log-files.js';

const line = (time: string, status: number, client = 'x', request = 'GET /x HTTP/1.1', day = '22/Jun/2012'): string =>
  `www:80 198.51.100.7 - - [${day}:${time} +0200] "${request}" ${status} 7 "-" "${client}"\n`;

/** The counts of a folder's logs since two o'clock, by each awk that is there. */
function counted(folder: string): ReturnType<typeof parseRequestCounts> {
  const script = accessLogScript('20120622020000').replaceAll('/var/log/apache2', folder).replaceAll('/etc/', '/none/');
  return parseRequestCounts(execFileSync('sh', ['-c', script], { encoding: 'utf8' }), []);
}

test('requests are counted on the host, except those before the period and those of the suite', () => {
  const folder = test.info().outputPath();
  const lines = [
    line('01:59:59', 200, 'before'),
    line('02:00:00', 200),
    line('02:00:01', 502),
    line('02:00:02', 200),
    line('02:00:03', 200, 'migration-verdict/1'),
  ];
  writeFileSync(`${folder}/www-access.log`, lines.join(''));
  writeFileSync(`${folder}/www-access.log.2`, line('02:00:04', 200));
  writeFileSync(`${folder}/other-access.log`, line('02:00:05', 503).replace('www:80 198.51.100.7', '2001:DB8::1'));

  const { visits, unread } = counted(folder);
  expect(unread).toEqual([]);
  expect(visits.sort((one, other) => one.status - other.status)).toEqual([
    { count: 3, address: '198.51.100.7', status: 200, path: '' },
    { count: 1, address: '198.51.100.7', status: 502, path: '/x' },
    { count: 1, address: '2001:db8::1', status: 503, path: '/x' },
  ]);
});

test('a visitor cannot forge a status, and a line without a request is counted under its status', () => {
  const folder = test.info().outputPath();
  const lines = [
    line('02:00:00', 404, 'x', String.raw`GET /x\" 500 7 HTTP/1.1`),
    line('02:00:00', 404, 'x', String.raw`GET /x\\`),
    line('02:00:00', 408, 'x', '-'),
  ];
  writeFileSync(`${folder}/www-access.log`, lines.join(''));
  expect(counted(folder).visits.map(({ count, status }) => [count, status])).toEqual([
    [2, 404],
    [1, 408],
  ]);
});

for (const [what, text] of [
  ['in JSON', '{"remote":"192.0.2.7","request":"GET /d HTTP/1.1","status":200}\n'],
  ['without a status', line('02:00:00', 200).replace('" 200', '" -')],
  ['with two addresses in an unknown order', line('02:00:00', 200).replace('www:80', '192.0.2.9')],
] as const)
  test(`a line ${what} makes the log unreadable, and is quoted`, () => {
    const folder = test.info().outputPath();
    writeFileSync(`${folder}/www-access.log`, line('02:00:00', 200) + text);
    expect(counted(folder).unread).toEqual([expect.stringContaining(text.slice(0, 20))]);
  });

test('a line in another format is ignored if it predates the period to be counted', () => {
  const folder = test.info().outputPath();
  writeFileSync(`${folder}/www-access.log`, line('01:00:00', 200).replace('" 200', '" -') + line('02:00:00', 200));
  expect(counted(folder)).toMatchObject({ visits: [{ count: 1 }], unread: [] });
});

test('the times at which answers changed are taken from readable lines, and other lines are quoted', () => {
  const folder = test.info().outputPath();
  writeFileSync(`${folder}/www-access.log`, `${line('02:00:00', 200)}odd\n${line('02:00:05', 503)}`);
  const script = CHANGES_SCRIPT.replaceAll('/var/log/apache2', folder).replaceAll('/etc/', '/none/');
  const lines = new Set(execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\n'));
  expect([...lines].sort()).toEqual([
    '',
    '2012-06-22T02:00:00+0200 2',
    '2012-06-22T02:00:05+0200 0',
    expect.stringMatching(/^begins\t/),
    'unread\todd',
  ]);
});

test('compressed files are read; files that cannot be decompressed or are read only in part are reported', () => {
  const folder = test.info().outputPath();
  writeFileSync(`${folder}/a.log`, 'first line\nsecond line\n');
  writeFileSync(`${folder}/a.log.1`, 'old\n');
  writeFileSync(`${folder}/a.log-20120601.xz`, 'not packed');
  writeFileSync(`${folder}/a.log.2.gz`, 'not packed');
  execFileSync('gzip', ['-k', `${folder}/a.log.1`]);
  const script = `${logFilesScript(14)}\nlog_files '${folder}/a.log' | while read -r path; do whole "$path"; done`;
  const { stdout, stderr } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
  expect(stdout.split('\n').sort()).toEqual(['', 'old', 'old', 'second line']);
  const { unread, cut } = whyNotWhole(stderr);
  expect(unread.sort()).toEqual([
    `${folder}/a.log-20120601.xz could not be read with xzcat`,
    `${folder}/a.log.2.gz could not be read with zcat`,
  ]);
  expect([...cut.keys()]).toEqual([`${folder}/a.log`]);
});
