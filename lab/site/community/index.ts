import type { Callbacks, Routes } from '../web/context.js';
import * as blog from './blog.js';
import * as feeds from './feeds.js';
import * as forum from './forum.js';
import * as gallery from './gallery.js';
import * as groups from './groups.js';
import * as wiki from './wiki.js';

/** Forum, groups, gallery, wiki, blog and feeds. */
export const COMMUNITY: readonly { readonly routes: Routes; readonly callbacks?: Callbacks }[] = [
  blog,
  feeds,
  forum,
  gallery,
  groups,
  wiki,
];
