import { PNG } from 'pngjs';
import type { Site } from './site.js';

/** www.google.com: the script that marks a search field as Google's. Every page of the forum requests it. */
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

/** i.creativecommons.org: the license image at the bottom of every wiki page. */
export const licences: Site = (url) =>
  url.pathname === '/l/by-sa/3.0/88x31.png' ? { type: 'image/png', body: licence } : undefined;
