import { check, expect, NEW, proves, test, wordpress } from '../../../fixtures/journeys/wordpress/test.js';
import { SCRIPTS } from '../../../helpers/journeys/made-up.js';

const { article, url } = wordpress;

test.describe('Comments', { ...proves('5'), tag: ['@blocker', '@writes'], lock: 'editor' }, () => {
  test(
    `A reader who leaves a comment on ${NEW} sees it`,
    check('wordpress/comment-shown'),
    async ({ name, visitor }) => {
      const form = await visitor.get(new URL(article.path, url).href);
      const page = await visitor.submit(form, '#commentform', {
        author: name,
        email: `${name}@example.org`,
        comment: `${SCRIPTS} ${name}`,
      });

      expect(page.status, `status of ${page.url} after the comment was submitted`).toBe(200);
      expect(page.text, `the comment, whether published at once or held for approval: ${page.url}`).toContain(
        `${SCRIPTS} ${name}`,
      );
    },
  );
});
