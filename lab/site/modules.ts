import type { Callbacks, Routes } from './web/context.js';
import { COMMUNITY } from './community/index.js';
import * as geo from './pages/geo.js';
import * as login from './pages/login.js';
import * as signup from './pages/signup.js';
import * as start from './pages/start.js';

/** Every module of pages. Core first, community after it; a later module wins where two name the same path. */
export const MODULES: readonly { readonly routes: Routes; readonly callbacks?: Callbacks }[] = [
  start,
  login,
  signup,
  geo,
  ...COMMUNITY,
];
