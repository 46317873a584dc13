import { check, expect, NEW, proves, target, test } from '../../../../fixtures/journeys/rox/test.js';

test.describe('Rox configuration', proves('4'), () => {
  test(`The configuration of the site was found on ${NEW}`, check('site-config/found'), ({ newHostFacts }) => {
    const roots = target.sites.map(({ root }) => `${root}/rox_local.ini`);

    expect(Object.keys(newHostFacts.files), `files that ${NEW} could read`).toEqual(expect.arrayContaining(roots));
  });

  for (const { name, root } of target.sites) {
    test(`${name} on ${NEW} checks passwords`, check('site-config/passwords-checked', name), ({ newHostFacts }) => {
      const text = newHostFacts.files[`${root}/rox_local.ini`];

      expect(text, `${root}/rox_local.ini on ${NEW}, [development]`).not.toMatch(
        /^\s*skip_password_check\s*=\s*(1|true|on|yes)/im,
      );
    });
  }
});
