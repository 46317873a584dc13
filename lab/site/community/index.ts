import type { Callbacks, Routes } from '../web/context.js';
import * as editor from './editor.js';
import * as forum from './forum.js';

/** Forum, groups, gallery, wiki, blog and feeds. */
export const COMMUNITY: readonly { readonly routes: Routes; readonly callbacks?: Callbacks }[] = [editor, forum];
