import { check, COMPARISON_ASPECTS, comparedUrls, expect, proves, target, test, told } from '../../fixtures/index.js';

const pages = `${comparedUrls(target).length} pages`;

for (const { aspect, what } of COMPARISON_ASPECTS) {
  test(
    `Puma answers with the ${what} of Deer`,
    check('parity/answers-same', aspect, proves('same')),
    async ({ regressions }) => {
      const found = await regressions('puma', aspect);

      expect(found, told(`${pages} asked of Puma; not as Deer answered before the switch`, found)).toEqual([]);
    },
  );

  test(
    `Deer forwards the ${what} of Puma as they are`,
    check('proxy/answers-unchanged', aspect, proves('16')),
    async ({ regressions }) => {
      const found = await regressions('deer', aspect);

      expect(found, told(`${pages} asked of Deer and of Puma; other by way of Deer alone`, found)).toEqual([]);
    },
  );
}
