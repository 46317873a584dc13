import type { LabMachine } from '../hosts/hosts.js';
import { join } from 'node:path';
import { imageFolder } from '../hosts/image.js';
import { PATHS } from '../paths.js';
import { hashOf } from '../states.js';
import { systemdPair } from '../hosts/systemd.js';
import { imageFolders } from './images.js';
import { SERVERS, ZONE } from './plan.js';

export const BLOG_MACHINES = [
  'old',
  'new',
  'ns1',
  'ns2',
  'resolver',
  'resolver2',
] as const satisfies readonly LabMachine[];

/** Files that the first state is built from, besides the images. */
const SOURCES = [
  'lab/blog',
  'lab/root',
  'lab/hosts/authority.ts',
  'lab/hosts/base-files.ts',
  'lab/hosts/overlay.ts',
  'lab/site/seed/pictures.ts',
  'targets/lab/target.ts',
];

export const blogBase = (): string =>
  join(PATHS.states, `blog-${hashOf([imageFolder(), ...Object.values(imageFolders())], SOURCES)}`);

export const { isServer, boot: bootBlog, stop: stopBlog } = systemdPair(SERVERS, ZONE);
