import { blogBase, bootBlog, BLOG_MACHINES, stopBlog } from './blog/pair.js';
import { boot, MACHINES, stopGracefully } from './hosts/hosts.js';
import { ensureImage } from './hosts/image.js';
import type { Pair } from './pair.js';
import { provision } from './hosts/provision.js';
import { bootStatic, STATIC_MACHINES, staticBase, stopStatic } from './static/pair.js';
import { baseFolder } from './states.js';

/** BeWelcome's move from Deer to Puma, with sysvinit: what the lab brings up unless another pair is named. */
export const BEWELCOME: Pair = {
  name: 'bewelcome',
  machines: MACHINES,
  base: baseFolder,
  make: async (base) => {
    const image = await ensureImage();
    return provision(base, image);
  },
  boot,
  stop: stopGracefully,
};

/** Hosts like those in common use: Debian 11 and Debian 13 with systemd. */
export const BLOG: Pair = {
  name: 'blog',
  machines: BLOG_MACHINES,
  base: blogBase,
  // Loaded only when needed: every gate calls `up` before anything else.
  make: async (base) => (await import('./blog/provision.js')).makeBlog(base),
  boot: bootBlog,
  stop: stopBlog,
};

/** Static pages: nginx on both, no database and no mail. */
export const PAGES: Pair = {
  name: 'pages',
  machines: STATIC_MACHINES,
  base: staticBase,
  make: async (base) => (await import('./static/provision.js')).makeStatic(base),
  boot: bootStatic,
  stop: stopStatic,
};

const PAIRS: readonly Pair[] = [BEWELCOME, BLOG, PAGES];

/** @throws Error that lists the existing names */
export function pairNamed(name: string): Pair {
  const pair = PAIRS.find((each) => each.name === name);
  if (!pair) throw new Error(`there is no pair "${name}"; the pairs are: ${PAIRS.map((each) => each.name).join(', ')}`);
  return pair;
}
