import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LAB_ROX } from '../rox.js';
import { run } from '../exec.js';

const DAYS = 825;

const MAY_ISSUE =
  'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n';

/** The names on the certificate that both web hosts have, as if it had been copied along. */
const names = Object.values(LAB_ROX.sites).flatMap((site) => [site.host, ...site.aliases]);

const request = (folder: string, name: string, subject: string): string[] =>
  // prettier-ignore
  ['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', join(folder, `${name}.key`), '-subj', `/CN=${subject}`];

/** Third-party hosts that a page contacts over https. */
const OTHERS_ON_HTTPS = ['i.creativecommons.org'];

/**
 * A certificate authority with an intermediate, and one certificate for all public names. `ca.pem` is what a client
 * trusts. The browser's trust store is created next to them, so that the user's own store is not changed.
 */
export function makeAuthority(folder: string, browserHome: string, covers: readonly string[] = names): void {
  mkdirSync(folder, { recursive: true });
  const root = join(folder, 'ca.pem');
  run('openssl', [...request(folder, 'ca', 'deer-to-puma lab root'), '-x509', '-days', String(DAYS), '-out', root]);
  sign(folder, 'intermediate', 'deer-to-puma lab intermediate', 'ca', MAY_ISSUE);
  makeCertificate(folder, 'site', covers);
  makeCertificate(folder, 'outside', OTHERS_ON_HTTPS);
  // The key with which the site signs its emails (RFC 6376).
  run('openssl', ['genrsa', '-out', join(folder, 'dkim.key'), '2048']);
  run('openssl', ['rsa', '-in', join(folder, 'dkim.key'), '-pubout', '-out', join(folder, 'dkim.pub')]);

  const store = join(browserHome, '.pki', 'nssdb');
  mkdirSync(store, { recursive: true });
  run('certutil', ['-d', `sql:${store}`, '-N', '--empty-password']);
  run('certutil', ['-d', `sql:${store}`, '-A', '-n', 'deer-to-puma lab root', '-t', 'C,,', '-i', root]);
}

/**
 * A certificate of the lab's authority: NAME.key, NAME.pem, and NAME-fullchain.pem, which is what a server sends.
 * @param days how long it is valid
 */
export function makeCertificate(folder: string, name: string, covers: readonly string[], days = DAYS): void {
  const names = covers.map((each) => `DNS:${each}`).join(',');
  const extensions = `basicConstraints=critical,CA:FALSE\nextendedKeyUsage=serverAuth\nsubjectAltName=${names}\n`;
  sign(folder, name, covers[0] ?? name, 'intermediate', extensions, days);
  const chain = [name, 'intermediate'].map((each) => readFileSync(join(folder, `${each}.pem`), 'utf8'));
  writeFileSync(join(folder, `${name}-fullchain.pem`), chain.join(''));
}

/**
 * The certificate of the site with a shorter-lived intermediate of the same name and key: NAME-fullchain.pem.
 * @param days how long the intermediate is valid
 */
export function reissueIntermediate(folder: string, name: string, days: number): void {
  issue(folder, 'intermediate', name, 'ca', days);
  const chain = ['site', name].map((each) => readFileSync(join(folder, `${each}.pem`), 'utf8'));
  writeFileSync(join(folder, `${name}-fullchain.pem`), chain.join(''));
}

function sign(folder: string, name: string, subject: string, by: string, extensions: string, days = DAYS): void {
  const at = (file: string): string => join(folder, file);
  writeFileSync(at(`${name}.cnf`), extensions);
  run('openssl', [...request(folder, name, subject), '-out', at(`${name}.csr`)]);
  issue(folder, name, name, by, days);
}

/** Signs the request of that name, which may have been signed before. */
function issue(folder: string, request: string, name: string, by: string, days: number): void {
  const at = (file: string): string => join(folder, file);
  // prettier-ignore
  run('openssl', ['x509', '-req', '-in', at(`${request}.csr`), '-CA', at(`${by}.pem`), '-CAkey', at(`${by}.key`),
    '-CAcreateserial', '-days', String(days), '-extfile', at(`${request}.cnf`), '-out', at(`${name}.pem`)]);
}

/** The public half in the form of a TXT record: in strings of less than 256 bytes. */
export function signingRecord(folder: string): string {
  const key = readFileSync(join(folder, 'dkim.pub'), 'utf8').replace(/-----[^-]+-----|\s/g, '');
  return `"v=DKIM1; k=rsa; p=${key.slice(0, 200)}" "${key.slice(200)}"`;
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
      // Each run makes new handshakes, hundreds of them on some days; the newer key exchange costs ten times as much.
      '  KexAlgorithms curve25519-sha256',
    ].join('\n'),
  );
  writeFileSync(at('config'), entries.join('\n\n') + '\n');
  chmodSync(at('operator'), 0o600);
}
