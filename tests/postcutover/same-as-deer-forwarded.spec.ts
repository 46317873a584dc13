import { COMPARED, comparedUrls, expect, proves, target, test, told } from '../../fixtures/index.js';

const asked = `${comparedUrls(target).length} pages asked by way of Deer, compared with what it answered itself before the switch`;

// As somebody whose DNS has not heard of the switch.
test.use({ visitorKind: 'stale' });

test.describe('Same by way of Deer', proves('16'), () => {
  for (const { aspect, what } of COMPARED) {
    test(`Puma ${what} as Deer did, also for visitors that Deer forwards`, ({ regressions }) => {
      const found = regressions(aspect);

      expect(found, told(asked, found)).toEqual([]);
    });
  }
});
