import { frontPage } from '../core/site-names.js';
import type { Target } from '../../targets/schema.js';
import { ask, type HttpAnswer, type HttpRoute } from '../http/http.js';
import { pageFacts, type PageFacts } from './page.js';

/** Maximum concurrent requests: a live server has others to serve. */
const MAX_CONCURRENT = 4;

/** Every address that is compared, as a full URL. Paths are relative to www over http. */
export const comparedUrls = ({
  sites,
  baselineComparison: { steady, living },
}: Pick<Target, 'sites' | 'baselineComparison'>): { url: string; lives: boolean }[] => {
  const start = frontPage({ sites });
  const all = [...steady.map((path) => ({ path, lives: false })), ...living.map((path) => ({ path, lives: true }))];
  return all.map(({ path, lives }) => ({ url: new URL(path, start).href, lives }));
};

/**
 * Requests every compared address, each as a first-time visitor, in English.
 * @param judge called with every answer; throws when it came from the wrong machine
 * @throws {NoAnswer} when one of them has no answer
 */
export async function fetchPages(
  target: Target,
  route: HttpRoute,
  judge: (answer: HttpAnswer) => void = () => undefined,
): Promise<PageFacts[]> {
  const urls = comparedUrls(target);
  const found: PageFacts[] = [];
  for (let next = 0; next < urls.length; next += MAX_CONCURRENT) {
    const some = urls.slice(next, next + MAX_CONCURRENT).map(async ({ url, lives }) => {
      const answer = await ask(url, route, { headers: { 'accept-language': 'en' } });
      judge(answer);
      const page = pageFacts(answer);
      // Text written by members belongs to them and is not compared.
      return lives ? { ...page, text: [], sha256: '' } : page;
    });
    found.push(...(await Promise.all(some)));
  }
  return found;
}
