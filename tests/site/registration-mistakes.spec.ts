import { expect, proves, register, target, test } from '../../fixtures/index.js';

const year = new Date().getFullYear();
const taken = target.members.active.username;

/** What somebody gets wrong, and the code of the text that the site answers with. */
const MISTAKES = [
  ['a name that is too short', { username: 'abc' }, 'SignupErrorWrongUsername'],
  ['a name that begins with a digit', { username: '1abcd' }, 'SignupErrorWrongUsername'],
  ['a name with a sign in it', { username: 'abc-def' }, 'SignupErrorWrongUsername'],
  ['a name in disguise', { username: 'xn--abcd' }, 'SignupErrorWrongUsername'],
  ['the name of a member', { username: taken }, 'SignupErrorUsernameAlreadyTaken'],
  ['a password of five letters', { password: 'abcde', passwordcheck: 'abcde' }, 'SignupErrorPasswordCheck'],
  ['two different passwords', { passwordcheck: 'something else' }, 'SignupErrorPasswordCheck'],
  ['an address without @', { email: 'nobody.example.org' }, 'SignupErrorInvalidEmail'],
  ['an address with a plus sign', { email: 'no+body@example.org' }, 'SignupErrorInvalidEmail'],
  ['no first name', { firstname: '' }, 'SignupErrorFullNameRequired'],
  ['no last name', { lastname: '' }, 'SignupErrorFullNameRequired'],
  ['a sign in the last name', { lastname: 'Ex<ample' }, 'SignupErrorFullNameRequired'],
  ['no year of birth', { birthyear: '' }, 'SignupErrorBirthDate'],
  ['a birthday that no calendar has', { birthyear: '1981', birthmonth: '2', birthday: '30' }, 'SignupErrorBirthDate'],
  [
    'an age under eighteen',
    { birthyear: String(year - 17), birthmonth: '1', birthday: '1' },
    'SignupErrorBirthDateToLow',
  ],
  ['no gender', { gender: null }, 'SignupErrorProvideGender'],
  ['no place', { geonameid: '', countryname: '' }, 'SignupErrorProvideLocation'],
  ['no street', { street: '' }, 'SignupErrorProvideStreetName'],
  ['no house number', { housenumber: '' }, 'SignupErrorProvideHouseNumber'],
  ['no yes to the terms', { terms: null }, 'SignupTermsAndConditions'],
] as const;

test.describe('Registration mistakes', { ...proves('5-registration'), tag: ['@blocker', '@writes'] }, () => {
  for (const [mistake, fields, code] of MISTAKES) {
    test(`Puma refuses a registration with ${mistake} and says why`, async ({
      newApplicant,
      visitor,
      textOf,
      stateOf,
    }) => {
      const applicant = newApplicant();
      const page = await register(visitor, applicant, fields);

      expect(page.url).toMatch(/\/signup\/4$/);
      expect(page.text).toContain(await textOf(code));
      expect(await stateOf(applicant.username)).toEqual({ status: null, active: null });
    });
  }
});
