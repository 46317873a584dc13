import { expect, test } from '@playwright/test';
import { readApache } from '../../../../helpers/host/facts/apache.js';
import { forwardsOfNginx, readNginx } from '../../../../helpers/host/facts/nginx.js';
import { Sections } from '../../../../helpers/host/facts/sections.js';
import { forwardedNames, proxyTimeout } from '../../../../helpers/routing/forwarding.js';
import { waysToTheApplication } from '../../../../helpers/routing/placeholder.js';

const CONF = '/etc/apache2/sites-enabled/a.conf';
const MACRO = `macro 'site' (defined on line 12 of "${CONF}") used on line 18 of "${CONF}"`;
/** Output of Apache 2.4 of Debian 12 for a file with continued lines, quotes, a macro, a condition and an include. */
const ALONE = `AH00557: apache2: apr_sockaddr_info_get() failed for vm
VirtualHost configuration:
[2001:db8::1]:8443     macro.example (${MACRO}:1)
*:80                   www.example (${CONF}:1)
Loaded Modules:
 core_module (static)
`;
const BESIDE_STRANGERS = `VirtualHost configuration:
[2001:db8::1]:8443     is a NameVirtualHost
         default server macro.example (${MACRO}:1)
         port 8443 namevhost macro.example (${MACRO}:1)
                 alias www.macro.example
                 wild alias *.macro.example
         port 8443 namevhost migration-verdict.invalid (-c/-C directives:4)
*:80                   is a NameVirtualHost
         default server www.example (${CONF}:1)
         port 80 namevhost www.example (${CONF}:1)
                 alias one.example
                 alias three.example
         port 80 namevhost migration-verdict.invalid (-c/-C directives:1)
# In file: ${CONF}
#   1:
<VirtualHost *:80 [2001:db8::1]:81>
  #   2:
  ServerName "http://www.example:80"
  ServerAlias one.example      "two.example"
# In file: /etc/apache2/alias.inc
  ServerAlias three.example
  ProxyPass "/"   "http://198.51.100.20/" timeout=5
# In file: ${CONF}
</VirtualHost>
# In file: -c/-C directives
<VirtualHost *:80>
  ServerName migration-verdict.invalid
</VirtualHost>
Syntax OK
`;
type Read = ReturnType<typeof readApache> & { unreadable: Readonly<Record<string, string>> };
function read(changes: Readonly<Record<string, string>>): Read {
  const sections = {
    ...{ 'web-servers': 'apache2\n', 'apache-test': 'Syntax OK\nexit 0\n', 'enabled-sites': '', nginx: '' },
    ...{ apache: ALONE, 'apache-more': '', 'nginx-test': 'exit 0\n' },
    ...changes,
  };
  const text = Object.entries(sections).map(([name, content]) => `\n=== n0nce ${name}\n${content}`);
  const unreadable: Record<string, string> = {};
  return { ...readApache(new Sections(text.join(''), 'n0nce'), unreadable), unreadable };
}

test('virtual hosts and aliases are those that Apache lists, including those from included files', () => {
  expect(read({ 'apache-more': BESIDE_STRANGERS }).vhosts).toEqual([
    { name: 'macro.example', aliases: ['www.macro.example', '*.macro.example'], port: '8443', file: CONF },
    { name: 'www.example', aliases: ['one.example', 'three.example'], port: '80', file: CONF },
  ]);
});

test('forwarding is found in the directives as Apache has parsed them', () => {
  const { config, ...apache } = read({ 'apache-more': BESIDE_STRANGERS });
  expect(config?.join('\n')).not.toContain('n0nce');
  const forwarded = forwardedNames({ apache: { ...apache, config: config ?? [] }, files: {} });
  expect([...forwarded.keys()].sort()).toEqual(
    ['one', 'three', 'two', 'www'].flatMap((name) => [`${name}.example:80`, `${name}.example:81`]),
  );
});

// Apache 2.2 of Debian 6 and 7, written by hand: it lists no aliases at all, and cannot print its directives.
const OLD = `VirtualHost configuration:
wildcard NameVirtualHosts and _default_ servers:
*:80                   is a NameVirtualHost
         default server www.example (/etc/apache2/sites-enabled/www:1)
         port 80 namevhost www.example (/etc/apache2/sites-enabled/www:1)
Syntax OK
`;
const oldFile = (line: string): Record<string, string> => ({
  apache: OLD,
  'file /etc/apache2/sites-enabled/www': `<VirtualHost *:80>\nServerName www.example\n${line}\n</VirtualHost>\nServerAlias other\n`,
});

test('aliases that Apache does not list are read from the file, even if quoted or on a continued line', () => {
  const { vhosts } = read(oldFile(' ServerAlias one.example \\\n   "two.example"\n serveralias three.example'));
  expect(vhosts).toMatchObject([{ name: 'www.example', aliases: ['one.example', 'two.example', 'three.example'] }]);
});

for (const line of ['Include /etc/apache2/names.inc', 'Use Names example', '<IfDefine LIVE>'])
  test(`aliases that may come from "${line}" are unknown`, () => {
    const { vhosts, unreadable } = read(oldFile(line));
    expect(vhosts).toEqual([]);
    expect(unreadable['apache.vhosts']).toContain(line);
  });

