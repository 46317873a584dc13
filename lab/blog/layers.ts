import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { labIpv4, labIpv6 } from '../../targets/lab/target.js';
import type { LabMachine } from '../hosts/hosts.js';
import { copyFilled } from '../hosts/overlay.js';
import { CHECKOUT } from '../paths.js';
import { writeMembersPassword } from './content/photos.js';
import { isServer } from './pair.js';
import { SERVERS, SITES, words, ZONE } from './plan.js';

const BLOG_ROOT = join(CHECKOUT, 'lab', 'blog', 'root');
const LAB_ROOT = join(CHECKOUT, 'lab', 'root');

/** Folders whose files a host gets; the later wins. */
const ROLES: Partial<Record<LabMachine, readonly string[]>> = {
  old: [join(BLOG_ROOT, 'both'), join(BLOG_ROOT, 'old')],
  new: [join(BLOG_ROOT, 'both'), join(BLOG_ROOT, 'new')],
  ns1: [join(LAB_ROOT, 'nameserver'), join(BLOG_ROOT, 'ns1'), join(BLOG_ROOT, 'zone')],
  ns2: [join(LAB_ROOT, 'nameserver'), join(LAB_ROOT, 'ns2')],
  resolver: [join(LAB_ROOT, 'resolver')],
  resolver2: [join(LAB_ROOT, 'resolver'), join(LAB_ROOT, 'resolver2'), join(BLOG_ROOT, 'zone')],
};

/** Writes the files that make the bare image into this host: the layer right above the image. */
export function writeBlogLayer(machine: LabMachine, folder: string, authority: string, ssh: string): void {
  const hostname = isServer(machine) ? SERVERS[machine] : `${machine}.${ZONE}`;
  const short = hostname.slice(0, -ZONE.length - 1);
  const write = (path: string, text: string, mode = 0o644): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    chmodSync(join(folder, path), mode);
  };
  const certificate = (name: string, from: string): void => {
    write(`etc/ssl/hillwalkers/${name}.pem`, readFileSync(join(authority, `${from}-fullchain.pem`), 'utf8'));
    write(`etc/ssl/hillwalkers/${name}.key`, readFileSync(join(authority, `${from}.key`), 'utf8'), 0o600);
  };

  write('etc/hostname', `${short}\n`);
  const own = [labIpv4(machine), labIpv6(machine)].map((address) => `${address} ${hostname} ${short}\n`);
  write('etc/hosts', `127.0.0.1 localhost\n::1 localhost ip6-localhost\n${own.join('')}`);
  for (const role of ROLES[machine] ?? []) copyFilled(role, folder, words(hostname));
  if (!isServer(machine)) return;

  write('etc/mailname', `${hostname}\n`);
  write('etc/ssh/ssh_host_ed25519_key', readFileSync(join(ssh, machine), 'utf8'), 0o600);
  write('etc/ssh/ssh_host_ed25519_key.pub', readFileSync(join(ssh, `${machine}.pub`), 'utf8'));
  write('root/.ssh/authorized_keys', readFileSync(join(ssh, 'operator.pub'), 'utf8'), 0o600);
  for (const path of ['root', 'root/.ssh']) chmodSync(join(folder, path), 0o700);
  for (const { id } of SITES) certificate(id, id);
  certificate('mail', machine);
  write('usr/local/share/ca-certificates/hillwalkers.crt', readFileSync(join(authority, 'ca.pem'), 'utf8'));
  writeMembersPassword(join(folder, 'etc/club/members.htpasswd'));
}
