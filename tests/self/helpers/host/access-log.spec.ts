import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { loggedRequest } from '../../../../helpers/host/logs/access-log.js';
import { ACCESS_LOGS_SCRIPT, readFormats } from '../../../../helpers/host/logs/log-format.js';

const CASES = readFileSync(new URL('../../captures/cases/08-access.log', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const PUMA = '198.51.100.20';
const REQUEST = '[22/Jun/2012:12:00:00 +0200] "GET /a HTTP/1.1" 200 12 "-" "mark"';

/** Whom a line is of, in a log whose format is known. */
const client = (before: string, format: string, ...more: string[]): string | undefined => {
  const lines = [`LogFormat "${format} %t \\"%r\\" %>s %b" mine`, 'CustomLog ${APACHE_LOG_DIR}/www.log mine', ...more];
  const place = { log: '/var/log/apache2/www.log.1', formats: readFormats(lines), own: [PUMA] };
  return loggedRequest(`${before} ${REQUEST}`, place)?.address;
};

for (const [index, address] of ['192.0.2.7', 'client.isp.example', '192.0.2.7', undefined, '192.0.2.7'].entries())
  test(`line ${index + 1} of the sample log is from ${address ?? 'an unknown client'}`, () => {
    const place = { log: '', formats: readFormats([]), own: [PUMA] };
    const request = loggedRequest(CASES[index] ?? '', place);
    expect(request?.address).toBe(address);
    expect(request?.at ?? Date.parse('2012-06-22T10:00:00Z')).toBe(Date.parse('2012-06-22T10:00:00Z'));
  });

for (const [before, address] of [
  ['::ffff:192.0.2.7 - -', '192.0.2.7'],
  ['2001:DB8:0::1 - -', '2001:db8::1'],
  ['www.example:443 192.0.2.7 - bob', '192.0.2.7'],
  ['192.0.2.9 192.0.2.7 - -', undefined],
  ['- - -', undefined],
  ['192.0.2.7 - john doe', undefined],
] as const)
  test(`without a known format, "${before}" is from ${address ?? 'an unknown client'}`, () => {
    expect(loggedRequest(`${before} ${REQUEST}`)?.address).toBe(address);
  });

for (const [before, format, address, ...more] of [
  ['192.0.2.7 198.51.100.10 - -', '%{X-Forwarded-For}i %h %l %u', '192.0.2.7'],
  ['198.51.100.10 192.0.2.7, 203.0.113.9 - -', '%h %{X-Forwarded-For}i %l %u', '192.0.2.7'],
  ['198.51.100.10 - - -', '%h %{X-Forwarded-For}i %l %u', '198.51.100.10'],
  ['- - -', '%{X-Forwarded-For}i %l %u', undefined],
  // mod_remoteip takes the client out of the header; what is left there is what the client claimed.
  ['192.0.2.7 203.0.113.77 - -', '%a %{X-Forwarded-For}i %l %u', '192.0.2.7', 'RemoteIPHeader X-Forwarded-For'],
  ['198.51.100.10 192.0.2.7 - -', '%{c}a %a %l %u', '192.0.2.7'],
  ['192.0.2.7 - john doe', '%h %l %u', '192.0.2.7'],
  ['192.0.2.7 - -', '%v %h %l %u', undefined],
] as const)
  test(`in the format ${format}, "${before}" is from ${address ?? 'an unknown client'}`, () => {
    expect(client(before, format, ...more)).toBe(address);
  });

test('the formats of logs with the same file name must agree on the client', () => {
  const format = (name: string, text: string): string => `LogFormat "${text} %t \\"%r\\" %>s %b" ${name}`;
  const lines = [format('a', '%h %{X-Real-IP}i'), format('b', '%A %h'), 'CustomLog /l/x.log a', 'CustomLog /m/x.log b'];
  const place = { log: '/l/x.log', formats: readFormats(lines), own: [] };
  expect(loggedRequest(`192.0.2.7 192.0.2.8 ${REQUEST}`, place)?.address).toBe('192.0.2.8');
  const other = { ...place, formats: readFormats([...lines.slice(0, 1), format('b', '%h %A'), ...lines.slice(2)]) };
  expect(loggedRequest(`192.0.2.7 192.0.2.8 ${REQUEST}`, other)).toBeUndefined();
});

for (const [what, line] of [
  ['without the user agent', 'CustomLog ${APACHE_LOG_DIR}/x.log "%h %l %u %t \\"%r\\" %>s %b"'],
  ['that is piped to a program', 'CustomLog "|/usr/bin/rotatelogs /l/x.log 86400" "%h %{User-agent}i"'],
] as const)
  test(`a log ${what} does not prove that a visitor did not come`, () => {
    expect(readFormats([line]).blind).toBeDefined();
    expect(readFormats(['CustomLog /l/x.log "%t \\"%r\\" %>s \\"%{User-Agent}i\\""']).blind).toBeUndefined();
  });

test('log formats on the host are found, even on continued lines, and files that are available but not enabled are not read', () => {
  const root = test.info().outputPath();
  for (const folder of ['etc/apache2/sites-enabled', 'etc/apache2/sites-available'])
    mkdirSync(`${root}/${folder}`, { recursive: true });
  writeFileSync(
    `${root}/etc/apache2/sites-enabled/a.conf`,
    `  CustomLog ${root}/etc/a.log \\\n  combined\nServerName x\n`,
  );
  writeFileSync(`${root}/etc/apache2/sites-available/b.conf`, 'CustomLog /b.log combined\n');
  writeFileSync(`${root}/etc/a.log`, '');
  const script = `${ACCESS_LOGS_SCRIPT.replaceAll('/etc/apache2', `${root}/etc/apache2`)}\nlog_formats; access_logs`;
  expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(
    `  CustomLog ${root}/etc/a.log   combined\n${root}/etc/a.log\n`,
  );
});

test('the logs of nginx and their formats are found, even formats that span several lines, and a format without the user agent proves nothing', () => {
  const root = test.info().outputPath();
  mkdirSync(`${root}/etc/nginx/sites-enabled`, { recursive: true });
  writeFileSync(
    `${root}/etc/nginx/nginx.conf`,
    `http {\n  log_format named '$http_x_forwarded_for $remote_addr - $remote_user [$time_local] '\n    '"$request" $status "$http_user_agent"';\n  access_log ${root}/a.log named;\n  # access_log ${root}/b.log;\n}\n`,
  );
  writeFileSync(
    `${root}/etc/nginx/sites-enabled/x`,
    `server { access_log off; }\nserver { access_log ${root}/c.log; }\n`,
  );
  for (const name of ['a', 'c']) writeFileSync(`${root}/${name}.log`, '');
  const script = `${ACCESS_LOGS_SCRIPT.replaceAll('/etc/nginx', `${root}/etc/nginx`)}\nlog_formats; echo; access_logs`;

  const [lines = '', logs] = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\n\n');

  expect(logs).toBe(`${root}/a.log\n${root}/c.log\n`);
  const formats = readFormats(lines.split('\n'));
  expect(formats.blind).toBeUndefined();
  const of = (log: string, before: string) => loggedRequest(`${before} ${REQUEST}`, { log, formats, own: [PUMA] });
  expect(of('/a.log', '192.0.2.7 198.51.100.10 - -')?.address).toBe('192.0.2.7');
  expect(of('/c.log.1', '192.0.2.8 - bob')?.address).toBe('192.0.2.8');
  expect(readFormats([`log_format x '$request $status';`, 'access_log /a.log x;']).blind).toContain('does not record');
  expect(readFormats(['access_log syslog:server=10.0.0.1;']).blind).toContain('not a file that can be located');
});
