import { parse } from 'node-html-parser';
import { ask, type HttpAnswer } from '../../helpers/http/http.js';
import { labIpv4, labIpv6 } from '../../targets/lab/target.js';
import { CEILING_MS } from '../hosts/processes.js';
import { PATHS } from '../paths.js';
import { SITES, type Server } from './plan.js';

/** Far more pages than the sites have; stops at an endless calendar. */
const MOST_PAGES = 500;
const AT_ONCE = 4;

const NAMES = SITES.flatMap(({ names }) => names);

/** Requests an address of any site from one of the hosts, whatever DNS says. */
export const askServer = (server: Server, url: string, family: 4 | 6 = 4): Promise<HttpAnswer> => {
  const pinned = new Map(NAMES.map((name) => [name, [labIpv4(server), labIpv6(server)]]));
  return ask(
    url,
    { pinned, authority: `${PATHS.authority}/ca.pem`, userAgent: 'Mozilla/5.0 (visitor)' },
    { family, timeoutMs: CEILING_MS },
  );
};

/** Targets of a page's links or of a redirect, without the part after `#`. */
function linksOf({ url, headers, text }: HttpAnswer): string[] {
  const found = headers.location === undefined ? [] : [headers.location];
  if (headers['content-type']?.startsWith('text/html'))
    for (const element of parse(text).querySelectorAll('a[href], img[src], link[rel=stylesheet], link[rel=alternate]'))
      found.push(element.getAttribute('href') ?? element.getAttribute('src') ?? '');
  return found
    .flatMap((link) => (URL.canParse(link, url) ? [new URL(link, url)] : []))
    .map(({ href }) => href.split('#')[0] ?? '');
}

/** Following it would write, log someone out, or never end. */
const isTrap = ({ pathname, search }: URL): boolean =>
  search !== '' || /\/(wp-login|wp-admin|xmlrpc|wp-json)/.test(pathname);

/** Every page, picture, and feed of all sites that can be reached through links from their front pages on one host. */
export async function crawl(server: Server): Promise<Map<string, HttpAnswer>> {
  const seen = new Map<string, HttpAnswer>();
  const known = new Set(NAMES.flatMap((name) => [`http://${name}/`, `https://${name}/`]));
  const open = [...known];
  while (open.length > 0 && seen.size < MOST_PAGES) {
    const answers = await Promise.all(open.splice(0, AT_ONCE).map((url) => askServer(server, url)));
    for (const answer of answers) {
      seen.set(answer.url, answer);
      for (const link of linksOf(answer)) {
        const url = new URL(link);
        if (known.has(link) || !NAMES.includes(url.hostname) || isTrap(url)) continue;
        known.add(link);
        open.push(link);
      }
    }
  }
  return seen;
}
