import { check, expect, NEW, proves, test } from '../../../fixtures/journeys/rox/test.js';
import { register } from '../../../helpers/journeys/rox/sign-up.js';
import { REFUSED_NAME } from '../../../helpers/journeys/rox/test-data.js';

test.describe('Names at registration', { ...proves('5-registration'), tag: ['@blocker', '@writes'] }, () => {
  // Rox compares names byte by byte: a defect of the program, on every host.
  test(
    `${NEW} accepts a name with the Cyrillic letter а`,
    check('registration/every-script-accepted', { tag: '@advisory' }),
    async ({ visitor, newApplicant }) => {
      const { url } = await register(visitor, newApplicant(), { lastname: REFUSED_NAME });

      expect(url, `URL at which the registration of ${REFUSED_NAME} ends`).toMatch(/\/signup\/finish$/);
    },
  );

  test(
    `At registration, ${NEW} reports whether a username is available`,
    check('registration/name-availability-shown'),
    async ({ visitor, newApplicant, newMember }) => {
      const free = await visitor.ask(`/signup/checkhandle/${newApplicant().username}`);
      const taken = await visitor.ask(`/signup/checkhandle/${(await newMember()).username}`);

      for (const [{ url, status, text }, said, what] of [
        [free, '1', 'free'],
        [taken, '', 'taken'],
      ] as const)
        expect([status, text.trim()], `answer to GET ${url} about a name that is ${what}`).toEqual([200, said]);
    },
  );
});
