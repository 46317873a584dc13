import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { labIpv4, labIpv6 } from '../../targets/lab/target.js';
import type { LabMachine } from './hosts.js';

/** Writes a file of a host by its path there, without the first slash. */
export type WriteFile = (path: string, text: string, mode?: number) => void;

/** Writes files below a folder, and the folders that they need. */
export const writerBelow =
  (folder: string): WriteFile =>
  (path, text, mode = 0o644) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    chmodSync(join(folder, path), mode);
  };

/** Writes a host's own names in a zone. */
export function writeNames(write: WriteFile, machine: LabMachine, hostname: string, zone: string): void {
  const short = hostname.slice(0, -zone.length - 1);
  const own = [labIpv4(machine), labIpv6(machine)].map((address) => `${address} ${hostname} ${short}\n`);
  write('etc/hostname', `${short}\n`);
  write('etc/hosts', `127.0.0.1 localhost\n::1 localhost ip6-localhost\n${own.join('')}`);
}

/**
 * Allows the operator to log in over ssh as root, and the host to prove its identity.
 * @param ssh folder of the keys that makeSshKeys made
 */
export function writeSshFiles(folder: string, machine: LabMachine, ssh: string): void {
  const write = writerBelow(folder);
  write('etc/ssh/ssh_host_ed25519_key', readFileSync(join(ssh, machine), 'utf8'), 0o600);
  write('etc/ssh/ssh_host_ed25519_key.pub', readFileSync(join(ssh, `${machine}.pub`), 'utf8'));
  write('root/.ssh/authorized_keys', readFileSync(join(ssh, 'operator.pub'), 'utf8'), 0o600);
  for (const path of ['root', 'root/.ssh']) chmodSync(join(folder, path), 0o700);
}
