import { check, expect, OLD, proves, target, test } from '../../fixtures/freeze/test.js';

const [www] = target.sites;
const FAMILIES = target.hosts.old.ipv6 === undefined ? ([4] as const) : ([4, 6] as const);

const DATE =
  /\b(\d{1,2}\.? (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}|\d{4}-\d\d-\d\d)\b/;
const TIME = /\b\d{1,2}[:.]\d\d\b/;
const asText = (html: string): string => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

test.describe('Placeholder page', proves('7'), () => {
  for (const family of FAMILIES) {
    test(
      `Over IPv${family}, the placeholder on ${OLD} says when visitors can come back`,
      check('placeholder/return-time-shown', `ipv${family}`),
      async ({ maintenanceMode }) => {
        const { text, headers } = await maintenanceMode.ask(`http://${www.host}/`, { family });

        const page = asText(text);
        expect(headers['content-type'], `content type of the placeholder on ${OLD}`).toMatch(/^text\/html/);
        expect(page, `text of the placeholder on ${OLD}`).toContain(target.freeze.words);
        expect(DATE.test(page), `whether the placeholder on ${OLD} names a date, such as 2012-06-24: ${page}`).toBe(
          true,
        );
        expect(TIME.test(page), `whether the placeholder on ${OLD} names a time of day: ${page}`).toBe(true);
      },
    );
  }
});
