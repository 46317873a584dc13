import { check, expect, NEW, proves, test } from '../../fixtures/lasting/test.js';

test.describe('Secrets', { ...proves('secrets') }, () => {
  // The whole disk is searched once.
  test.describe.configure({ mode: 'default', timeout: 220_000 });

  test(
    `No private key, password file, or dump on ${NEW} is world-readable`,
    check('secrets/not-readable'),
    ({ open }) => {
      expect(open).toHaveNoFindings(`files on ${NEW} that the user "nobody" can read`, {
        lookAt: 'ls -l of each; chmod o-r removes the permission',
      });
    },
  );

  test(
    `${NEW} serves visitors no repository, dump, backup, or leftover copy of source code`,
    check('secrets/not-served'),
    ({ served }) => {
      expect(served).toHaveNoFindings(`URLs on ${NEW} that serve everyone what should stay private`, {
        lookAt: 'the folders of the web server: move the file away, or deny access to the URL',
      });
    },
  );
});
