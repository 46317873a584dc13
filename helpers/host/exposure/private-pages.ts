import { createHash } from 'node:crypto';
import type { Target } from '../../../targets/schema.js';
import { unique } from '../../core/lists.js';
import { siteNames } from '../../core/site-names.js';
import { ask, type HttpAnswer } from '../../http/http.js';
import { routeTo } from '../../routing/visitor-routes.js';
import { SERVED_BYTES, type ServedFile } from './exposure.js';

/**
 * Pages that servers show by default or that people leave behind, and how to recognize each: a site may answer every request with 200.
 */
const PAGES: readonly { readonly path: string; readonly sign: RegExp; readonly what: string }[] = [
  { path: '/.git/HEAD', sign: /^ref: refs\/|^[0-9a-f]{40}\s*$/, what: 'a git repository' },
  { path: '/.svn/entries', sign: /^\d+\s*\n/, what: 'a Subversion work tree' },
  { path: '/.env', sign: /^\s*(#.*\n\s*)*[A-Z][A-Z0-9_]+=/, what: 'settings with passwords' },
  { path: '/server-status', sign: /Apache Server Status/, what: 'who requests what from the web server' },
  { path: '/server-info', sign: /Apache Server Information/, what: 'the configuration of the web server' },
  { path: '/nginx_status', sign: /^Active connections:/, what: 'the state of the web server' },
  { path: '/phpinfo.php', sign: /<title>(phpinfo\(\)|PHP [\d.]+ - phpinfo)/, what: 'the configuration of PHP' },
  { path: '/info.php', sign: /<title>(phpinfo\(\)|PHP [\d.]+ - phpinfo)/, what: 'the configuration of PHP' },
];

/** How much of a page is read to recognize it. */
const PAGE_BYTES = 4_096;

/**
 * Files that the new host serves to everyone and should not, one line each.
 * @param files found below the folders of its web server
 * @param noted called with every answer
 * @throws {NoAnswer} when a site does not answer
 */
export async function servedToEverybody(
  target: Target,
  files: readonly ServedFile[],
  noted: (answer: HttpAnswer) => void,
): Promise<string[]> {
  const route = routeTo(target, target.hosts.new);
  const found: string[] = [];
  for (const name of siteNames(target)) {
    const get = async (path: string, cutAt: number): Promise<HttpAnswer> => {
      const url = `http://${name}${path.split('/').map(encodeURIComponent).join('/')}`;
      const answer = await ask(url, route, { cutAt });
      // Not the target of the redirect, which may be the front page, but the same address over https.
      const onHttps = answer.status >= 300 && answer.status < 400 && answer.headers.location?.startsWith('https://');
      const last = onHttps === true ? await ask(url.replace('http:', 'https:'), route, { cutAt }) : answer;
      noted(last);
      return last;
    };
    for (const { path, sign, what } of PAGES) {
      const { status, text, url } = await get(path, PAGE_BYTES);
      if (status === 200 && sign.test(text)) found.push(`${url}: ${what}`);
    }
    for (const { path, digest } of files) {
      const { status, body, url } = await get(path, SERVED_BYTES);
      if (status === 200 && createHash('sha256').update(body).digest('hex') === digest)
        found.push(`${url}: the file itself`);
    }
  }
  return unique(found);
}
