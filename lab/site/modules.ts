import type { Callbacks, Routes } from './web/context.js';
import { COMMUNITY } from './community/index.js';
import * as about from './pages/about.js';
import * as avatar from './pages/profile/avatar.js';
import * as editProfile from './pages/profile/edit-profile.js';
import * as feedback from './pages/feedback.js';
import * as geo from './pages/places/geo.js';
import * as login from './pages/login.js';
import * as lostPassword from './pages/lost-password.js';
import * as messages from './pages/messages/messages.js';
import * as places from './pages/places/places.js';
import * as preferences from './pages/preferences.js';
import * as profile from './pages/profile/profile.js';
import * as rox from './pages/rox.js';
import * as search from './pages/search/search.js';
import * as signup from './pages/signup/signup.js';
import * as start from './pages/start.js';
import * as stats from './pages/stats.js';

/** Every module of pages. Core first, community after it; a later module wins where two name the same path. */
export const MODULES: readonly { readonly routes: Routes; readonly callbacks?: Callbacks }[] = [
  start,
  login,
  signup,
  geo,
  rox,
  profile,
  avatar,
  editProfile,
  preferences,
  messages,
  search,
  places,
  lostPassword,
  feedback,
  about,
  stats,
  ...COMMUNITY,
];
