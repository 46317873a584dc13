import { COMPARED, comparedUrls, expect, proves, target, test, told } from '../../fixtures/index.js';

const asked = `${comparedUrls(target).length} pages asked of Deer and of Puma itself; not as before the switch by way of Deer alone`;

// As somebody whose DNS has not heard of the switch.
test.use({ visitorKind: 'stale' });

test.describe('Same by way of Deer', proves('16'), () => {
  for (const { aspect, what } of COMPARED) {
    test(`Deer forwards the ${what} of Puma as they are`, ({ regressions }) => {
      const found = regressions(aspect);

      expect(found, told(asked, found)).toEqual([]);
    });
  }
});
