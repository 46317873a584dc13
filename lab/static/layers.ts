import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeNames, writerBelow, writeSshFiles } from '../hosts/base-files.js';
import type { LabMachine } from '../hosts/hosts.js';
import { copyFilled } from '../hosts/overlay.js';
import { CHECKOUT } from '../paths.js';
import { isServer } from './pair.js';
import { SERVERS, SITES, words, ZONE } from './plan.js';

const below = (...names: string[]): string => join(CHECKOUT, 'lab', ...names);

/** Folders whose files a host gets; later ones take precedence. */
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
  const write = writerBelow(folder);
  writeNames(write, machine, hostname, ZONE);
  for (const role of ROLES[machine] ?? []) copyFilled(role, folder, words(hostname));
  if (!isServer(machine)) return;

  writeSshFiles(folder, machine, ssh);
  for (const { id } of SITES) {
    write(`etc/ssl/orchard/${id}.pem`, readFileSync(join(authority, `${id}-fullchain.pem`), 'utf8'));
    write(`etc/ssl/orchard/${id}.key`, readFileSync(join(authority, `${id}.key`), 'utf8'), 0o600);
  }
  write('usr/local/share/ca-certificates/orchard.crt', readFileSync(join(authority, 'ca.pem'), 'utf8'));
}
