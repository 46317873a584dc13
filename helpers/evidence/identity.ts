import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Host, Target } from '../../targets/schema.js';
import { Database } from '../database/database.js';
import { addressesOf } from '../core/site-names.js';
import { runScript } from '../ssh/ssh.js';
import { askTls } from '../http/tls.js';

const text = z.string();

export const HostIdentitySchema = z.strictObject({
  name: text.describe('display name of the host'),
  addresses: z.array(text).readonly(),
  hostname: text.describe('hostname that the host reports; empty if the host could not be queried'),
  sshKeys: z.array(text).readonly().describe('fingerprints of its ssh host keys'),
  certificate: text.describe(
    'SHA-256 fingerprint of the certificate it presents for the first site; empty if none was received',
  ),
  database: text.describe(
    '@@hostname, @@server_id, and version of its MySQL; empty if the server could not be queried',
  ),
});
/** Who a host of the target proved to be, asked once for the run. Parts that could not be asked are empty; separate checks say why. */
export type HostIdentity = Readonly<z.infer<typeof HostIdentitySchema>>;

const KEYS = 'hostname -f; for key in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf "$key"; done';

/** Asks both hosts who they are, once for the whole run, and stores the answers in the folder of the run. */
export async function gatherIdentities(target: Target, folder: string): Promise<void> {
  const hosts = await Promise.all([target.hosts.old, target.hosts.new].map((host) => askIdentity(target, host)));
  writeFileSync(join(folder, FILE), `${JSON.stringify(hosts, null, 2)}\n`);
}

/** As gathered at the start of the run; undefined if nothing was gathered. */
export function identityOf(folder: string, name: string): HostIdentity | undefined {
  return readIdentities(folder).find((host) => host.name === name);
}

/** All identities from the run in this folder; none if the run did not get that far. */
export function readIdentities(folder: string): HostIdentity[] {
  try {
    // Written by gatherIdentities of the same run: its shape is not validated again.
    return JSON.parse(readFileSync(join(folder, FILE), 'utf8')) as HostIdentity[];
  } catch {
    return [];
  }
}

const FILE = 'identity.json';

async function askIdentity(target: Target, host: Host): Promise<HostIdentity> {
  const nothing = (): undefined => undefined;
  const [words, tls, database] = await Promise.all([
    runScript(host, KEYS, { description: 'its name and ssh host keys' }).catch(nothing),
    askTls({ address: host.ipv4, name: target.sites[0].host, authority: target.authority }).catch(nothing),
    databaseOf(target, host).catch(nothing),
  ]);
  return {
    name: host.name,
    addresses: addressesOf(host),
    hostname: words?.stdout.split('\n')[0] ?? '',
    sshKeys: [...(words?.stdout ?? '').matchAll(/SHA256:[\w+/]+/g)].map(([key]) => key),
    certificate: tls?.chain[0].fingerprint ?? '',
    database: database ?? '',
  };
}

async function databaseOf(target: Target, host: Host): Promise<string> {
  const database = await Database.open(target, host, 'reader');
  try {
    const { hostname, serverId, version } = await database.identity();
    return `${hostname}, server id ${serverId}, ${version}`;
  } finally {
    database.close();
  }
}
