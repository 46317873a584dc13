import { check, expect, NEW, OLD, proves, test } from '../../fixtures/host/test.js';
import { COMPARISON_ASPECTS } from '../../helpers/baseline/compare.js';
import { holdOn } from '../../helpers/core/no-answer.js';

// One worker, so that both hosts are asked once; a host that has other things to do takes its time.
test.describe.configure({ mode: 'default', timeout: 320_000 });

test.describe('Pages', proves('differences'), () => {
  test(
    `${OLD} provides URLs to compare, and both ${OLD} and ${NEW} answer requests for them`,
    check('pages/addresses-found'),
    async ({ comparedPages }) => {
      const { compared, unproven } = await comparedPages();

      holdOn('Pages that could not be found or requested, and so were not compared:', unproven);
      expect(compared, `URLs for which both ${OLD} and ${NEW} answered a request`).toBeGreaterThan(0);
    },
  );

  test(
    `No compared page on ${NEW} links to ${OLD}'s own hostname or IP address`,
    check('pages/old-host-not-linked', proves('4')),
    async ({ comparedPages }) => {
      const { compared, leadingBack } = await comparedPages();

      expect(leadingBack).toHaveNoFindings(
        `links on ${NEW} that go dead when ${OLD} is off (${compared} URLs requested)`,
      );
    },
  );

  for (const { aspect, what } of COMPARISON_ASPECTS) {
    test(
      `${NEW} answers with the same ${what} as ${OLD}, before DNS moves`,
      check('pages/answers-same', aspect),
      async ({ pageDifferences }) => {
        const { causes, compared } = await pageDifferences(aspect);

        expect(causes).toHaveNoFindings(
          `differences between the answers of ${OLD} and ${NEW} (${compared} URLs requested from each)`,
        );
      },
    );
  }
});
