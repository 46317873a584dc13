import { join } from 'node:path';
import type { LabMachine } from '../hosts/hosts.js';
import { imageFolder } from '../hosts/image.js';
import { systemdPair } from '../hosts/systemd.js';
import { PATHS } from '../paths.js';
import { hashOf } from '../states.js';
import { staticImage } from './images.js';
import { SERVERS, ZONE } from './plan.js';

export const STATIC_MACHINES = ['old', 'new', 'ns1', 'ns2', 'resolver'] as const satisfies readonly LabMachine[];

/** Files that the first state is built from, besides the images. */
const SOURCES = [
  'lab/static',
  'lab/blog/root/ns1',
  'lab/root',
  'lab/hosts/authority.ts',
  'lab/hosts/base-files.ts',
  'lab/hosts/overlay.ts',
];

export const staticBase = (): string => join(PATHS.states, `pages-${hashOf([imageFolder(), staticImage()], SOURCES)}`);

export const { isServer, boot: bootStatic, stop: stopStatic } = systemdPair(SERVERS, ZONE);
