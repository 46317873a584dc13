import { check, expect, NEW, proves, rox, test } from '../../../fixtures/journeys/rox/test.js';
import { register } from '../../../helpers/journeys/rox/sign-up.js';

const year = new Date().getFullYear();
const taken = rox.members.active.username;

/** What somebody gets wrong, for the id and in words, and the code of the text that the site answers with. */
const MISTAKES = [
  ['short-name', 'a name that is too short', { username: 'abc' }, 'SignupErrorWrongUsername'],
  ['name-begins-with-digit', 'a name that begins with a digit', { username: '1abcd' }, 'SignupErrorWrongUsername'],
  ['sign-in-name', 'a name with a sign in it', { username: 'abc-def' }, 'SignupErrorWrongUsername'],
  ['punycode-name', 'a name in disguise', { username: 'xn--abcd' }, 'SignupErrorWrongUsername'],
  ['name-taken', 'the name of a member', { username: taken }, 'SignupErrorUsernameAlreadyTaken'],
  [
    'short-password',
    'a password of five letters',
    { password: 'abcde', passwordcheck: 'abcde' },
    'SignupErrorPasswordCheck',
  ],
  ['passwords-differ', 'two different passwords', { passwordcheck: 'something else' }, 'SignupErrorPasswordCheck'],
  ['address-without-at', 'an address without @', { email: 'nobody.example.org' }, 'SignupErrorInvalidEmail'],
  ['address-with-plus', 'an address with a plus sign', { email: 'no+body@example.org' }, 'SignupErrorInvalidEmail'],
  ['no-first-name', 'no first name', { firstname: '' }, 'SignupErrorFullNameRequired'],
  ['no-last-name', 'no last name', { lastname: '' }, 'SignupErrorFullNameRequired'],
  ['sign-in-last-name', 'a sign in the last name', { lastname: 'Ex<ample' }, 'SignupErrorFullNameRequired'],
  ['no-birth-year', 'no year of birth', { birthyear: '' }, 'SignupErrorBirthDate'],
  [
    'impossible-birthday',
    'a birthday that no calendar has',
    { birthyear: '1981', birthmonth: '2', birthday: '30' },
    'SignupErrorBirthDate',
  ],
  [
    'under-eighteen',
    'an age under eighteen',
    { birthyear: String(year - 17), birthmonth: '1', birthday: '1' },
    'SignupErrorBirthDateToLow',
  ],
  ['no-gender', 'no gender', { gender: null }, 'SignupErrorProvideGender'],
  ['no-place', 'no place', { geonameid: '', countryname: '' }, 'SignupErrorProvideLocation'],
  ['no-street', 'no street', { street: '' }, 'SignupErrorProvideStreetName'],
  ['no-house-number', 'no house number', { housenumber: '' }, 'SignupErrorProvideHouseNumber'],
  ['terms-not-accepted', 'no yes to the terms', { terms: null }, 'SignupTermsAndConditions'],
] as const;

test.describe('Registration mistakes', { ...proves('5-registration'), tag: ['@blocker', '@writes'] }, () => {
  for (const [slug, mistake, fields, code] of MISTAKES) {
    test(
      `${NEW} refuses a registration with ${mistake} and says why`,
      check('registration/mistake-refused', slug),
      async ({ newApplicant, visitor, siteText, memberStatus }) => {
        const applicant = newApplicant();
        const page = await register(visitor, applicant, fields);

        expect(page.url).toMatch(/\/signup\/4$/);
        expect(page.text).toContain(await siteText(code));
        expect(await memberStatus(applicant.username)).toEqual({ status: null, active: null });
      },
    );
  }
});
