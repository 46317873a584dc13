import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from '../../helpers/http/http.js';
import { labIpv4, labIpv6 } from '../../targets/lab/target.js';
import { makeAuthority, makeCertificate, makeSshKeys } from '../hosts/authority.js';
import { onHost } from '../hosts/hosts.js';
import { keepFirst, startFirst } from '../hosts/first-state.js';
import { ensureImage } from '../hosts/image.js';
import { filled } from '../hosts/overlay.js';
import { CHECKOUT, PATHS } from '../paths.js';
import { handOver, serveShared, SHARED } from '../hosts/provision.js';
import { step } from '../exec.js';
import type { Layers } from '../states.js';
import { writePages } from './content.js';
import { ensureStaticImage } from './images.js';
import { writeStaticLayer } from './layers.js';
import { bootStatic, isServer, STATIC_MACHINES, stopStatic } from './pair.js';
import { NAMES, SERVER_NAMES, SERVERS, SITES, words, type Server } from './plan.js';

/** Errors in the logs from before a host was set up would be found by checks later. */
const FORGET_SETUP = `journalctl --quiet --rotate --vacuum-time=1s
find /var/log -type f ! -path '/var/log/journal/*' -exec truncate -s 0 {} +`;

/** Makes the state "before the switch": pages on the old host, and a copy of them on the new one. */
export async function makeStatic(base: string): Promise<Layers> {
  const [image, server] = [await ensureImage(), await ensureStaticImage()];
  rmSync(base, { recursive: true, force: true });
  mkdirSync(join(base, 'git'), { recursive: true });
  makeKeys(base);
  serveShared(base);
  handOver(base, SHARED);

  const files = (machine: string): string => join(base, 'layers', machine, 'files');
  for (const machine of STATIC_MACHINES) writeStaticLayer(machine, files(machine), PATHS.authority, PATHS.ssh);
  for (const name of SERVER_NAMES) writePages(join(files(name), 'var', 'www'));

  const below = (machine: (typeof STATIC_MACHINES)[number]): string[] => [
    files(machine),
    isServer(machine) ? server : image,
  ];
  await startFirst(base, STATIC_MACHINES, (machine) => bootStatic(machine, below(machine)));
  await step('setting up both hosts', async () => {
    const script = (name: Server): string => filled(join(CHECKOUT, 'lab', 'static', 'setup.sh'), words(SERVERS[name]));
    await Promise.all(SERVER_NAMES.map((name) => onHost(name, `set -eu\n${script(name)}\n${FORGET_SETUP}`)));
    await visit('old');
  });
  await step('shutting the hosts down', () => stopStatic(STATIC_MACHINES));
  return keepFirst(base, STATIC_MACHINES, below);
}

function makeKeys(base: string): void {
  const [authority, ssh] = [join(base, 'authority'), join(base, 'ssh')];
  makeAuthority(authority, join(base, 'browser'), Object.values(SERVERS));
  for (const { id, names } of SITES) makeCertificate(authority, id, names);
  const known = SERVER_NAMES.map((name) => ({ name, address: labIpv4(name) }));
  makeSshKeys(ssh, PATHS.ssh, known);
}

/** Requests the front pages of all names from one of the hosts, whatever DNS says. */
export async function visit(server: Server): Promise<void> {
  const pinned = new Map(NAMES.map((name) => [name, [labIpv4(server), labIpv6(server)]]));
  const route = { pinned, authority: `${PATHS.authority}/ca.pem`, userAgent: 'Mozilla/5.0 (visitor)' };
  for (const name of NAMES)
    for (const scheme of ['http', 'https'])
      for (const family of [4, 6] as const) await ask(`${scheme}://${name}/`, route, { family });
}
