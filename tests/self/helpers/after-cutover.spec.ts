import { migrationSteps } from '../../../targets/index.js';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { loggedRequest, wrongRequests, type LoggedRequest } from '../../../helpers/host/logs/access-log.js';
import { CHANGES_SCRIPT, readAnswers } from '../../../helpers/evidence/downtime-samples.js';
import { NoAnswer } from '../../../helpers/core/no-answer.js';
import { forwardedNames, notForwarded, proxyTimeout } from '../../../helpers/routing/forwarding.js';
import { readDeclaration } from '../../../reports/decision/check.js';
import { lab } from '../../../targets/lab/target.js';

const from = (address: string): LoggedRequest => ({ address, method: 'GET', path: '/', status: 200, at: 0 });
const VISITOR = '203.0.113.5';

test.describe('a log line', () => {
  const request = '"GET /about?a=%22 HTTP/1.1" 200 4349 "-" "migration-verdict/ef56"';
  for (const [format, line] of [
    ['vhost_combined', `www.bewelcome.example:80 2001:db8::1 - - [24/Nov/2026:03:08:32 +0100] ${request}`],
    ['combined', `2001:db8::1 - somebody [24/Nov/2026:03:08:32 +0100] ${request}`],
  ] as const) {
    test(`in the format ${format} is read`, () => {
      expect(loggedRequest(line)).toMatchObject({
        address: '2001:db8::1',
        method: 'GET',
        path: '/about?a=%22',
        status: 200,
      });
    });
  }

  for (const [what, line] of [
    ['empty', ''],
    ['from an error log', '[Tue Nov 24 03:07:53 2026] [proxy:error] [pid 4137] AH00961: failed'],
    ['cut off', '203.0.113.5 - - [24/Nov/2026:03:08:32 +0100] "GET /abo'],
  ] as const) {
    test(`that is ${what} is not read as a request`, () => {
      expect(loggedRequest(line)).toBeUndefined();
    });
  }
});

