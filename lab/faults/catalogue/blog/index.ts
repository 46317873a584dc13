import type { Faults } from '../fault.js';
import { blogSystem } from './system.js';
import { blogWeb } from './web.js';

/** Played on the pair of Debian 11 and 13: `npm run faults -- --target blog`. */
export const BLOG_AREAS: Readonly<Record<string, Faults>> = {
  'blog: web server and application': blogWeb,
  'blog: system': blogSystem,
};
