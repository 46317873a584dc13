import type { Faults } from '../fault.js';
import { blogAftercare, blogAfterwards, blogFreeze } from './day.js';
import { blogForgotten } from './forgotten.js';
import { blogSystem } from './system.js';
import { blogWeb } from './web.js';
import { blogWordpress } from './wordpress.js';

/** Run on the pair of Debian 11 and 13: `npm run faults -- --target blog`. */
export const BLOG_AREAS: Readonly<Record<string, Faults>> = {
  'blog: web server and application': blogWeb,
  'blog: journeys': blogWordpress,
  'blog: system': blogSystem,
  'blog: forgotten': blogForgotten,
  'blog: while the site is closed': blogFreeze,
  'blog: after the switch': blogAfterwards,
  'blog: in the days after': blogAftercare,
};
