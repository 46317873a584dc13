import { COMPARED, comparedUrls, expect, proves, target, test, told } from '../../fixtures/index.js';

const asked = `${comparedUrls(target).length} pages asked of Puma; not as Deer answered before the switch`;

test.describe('Same as on Deer', proves('same'), () => {
  for (const { aspect, what } of COMPARED) {
    test(`Puma answers with the ${what} of Deer`, ({ regressions }) => {
      const found = regressions(aspect);

      expect(found, told(asked, found)).toEqual([]);
    });
  }
});
