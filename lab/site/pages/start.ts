import type { Routes } from '../web/context.js';
import { page } from '../web/layout.js';
import { html } from '../web/html.js';

export const routes: Routes = {
  '': (context) => Promise.resolve(page(context, { teaser: 'start', col3: html`<p>start</p>` })),
};
