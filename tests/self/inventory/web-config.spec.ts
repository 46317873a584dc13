import { expect, test } from '@playwright/test';
import { flattened, readApacheConfig, readNginxConfig } from '../../../helpers/inventory/web-config.js';

const lines = (text: string): { text: string; source: string }[] =>
  text.split('\n').map((line, index) => ({ text: line, source: `line ${index + 1}` }));
const apache = (text: string): string[] =>
  flattened(readApacheConfig(lines(text)).sections).map(({ path, value }) => `${path} = ${value}`);
const nginx = (text: string): string[] =>
  flattened(readNginxConfig(lines(text)).sections).map(({ path, value }) => `${path} = ${value}`);

test('Apache directives are identified by virtual host and section, despite continued lines and quotes', () => {
  expect(
    apache(`# comment
ServerTokens Prod
<VirtualHost *:80>
  ServerName "www.example"
  DocumentRoot /srv/www
  SetEnv A 1
  SetEnv B \\
    two
  RewriteRule ^a$ /b
  RewriteRule ^c$ /d
  <Directory "/srv/www">
    Options -Indexes
  </Directory>
</VirtualHost>`),
  ).toEqual([
    'ServerTokens = Prod',
    'VirtualHost www.example:80 > ServerName = www.example',
    'VirtualHost www.example:80 > DocumentRoot = /srv/www',
    'VirtualHost www.example:80 > SetEnv A = 1',
    'VirtualHost www.example:80 > SetEnv B = two',
    'VirtualHost www.example:80 > RewriteRule = ^a$ /b\n^c$ /d',
    'VirtualHost www.example:80 > Directory /srv/www > Options = -Indexes',
  ]);
});

test('nginx directives are identified by server and location, despite braces and quotes in values', () => {
  expect(
    nginx(`http { server { listen 80; server_name a.example b.example;
    location ~ "^/x{2}$" { return 404; } # end
    add_header X-A "one; two";
    log_format main '$remote_addr "{x}"'
      '$status'; } }`),
  ).toEqual([
    'http > server a.example 80 > listen 80 = ',
    'http > server a.example 80 > server_name = a.example b.example',
    'http > server a.example 80 > add_header X-A = one; two',
    `http > server a.example 80 > log_format = main $remote_addr "{x}" $status`,
    'http > server a.example 80 > location ~ ^/x{2}$ > return = 404',
  ]);
});

for (const [read, text, why] of [
  [readApacheConfig, '<VirtualHost *:80>', 'the section is never closed'],
  [readApacheConfig, '</VirtualHost>', 'closes a section that is not open'],
  [readApacheConfig, '%& what', 'neither a directive nor a section'],
  [readNginxConfig, 'http { a b; ', 'the block is never closed'],
  [readNginxConfig, 'a b', 'an unterminated directive'],
  [readNginxConfig, '}', 'closes a block that is not open'],
] as const)
  test(`"${text}" is an error: ${why}`, () => {
    expect(read(lines(text)).errors.map((error) => error.why)).toEqual([why]);
  });
