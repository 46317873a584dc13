import { boot, stopGracefully, type LabMachine } from '../hosts/hosts.js';
import { join } from 'node:path';
import { imageFolder } from '../hosts/image.js';
import { PATHS } from '../paths.js';
import { hashOf } from '../states.js';
import { bootSystemd, stopSystemd } from '../hosts/systemd.js';
import { imageFolders } from './images.js';
import { SERVER_NAMES, SERVERS, ZONE, type Server } from './plan.js';

export const BLOG_MACHINES = [
  'old',
  'new',
  'ns1',
  'ns2',
  'resolver',
  'resolver2',
] as const satisfies readonly LabMachine[];

/** What the first state is made from, besides the images. */
const SOURCES = [
  'lab/blog',
  'lab/root',
  'lab/hosts/authority.ts',
  'lab/hosts/overlay.ts',
  'lab/site/seed/pictures.ts',
  'targets/lab/target.ts',
];

export const blogBase = (): string =>
  join(PATHS.states, `blog-${hashOf([imageFolder(), ...Object.values(imageFolders())], SOURCES)}`);

export const isServer = (machine: LabMachine): machine is Server => SERVER_NAMES.some((each) => each === machine);

export const bootBlog = (machine: LabMachine, layers: readonly string[]): Promise<void> =>
  isServer(machine)
    ? bootSystemd(machine, layers, { hostname: SERVERS[machine] })
    : boot(machine, layers, undefined, ZONE);

export async function stopBlog(machines: readonly LabMachine[]): Promise<void> {
  await Promise.all([
    stopSystemd(machines.filter(isServer)),
    stopGracefully(machines.filter((machine) => !isServer(machine))),
  ]);
}