test.describe('requests from a visitor after the switch', () => {
  test('are correct when the new host sees the address of the visitor, directly or through the old host', () => {
    expect(wrongRequests(lab, [from(VISITOR)], undefined)).toBeUndefined();
    expect(wrongRequests(lab, [from(VISITOR)], [from(VISITOR)])).toBeUndefined();
  });

  for (const [what, puma, deer, words] of [
    ['no visitor at the new host', [], [from(VISITOR)], /no request from this visitor/],
    [
      'the old host as the visitor at the new host',
      [from(lab.hosts.old.ipv4)],
      [from(VISITOR)],
      /saw the old host \(198\.51\.100\.10\) as the visitor/,
    ],
    [
      'another visitor at the new host',
      [from('203.0.113.9')],
      [from(VISITOR)],
      /came to the old host from 203\.0\.113\.5.*recorded 203\.0\.113\.9/,
    ],
    ['no visitor at the old host', [from(VISITOR)], [], /The old host's access log contains no request/],
  ] as const) {
    test(`are reported as wrong if the logs show ${what}, and the message says why`, () => {
      expect(wrongRequests(lab, puma, deer)).toMatch(words);
    });
  }
});

test.describe('the forwarding by the old host', () => {
  const facts = (site: string, others: Record<string, string> = {}) => {
    const files: Record<string, string> = { '/etc/apache2/sites-enabled/www.conf': site, ...others };
    return {
      files,
      apache: {
        configtest: { exitCode: 0, output: '' },
        vhosts: [],
        modules: [],
        files: Object.keys(files),
        enabledSince: {},
      },
    };
  };
  const site = (proxy: string): string =>
    `<VirtualHost *:80>\nServerName www\n  ServerAlias bare more\n${proxy}\n</VirtualHost>\n<VirtualHost *:443>\nServerName www\n</VirtualHost>`;

  test('covers, by port, the names of each virtual host with a ProxyPass to the new host', () => {
    const wanted = ['www:80', 'more:80', 'www:443'];
    expect([...forwardedNames(facts(site('ProxyPass / http://198.51.100.20/'))).keys()]).toEqual([
      'www:80',
      'bare:80',
      'more:80',
    ]);
    expect(notForwarded(facts(site('ProxyPass / http://198.51.100.20/')), wanted, ['198.51.100.20'])).toEqual([
      'www:443',
    ]);
    expect(notForwarded(facts(site('ProxyPass / http://203.0.113.9/')), wanted, ['198.51.100.20'])).toEqual([
      'www:80 goes to http://203.0.113.9/ instead',
      'more:80 goes to http://203.0.113.9/ instead',
      'www:443',
    ]);
    expect(() => forwardedNames(facts(site('# ProxyPass / http://198.51.100.20/')))).toThrow(NoAnswer);
  });

  test('is found in an included file, too', () => {
    const included = { '/etc/apache2/rox/to-puma.conf': 'ProxyPass / http://198.51.100.20/' };
    const found = forwardedNames(facts(site('Include /etc/apache2/rox/to-puma.conf'), included));

    expect([...found.keys()]).toEqual(['www:80', 'bare:80', 'more:80']);
  });

  for (const [words, others, seconds] of [
    ['connectiontimeout=5 timeout=120', {}, 5],
    ['timeout=120', {}, 120],
    ['connectiontimeout=500ms', {}, 0.5],
    ['', { '/etc/apache2/apache2.conf': 'Timeout 300' }, 300],
    ['', { '/etc/apache2/apache2.conf': 'Timeout 300\nProxyTimeout 20' }, 20],
    ['', {}, 60],
  ] as const) {
    test(`waits ${seconds} s for a silent new host, given "${words}" in ProxyPass and "${Object.values(others).join().replace('\n', '; ')}" in apache2.conf`, () => {
      const known = facts(site(`ProxyPass / http://198.51.100.20/ ${words}`), others);

      expect(proxyTimeout(known, ['198.51.100.20'])).toEqual([expect.objectContaining({ seconds })]);
    });
  }

  test('has no known timeout where no ProxyPass points to the new host', () => {
    expect(() => proxyTimeout(facts(site('')), ['198.51.100.20'])).toThrow(/no ProxyPass points to 198\.51\.100\.20/);
  });
});

test('answers are read with their times; lines without a valid time and outcome are left out', () => {
  expect(
    readAnswers('2012-06-22T14:00:05+0200 0\nnoise\n2012-06-22T14:04:05+0200 2\n2012-13-41T00:00:00+0000 2\n'),
  ).toEqual([
    { at: Date.parse('2012-06-22T12:00:05Z'), outcome: 'closed (503)' },
    { at: Date.parse('2012-06-22T12:04:05Z'), outcome: 'served' },
  ]);
});

test('a day of logs is reduced to the first and last of each series of answers with the same outcome', () => {
  const folder = test.info().outputPath();
  const line = (time: string, status: number): string =>
    `www:80 198.51.100.1 - - [${time}] "GET / HTTP/1.1" ${status} 7 "-" "-"\n`;
  writeFileSync(
    `${folder}/placeholder-access.log`,
    ['13:00:00', '13:10:00', '13:50:00'].map((time) => line(`22/Jun/2012:${time} +0200`, 503)).join(''),
  );
  writeFileSync(`${folder}/forward-access.log`, line('22/Jun/2012:14:00:00 +0200', 200));

  expect(
    readAnswers(
      execFileSync('sh', ['-c', CHANGES_SCRIPT.replaceAll('/var/log/apache2', folder)], { encoding: 'utf8' }),
    ),
  ).toEqual([
    { at: Date.parse('2012-06-22T11:00:00Z'), outcome: 'closed (503)' },
    { at: Date.parse('2012-06-22T11:50:00Z'), outcome: 'closed (503)' },
    { at: Date.parse('2012-06-22T12:00:00Z'), outcome: 'served' },
    { at: Date.parse('2012-06-22T12:00:00Z'), outcome: 'served' },
  ]);
});

test.describe('a check that is run as a visitor', () => {
  const declaration = (step: string) => ({
    file: '/tests/journeys/rox/login.spec.ts',
    title: 'The new host lets a member in',
    tags: ['@blocker', '@login/member-let-in[alice]'],
    annotations: [{ type: 'step', description: step }],
    visitor: 'stale',
  });

  test('shows the kind of visitor in its id, and proves the step for the route of such a visitor', () => {
    expect(readDeclaration(declaration('5'), 'postcutover', migrationSteps(lab), '/tests')).toMatchObject({
      id: 'login/member-let-in[alice]@stale',
      title: 'As a stale visitor: The new host lets a member in',
      step: '16',
      problems: [],
    });
  });

  test('keeps a declared step that belongs to the gate', () => {
    expect(readDeclaration(declaration('17'), 'postcutover', migrationSteps(lab), '/tests')).toMatchObject({
      id: 'login/member-let-in[alice]',
      step: '17',
    });
  });

  test('is still reported as a problem if its step does not exist', () => {
    expect(readDeclaration(declaration('99'), 'postcutover', migrationSteps(lab), '/tests').problems).toHaveLength(1);
  });
});
