import { check, expect, NEW, proves, target, test } from '../../../../fixtures/journeys/rox/test.js';

test.describe('Rox configuration', proves('4'), () => {
  test(`The configuration file of every site can be read on ${NEW}`, check('site-config/found'), ({ newHostFacts }) => {
    const wanted = target.sites.map(({ root }) => `${root}/rox_local.ini`);

    expect(wanted.filter((path) => !(path in newHostFacts.files))).toHaveNoFindings(
      `configuration files that could not be found or read on ${NEW}`,
    );
  });

  for (const { name, root } of target.sites) {
    test(`${name} on ${NEW} checks passwords`, check('site-config/passwords-checked', name), ({ newHostFacts }) => {
      const text = newHostFacts.files[`${root}/rox_local.ini`];

      expect(text, `contents of ${root}/rox_local.ini on ${NEW}`).toBeDefined();
      expect(
        text?.split('\n').filter((line) => /^\s*skip_password_check\s*=\s*(1|true|on|yes)/i.test(line)),
        `lines of ${root}/rox_local.ini on ${NEW} that let in anyone who knows a username`,
      ).toEqual([]);
    });
  }
});
