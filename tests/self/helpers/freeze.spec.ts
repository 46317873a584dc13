import { expect, test } from '@playwright/test';
import { enabledSites, notThePlaceholder, waysToTheApplication } from '../../../helpers/routing/placeholder.js';

const SITE = '/etc/apache2/sites-enabled/placeholder.conf';
const INCLUDED = '/etc/apache2/rox/placeholder.conf';
const vhost = { name: 'www.example', aliases: [], port: '80', file: SITE };
const apache = (files: Readonly<Record<string, string>>): Parameters<typeof waysToTheApplication>[0] => ({
  apache: {
    configtest: { exitCode: 0, output: '' },
    vhosts: [vhost],
    modules: [],
    enabledSince: {},
    files: ['/etc/apache2/apache2.conf', ...Object.keys(files)],
  },
  files,
});
const ways = (files: Readonly<Record<string, string>>): string[] =>
  waysToTheApplication(apache(files), ['www.example'], ['/home/www']);

const HARMLESS =
  'DocumentRoot /var/www/placeholder\nRewriteRule ^ - [R=503]\nErrorDocument 503 /index.html\n# ProxyPass / http://x/\n';

test('a placeholder that consists only of files does not need the application', () => {
  expect(ways({ [SITE]: 'Include rox/placeholder.conf\n', [INCLUDED]: HARMLESS })).toEqual([]);
  expect(enabledSites(apache({ [SITE]: '', [INCLUDED]: '' }).apache)).toEqual(['placeholder']);
});

for (const line of [
  'ProxyPass / http://127.0.0.1:8080/',
  'RewriteRule ^(.*)$ http://127.0.0.1/$1 [P,L]',
  'ErrorDocument 503 https://elsewhere.example/',
  'AddType application/x-httpd-php .php',
  'ScriptAlias /cgi-bin/ /usr/lib/cgi-bin/',
  'DocumentRoot "/home/www/htdocs"',
])
  test(`a placeholder with "${line}" counts as needing the application`, () => {
    expect(ways({ [SITE]: 'Include rox/placeholder.conf\n', [INCLUDED]: `  ${line}\n` })).toEqual([
      `${INCLUDED}: ${line}`,
    ]);
  });

test('directives for other sites, or for modules that are merely loaded, do not count as routes to the application', () => {
  const proxy = 'ProxyPass / http://127.0.0.1:1/\n';
  expect(
    ways({
      [SITE]: HARMLESS,
      '/etc/apache2/sites-enabled/lists.conf': proxy,
      '/etc/apache2/mods-enabled/x.conf': proxy,
    }),
  ).toEqual([]);
  expect(ways({ [SITE]: HARMLESS, '/etc/apache2/conf-enabled/all.conf': proxy })).toHaveLength(1);
});

test("directives that Debian's packages ship for all sites do not count as routes to the application", () => {
  const shipped = {
    '/etc/apache2/mods-enabled/php.conf': '<FilesMatch ".+\\.ph(ar|p|tml)$">\n  SetHandler application/x-httpd-php\n',
    '/etc/apache2/conf-enabled/serve-cgi-bin.conf': 'ScriptAlias /cgi-bin/ /usr/lib/cgi-bin/\nOptions +ExecCGI\n',
    '/etc/apache2/sites-enabled/lists.conf': 'ProxyPass / http://127.0.0.1:1/\n',
  };
  const global =
    'IncludeOptional mods-enabled/*.conf\nIncludeOptional conf-enabled/*.conf\nIncludeOptional sites-enabled/*.conf\n';

  expect(ways({ [SITE]: HARMLESS, '/etc/apache2/apache2.conf': global, ...shipped })).toEqual([]);
  const own = { '/etc/apache2/conf-enabled/own.conf': 'ScriptAlias /cgi-bin/ /home/www/cgi-bin/\n' };
  expect(ways({ [SITE]: HARMLESS, '/etc/apache2/apache2.conf': global, ...shipped, ...own })).toHaveLength(1);
});

test('an answer other than the placeholder is reported with the reasons', () => {
  const page = Buffer.from('back soon');
  const answer = { url: '', text: '', address: '', status: 503, headers: { 'retry-after': '600' }, body: page };

  expect(notThePlaceholder(answer, page)).toEqual([]);
  expect(
    notThePlaceholder(
      { ...answer, status: 302, headers: { location: '/login', 'set-cookie': ['a=b'] }, body: Buffer.from('') },
      page,
    ),
  ).toEqual([
    'status 302 instead of 503',
    'no Retry-After',
    'redirects to /login',
    'sets a cookie',
    'a different page',
  ]);
});
