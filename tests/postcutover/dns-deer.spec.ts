import {
  addressesOf,
  expect,
  inWords,
  leadsTo,
  plainAddress,
  proves,
  target,
  test,
  told,
} from '../../fixtures/index.js';

test.describe("Deer's own resolver", proves('15'), () => {
  test("Deer's own resolver leads every name of the site to Puma", ({ byDeersResolver }) => {
    const wrong = byDeersResolver.filter(({ answer }) => !leadsTo(target.puma, answer)).map(inWords);

    expect(
      wrong,
      told('answers that Deer still remembers (`rndc flushname NAME` on Deer forgets them)', wrong),
    ).toEqual([]);
  });

  test('Programs on Deer find every name of the site at Puma', ({ namesOnDeer }) => {
    const puma = addressesOf(target.puma).map(plainAddress).sort();
    const wrong = [...namesOnDeer.addresses]
      .filter(([, addresses]) => String(addresses) !== String(puma))
      .map(([name, addresses]) => `${name} is ${addresses.join(', ') || 'nowhere'}`);

    expect(
      wrong,
      told('getent ahosts on Deer: its resolver, /etc/hosts or a cache (nscd) leads elsewhere', wrong),
    ).toEqual([]);
  });
});
