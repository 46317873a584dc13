import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/postcutover/test.js';
import { COMPARISON_ASPECTS } from '../../helpers/baseline/compare.js';
import { comparedUrls } from '../../helpers/baseline/fetch-pages.js';

const pages = `${comparedUrls(target).length} pages`;

for (const { aspect, what } of COMPARISON_ASPECTS) {
  test(
    `${NEW} answers with the same ${what} as ${OLD} did before the switch`,
    check('parity/answers-same', aspect, proves('same')),
    async ({ regressions }) => {
      const found = await regressions('new', aspect);

      expect(found).toHaveNoFindings(
        `differences between the answers of ${NEW} and those of ${OLD} before the switch (${pages} requested)`,
      );
    },
  );

  test(
    `${OLD} does not alter the ${what} that it forwards from ${NEW}`,
    check('proxy/answers-unchanged', aspect, proves('16')),
    async ({ regressions }) => {
      const found = await regressions('old', aspect);

      expect(found).toHaveNoFindings(
        `differences from the baseline that appear only in answers forwarded by ${OLD} (${pages} requested from ${OLD} and ${NEW})`,
      );
    },
  );
}
