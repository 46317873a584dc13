import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Target } from '../../../../targets/schema.js';
import { loggedAddressesScript, parseLogged, type LoggedAddresses } from '../../../../helpers/pages/logged.js';

const site = (name: string): Target['sites'][0] => ({ name, host: `${name}.example`, aliases: [], root: '/srv' });
const SITES: Target['sites'] = [site('www'), site('blog')];
const request = (what: string, status = 200, before = '192.0.2.1 - -'): string =>
  `${before} [22/Jun/2012:14:00:05 +0200] "${what}" ${status} 12 "-" "Mozilla"\n`;

/** The script's findings on a machine that has these files, below a folder that stands for its root. */
function read(files: Readonly<Record<string, string>>, sites = SITES): LoggedAddresses {
  const root = mkdtempSync(join(tmpdir(), 'logged-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text.replaceAll('/var/log', `${root}/var/log`));
  }
  const script = loggedAddressesScript().replace(/\/(?=(?:etc|var\/log)\/(?:apache2|httpd|nginx))/g, `${root}/`);
  return parseLogged(execFileSync('sh', { input: script, encoding: 'utf8' }).replaceAll(root, ''), sites);
}

test('requests are counted per virtual host, whether each line names the virtual host or the log belongs to only one', () => {
  const { asked, withQuery, unread } = read({
    'var/log/apache2/access.log':
      request('GET /often HTTP/1.1', 200, 'www.example:443 192.0.2.1 - -').repeat(3) +
      request('GET /gone HTTP/1.1', 404, 'www.example:80 192.0.2.1 - -') +
      request('GET /find?q=secret HTTP/1.1', 200, 'www.example:80 192.0.2.1 - -') +
      request('POST /write HTTP/1.1', 200, 'www.example:80 192.0.2.1 - -'),
    'etc/nginx/sites-enabled/blog':
      'server {\n  server_name blog.example;\n  access_log /var/log/nginx/blog-access.log;\n}\n',
    'var/log/nginx/blog-access.log': request('GET /post HTTP/1.1'),
  });

  expect(asked).toEqual([
    { name: 'www.example', path: '/often', status: 200, count: 3 },
    expect.objectContaining({ count: 1 }),
    expect.objectContaining({ count: 1 }),
  ]);
  expect(asked).toContainEqual({ name: 'www.example', path: '/gone', status: 404, count: 1 });
  expect(asked).toContainEqual({ name: 'blog.example', path: '/post', status: 200, count: 1 });
  expect(withQuery).toBe(1);
  expect(unread).toEqual([]);
});

test('a log configured in a file that a virtual host includes belongs to that virtual host', () => {
  const { asked, unread } = read({
    'etc/apache2/sites-enabled/www.conf':
      '<VirtualHost *:80>\nServerName www.example\nInclude club/*.conf\n</VirtualHost>\n',
    'etc/apache2/club/log.conf': 'CustomLog ${APACHE_LOG_DIR}/www-access.log combined\n',
    'var/log/apache2/www-access.log': request('GET /track HTTP/1.1'),
  });

  expect(asked).toMatchObject([{ name: 'www.example', path: '/track' }]);
  expect(unread).toEqual([]);
});

test('a log without hostnames, a log piped to a program, and a line in an unknown format are reported', () => {
  const { asked, unread } = read({
    'etc/apache2/sites-enabled/piped.conf':
      '<VirtualHost *:80>\nServerName www.example\nCustomLog "|/usr/bin/logger -t x" combined\n</VirtualHost>\n',
    'var/log/apache2/access.log': `${request('GET /whose HTTP/1.1')}{"json": true}\n`,
  });

  expect(asked).toEqual([]);
  expect([...unread].sort()).toEqual([
    '/var/log/apache2/access.log does not record which virtual host was requested',
    'a line of the old host\'s access log cannot be parsed: {"json": true}',
    'the old host logs to a program: |/usr/bin/logger',
  ]);
});

test('if only one site moves, a log without hostnames is attributed to it', () => {
  const { asked, unread } = read({ 'var/log/apache2/access.log': request('GET /post HTTP/1.1') }, [site('www')]);

  expect(asked).toEqual([{ name: 'www.example', path: '/post', status: 200, count: 1 }]);
  expect(unread).toEqual([]);
});
