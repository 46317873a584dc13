import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeNames, writerBelow, writeSshFiles } from '../hosts/base-files.js';
import type { LabMachine } from '../hosts/hosts.js';
import { copyFilled } from '../hosts/overlay.js';
import { CHECKOUT } from '../paths.js';
import { writeMembersPassword } from './content/photos.js';
import { isServer } from './pair.js';
import { SERVERS, SITES, words, ZONE } from './plan.js';

const BLOG_ROOT = join(CHECKOUT, 'lab', 'blog', 'root');
const LAB_ROOT = join(CHECKOUT, 'lab', 'root');

/** Folders whose files a host gets; later ones take precedence. */
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
  const write = writerBelow(folder);
  const certificate = (name: string, from: string): void => {
    write(`etc/ssl/hillwalkers/${name}.pem`, readFileSync(join(authority, `${from}-fullchain.pem`), 'utf8'));
    write(`etc/ssl/hillwalkers/${name}.key`, readFileSync(join(authority, `${from}.key`), 'utf8'), 0o600);
  };

  writeNames(write, machine, hostname, ZONE);
  for (const role of ROLES[machine] ?? []) copyFilled(role, folder, words(hostname));
  if (!isServer(machine)) return;

  write('etc/mailname', `${hostname}\n`);
  writeSshFiles(folder, machine, ssh);
  for (const { id } of SITES) certificate(id, id);
  certificate('mail', machine);
  write('usr/local/share/ca-certificates/hillwalkers.crt', readFileSync(join(authority, 'ca.pem'), 'utf8'));
  writeMembersPassword(join(folder, 'etc/club/members.htpasswd'));
}
