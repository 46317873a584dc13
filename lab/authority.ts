import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lab } from '../targets/lab.js';
import { run } from './run.js';

const DAYS = 825;

/** The names on the certificate that both web hosts hold, as if it had been copied along. */
const names = Object.values(lab.sites).flatMap((site) => [site.host, ...site.aliases]);

/**
 * A certificate authority with an intermediate, and one certificate for all public names: `fullchain.pem` is what a
 * server sends, `leaf.pem` the same without the intermediate, `ca.pem` what a client trusts. The browser's trust
 * store is made beside them, so that the user's own stays as it is.
 */
export function makeAuthority(folder: string, browserHome: string): void {
  mkdirSync(folder, { recursive: true });
  const at = (name: string): string => join(folder, name);
  const key = (name: string): string[] => [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    at(name),
  ];
  const authority =
    'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n';
  writeFileSync(at('authority.cnf'), authority);
  writeFileSync(
    at('site.cnf'),
    `basicConstraints=critical,CA:FALSE\nextendedKeyUsage=serverAuth\nsubjectAltName=${names.map((name) => `DNS:${name}`).join(',')}\n`,
  );
  run('openssl', [
    'req',
    '-x509',
    ...key('ca.key'),
    '-subj',
    '/CN=deer-to-puma lab root',
    '-days',
    `${DAYS}`,
    '-out',
    at('ca.pem'),
  ]);
  sign('intermediate', '/CN=deer-to-puma lab intermediate', 'ca', 'authority.cnf');
  sign('privkey', `/CN=${lab.sites.www.host}`, 'intermediate', 'site.cnf');
  copyFileSync(at('privkey.pem'), at('leaf.pem'));
  writeFileSync(
    at('fullchain.pem'),
    readFileSync(at('leaf.pem'), 'utf8') + readFileSync(at('intermediate.pem'), 'utf8'),
  );
  copyFileSync(at('privkey.key'), at('privkey.pem'));

  const store = join(browserHome, '.pki', 'nssdb');
  mkdirSync(store, { recursive: true });
  run('certutil', ['-d', `sql:${store}`, '-N', '--empty-password']);
  run('certutil', ['-d', `sql:${store}`, '-A', '-n', 'deer-to-puma lab root', '-t', 'C,,', '-i', at('ca.pem')]);

  function sign(name: string, subject: string, by: string, extensions: string): void {
    run('openssl', ['req', ...key(`${name}.key`), '-subj', subject, '-out', at(`${name}.csr`)]);
    // prettier-ignore
    run('openssl', ['x509', '-req', '-in', at(`${name}.csr`), '-CA', at(`${by}.pem`), '-CAkey', at(`${by}.key`),
      '-CAcreateserial', '-days', `${DAYS}`, '-extfile', at(extensions), '-out', at(`${name}.pem`)]);
  }
}

/** One key that opens the lab hosts, one host key for each of them, and the configuration that ties them together. */
export function makeSshKeys(
  folder: string,
  servedAt: string,
  hosts: readonly { name: string; address: string }[],
): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const at = (name: string): string => join(folder, name);
  const make = (name: string): unknown =>
    run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', `lab ${name}`, '-f', at(name)]);
  make('operator');
  for (const host of hosts) make(host.name);
  const known = hosts.map((host) => `${host.name},${host.address} ${readFileSync(at(`${host.name}.pub`), 'utf8')}`);
  writeFileSync(at('known_hosts'), known.join(''));
  const entries = hosts.map((host) =>
    [
      `Host ${host.name}`,
      `  HostName ${host.address}`,
      '  User root',
      `  HostKeyAlias ${host.name}`,
      `  IdentityFile ${join(servedAt, 'operator')}`,
      '  IdentitiesOnly yes',
      `  UserKnownHostsFile ${join(servedAt, 'known_hosts')}`,
      '  GlobalKnownHostsFile /dev/null',
      '  StrictHostKeyChecking yes',
    ].join('\n'),
  );
  writeFileSync(at('config'), entries.join('\n\n') + '\n');
  chmodSync(at('operator'), 0o600);
}
