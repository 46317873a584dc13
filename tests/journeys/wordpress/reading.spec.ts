import { check, expect, NEW, proves, test, wordpress } from '../../../fixtures/journeys/wordpress/test.js';

const { article, search, url } = wordpress;
const at = (path: string): string => new URL(path, url).href;

test.describe('Reading', proves('5'), () => {
  test(`${NEW} shows an article to everyone`, check('wordpress/article-shown'), async ({ visitor }) => {
    const answer = await visitor.get(at(article.path));

    expect(answer.status, `GET ${answer.url}`).toBe(200);
    expect(answer.text, `text of ${answer.url}`).toContain(article.words);
  });

  test(`The search on ${NEW} finds existing content`, check('wordpress/search-finds'), async ({ visitor }) => {
    const answer = await visitor.get(at(`?s=${encodeURIComponent(search.words)}`));

    expect(answer.status, `GET ${answer.url}`).toBe(200);
    expect(answer.text, `links in the results for "${search.words}": GET ${answer.url}`).toContain(at(search.finds));
  });
});