test('an unknown line in the list from Apache is quoted and makes the virtual hosts unreadable', () => {
  const { unreadable } = read({
    'apache-more': BESIDE_STRANGERS.replace('*:80 ', 'something new ').replace(
      'new                  is a',
      'new is one',
    ),
  });
  expect(unreadable['apache.vhosts']).toMatch(/an unknown line: something new/);
});

const SNIPPET = `# configuration file /etc/nginx/nginx.conf:
http { include conf.d/*.conf; }
# configuration file /etc/nginx/conf.d/a.conf:
server { include snippets/tls.conf; server_name a.example; }
server { include "/etc/nginx/snippets/tls.conf"; server_name b.example; include none.conf; }
# configuration file /etc/nginx/snippets/tls.conf:
listen 443 ssl; # both
`;

test('files included in an nginx server block are read in place', () => {
  expect(readNginx(SNIPPET)).toEqual(
    ['a.example', 'b.example'].map((name) => ({ name, aliases: [], port: '443', file: '/etc/nginx/conf.d/a.conf' })),
  );
});

const NGINX = `# configuration file /etc/nginx/nginx.conf:
user www-data; # who
http {
    log_format main '$remote_addr "{$request}"';
    map $host $x { default 0; }
    include /etc/nginx/sites-enabled/*;
    server { listen 8080; location / { return 200 "a;b}"; } }
}
stream { include /etc/nginx/stream.d/*; }
# configuration file /etc/nginx/sites-enabled/www:
server {
    listen 80 default_server;
    listen [::]:80;
    listen 192.0.2.1:443 ssl;
    listen 127.0.0.1;
    server_name www.example "one.example" *.two.example
                ~^www\\d+\\.example$;
    if ($host = x) { return 301 https://$host$request_uri; }
}
# configuration file /etc/nginx/stream.d/db:
server { listen 3306; proxy_pass db; }
`;

test('where nginx runs, the virtual hosts are those in its own dump', () => {
  const www = { name: 'www.example', aliases: ['one.example', '*.two.example', '~^www\\d+\\.example$'] };
  const expected = [
    { ...www, port: '80', file: '/etc/nginx/sites-enabled/www' },
    { ...www, port: '443', file: '/etc/nginx/sites-enabled/www' },
    { name: '_', aliases: [], port: '8080', file: '/etc/nginx/nginx.conf' },
  ];
  expect(readNginx(NGINX)).toEqual(expected);
  expect(read({ 'web-servers': 'nginx\n', nginx: NGINX }).vhosts).toEqual(expected);
  expect(read({ nginx: NGINX, 'apache-more': BESIDE_STRANGERS }).vhosts).toHaveLength(2);
});

test('an nginx dump that is truncated or empty is unreadable', () => {
  for (const nginx of [NGINX.slice(0, 150), ''])
    expect(read({ 'web-servers': 'nginx\n', nginx }).unreadable['apache.vhosts']).toBeDefined();
});

const NOTHING = { configtest: { exitCode: 0, output: '' }, vhosts: [], modules: [], files: [], enabledSince: {} };
const FORWARDING = `# configuration file /etc/nginx/nginx.conf:
http {
    proxy_connect_timeout 20s;
    upstream plum { server 192.0.2.60; server 192.0.2.61:8080; }
}
# configuration file /etc/nginx/sites-enabled/forward.conf:
server {
    listen 80;
    listen [::]:80;
    server_name www.example example;
    location / { proxy_connect_timeout 5s; proxy_pass http://192.0.2.60; }
}
server {
    listen 443 ssl;
    server_name notes.example;
    location / { proxy_pass $scheme://plum; }
}
server { listen 80; server_name open.example; root /srv/open; }
`;

test("nginx's forwarding is read as Apache's would be", () => {
  const apache = { ...NOTHING, config: forwardsOfNginx(FORWARDING) };

  expect([...forwardedNames({ apache, files: {} }).keys()]).toEqual([
    'www.example:80',
    'example:80',
    'notes.example:443',
  ]);
  expect(proxyTimeout({ apache, files: {} }, ['192.0.2.60']).map(({ seconds }) => seconds)).toEqual([5, 20]);
});

test('an nginx placeholder that forwards requests or serves the site is detected', () => {
  const site = '/etc/nginx/sites-enabled/placeholder.conf';
  const judged = (text: string): string[] => {
    const vhosts = [{ name: 'www.example', aliases: [], port: '80', file: site }];
    const files = { '/etc/nginx/nginx.conf': 'include /etc/nginx/sites-enabled/*;', [site]: text };
    return waysToTheApplication(
      { apache: { ...NOTHING, vhosts, files: Object.keys(files) }, files },
      ['www.example'],
      ['/var/www/www'],
    );
  };

  expect(judged('server {\n  root /srv/closed;\n  location / { return 503; }\n}')).toEqual([]);
  expect(judged('server {\n  root /var/www/www;\n}')).toEqual([`${site}: root /var/www/www;`]);
  expect(judged('server {\n  fastcgi_pass unix:/run/php.sock;\n}')).toEqual([
    `${site}: fastcgi_pass unix:/run/php.sock;`,
  ]);
});
