import { frontPage } from '../core/site-names.js';
import type { Target } from '../../targets/schema.js';
import { ask, type HttpAnswer, type HttpRoute } from '../http/http.js';
import { pageFacts, type PageFacts } from './page.js';

/** So many questions at a time: a live server has others to serve. */
const MAX_CONCURRENT = 4;

/** Every address that is compared, whole. Paths are those of www over http. */
export const comparedUrls = ({
  sites,
  baselineComparison: { steady, living },
}: Pick<Target, 'sites' | 'baselineComparison'>): { url: string; lives: boolean }[] => {
  const start = frontPage({ sites });
  const all = [...steady.map((path) => ({ path, lives: false })), ...living.map((path) => ({ path, lives: true }))];
  return all.map(({ path, lives }) => ({ url: new URL(path, start).href, lives }));
};

/**
 * Asks for every compared address, each as somebody who was never there before, in English.
 * @param judge called with every answer; throws when the wrong machine gave it
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
      // What members write is theirs, and it is not compared.
      return lives ? { ...page, text: [], sha256: '' } : page;
    });
    found.push(...(await Promise.all(some)));
  }
  return found;
}
