import { join } from 'node:path';
import { boot, stopGracefully, type LabMachine } from '../hosts/hosts.js';
import { imageFolder } from '../hosts/image.js';
import { bootSystemd, stopSystemd } from '../hosts/systemd.js';
import { PATHS } from '../paths.js';
import { hashOf } from '../states.js';
import { staticImage } from './images.js';
import { SERVER_NAMES, SERVERS, ZONE, type Server } from './plan.js';

export const STATIC_MACHINES = ['old', 'new', 'ns1', 'ns2', 'resolver'] as const satisfies readonly LabMachine[];

/** What the first state is made from, besides the images. */
const SOURCES = ['lab/static', 'lab/blog/root/ns1', 'lab/root', 'lab/hosts/authority.ts', 'lab/hosts/overlay.ts'];

export const staticBase = (): string => join(PATHS.states, `pages-${hashOf([imageFolder(), staticImage()], SOURCES)}`);

export const isServer = (machine: LabMachine): machine is Server => SERVER_NAMES.some((each) => each === machine);

export const bootStatic = (machine: LabMachine, layers: readonly string[]): Promise<void> =>
  isServer(machine)
    ? bootSystemd(machine, layers, { hostname: SERVERS[machine] })
    : boot(machine, layers, undefined, ZONE);

export async function stopStatic(machines: readonly LabMachine[]): Promise<void> {
  await Promise.all([
    stopSystemd(machines.filter(isServer)),
    stopGracefully(machines.filter((machine) => !isServer(machine))),
  ]);
}
