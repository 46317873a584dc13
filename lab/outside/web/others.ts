import { PNG } from 'pngjs';
import type { Site } from './site.js';

/** www.google.com: the script that marks a search field as Google's. It is asked for by every page of the forum. */
export const searchBrand: Site = (url) =>
  url.pathname === '/coop/cse/brand'
    ? {
        type: 'text/javascript; charset=UTF-8',
        body: `(function () {
  var form = document.getElementById(${JSON.stringify(url.searchParams.get('form') ?? '')});
  if (form && form.q) form.q.placeholder = 'Google';
})();
`,
      }
    : undefined;

const licence = PNG.sync.write(new PNG({ width: 88, height: 31, fill: true }));

/** i.creativecommons.org: the picture of a licence, below every page of the wiki. */
export const licences: Site = (url) =>
  url.pathname === '/l/by-sa/3.0/88x31.png' ? { type: 'image/png', body: licence } : undefined;
