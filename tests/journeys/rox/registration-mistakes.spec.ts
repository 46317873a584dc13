import { unique } from '../../../helpers/core/lists.js';
import { check, expect, NEW, proves, rox, test } from '../../../fixtures/journeys/rox/test.js';
import { saidOn } from '../../../helpers/journeys/rox/markup.js';
import { registrationMistakes, TERMS } from '../../../helpers/journeys/rox/mistakes.js';
import { register } from '../../../helpers/journeys/rox/sign-up.js';

const MISTAKES = registrationMistakes(rox.members.active.username);
const MESSAGES = unique(MISTAKES.map(([, , , code]) => code)).filter((code) => code !== TERMS);

test.describe('Registration mistakes', { ...proves('5-registration'), tag: ['@blocker', '@writes'] }, () => {
  for (const [slug, mistake, fields, code] of MISTAKES) {
    test(
      `${NEW} refuses a registration with ${mistake}, reports only that mistake, and accepts the corrected registration`,
      check('registration/mistake-refused', slug),
      async ({ newApplicant, visitor, siteText, memberStatus }) => {
        const applicant = newApplicant();
        const refused = await register(visitor, applicant, fields);
        const [text = '', ...others] = await Promise.all([code, ...MESSAGES].map(siteText));

        expect(
          refused.url,
          `URL at which a registration with ${mistake} ends; a refused registration stays on its last step`,
        ).toMatch(/\/signup\/4$/);
        expect(saidOn(refused.text, text), `error shown by ${refused.url} for ${mistake}`).toBe(text);
        expect(
          others.filter((other) => !text.includes(other) && refused.text.includes(other)),
          `other errors shown by ${refused.url} for ${mistake}`,
        ).toEqual([]);
        expect(await memberStatus(applicant.username)).toEqual({ status: null, active: null });

        const accepted = await register(visitor, applicant);
        expect(accepted.url, 'URL at which the same registration without the mistake ends').toMatch(
          /\/signup\/finish$/,
        );
        expect(await memberStatus(applicant.username)).toEqual({ status: 'MailToConfirm', active: 0 });
      },
    );
  }
});
