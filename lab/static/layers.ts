import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { labIpv4, labIpv6 } from '../../targets/lab/target.js';
import type { LabMachine } from '../hosts/hosts.js';
import { copyFilled } from '../hosts/overlay.js';
import { CHECKOUT } from '../paths.js';
import { isServer } from './pair.js';
import { SERVERS, SITES, words, ZONE } from './plan.js';

const below = (...names: string[]): string => join(CHECKOUT, 'lab', ...names);

/** Folders whose files a host gets; the later wins. */
const ROLES: Partial<Record<LabMachine, readonly string[]>> = {
  old: [below('static', 'root', 'both')],
  new: [below('static', 'root', 'both')],
  ns1: [below('root', 'nameserver'), below('blog', 'root', 'ns1'), below('static', 'root', 'ns1')],
  ns2: [below('root', 'nameserver'), below('root', 'ns2')],
  resolver: [below('root', 'resolver')],
};

/** Writes the files that make the bare image into this host: the layer right above the image. */
export function writeStaticLayer(machine: LabMachine, folder: string, authority: string, ssh: string): void {
  const hostname = isServer(machine) ? SERVERS[machine] : `${machine}.${ZONE}`;
  const short = hostname.slice(0, -ZONE.length - 1);
  const write = (path: string, text: string, mode = 0o644): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    chmodSync(join(folder, path), mode);
  };
  write('etc/hostname', `${short}\n`);
  const own = [labIpv4(machine), labIpv6(machine)].map((address) => `${address} ${hostname} ${short}\n`);
  write('etc/hosts', `127.0.0.1 localhost\n::1 localhost ip6-localhost\n${own.join('')}`);
  for (const role of ROLES[machine] ?? []) copyFilled(role, folder, words(hostname));
  if (!isServer(machine)) return;

  write('etc/ssh/ssh_host_ed25519_key', readFileSync(join(ssh, machine), 'utf8'), 0o600);
  write('etc/ssh/ssh_host_ed25519_key.pub', readFileSync(join(ssh, `${machine}.pub`), 'utf8'));
  write('root/.ssh/authorized_keys', readFileSync(join(ssh, 'operator.pub'), 'utf8'), 0o600);
  for (const path of ['root', 'root/.ssh']) chmodSync(join(folder, path), 0o700);
  for (const { id } of SITES) {
    write(`etc/ssl/orchard/${id}.pem`, readFileSync(join(authority, `${id}-fullchain.pem`), 'utf8'));
    write(`etc/ssl/orchard/${id}.key`, readFileSync(join(authority, `${id}.key`), 'utf8'), 0o600);
  }
  write('usr/local/share/ca-certificates/orchard.crt', readFileSync(join(authority, 'ca.pem'), 'utf8'));
}
