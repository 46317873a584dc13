import {
  check,
  expect,
  formatResult,
  resolvesTo,
  proves,
  strayPrograms,
  target,
  test,
  told,
} from '../../fixtures/index.js';

test.describe("Deer's own resolver", proves('15'), () => {
  test(
    "Deer's own resolver leads every name of the site to Puma",
    check('dns/old-host-resolver-updated'),
    ({ byDeersResolver }) => {
      const wrong = byDeersResolver.filter(({ answer }) => !resolvesTo(target.puma, answer)).map(formatResult);

      expect(
        wrong,
        told('answers that Deer still remembers (`rndc flushname NAME` on Deer forgets them)', wrong),
      ).toEqual([]);
    },
  );

  test(
    'Programs on Deer find every name of the site where its resolver leads',
    check('dns/old-host-programs-agree'),
    ({ byDeersResolver, namesOnDeer }) => {
      const wrong = strayPrograms(namesOnDeer, byDeersResolver);

      expect(wrong, told('getent ahosts on Deer says otherwise: see its /etc/hosts, and nscd', wrong)).toEqual([]);
    },
  );
});
