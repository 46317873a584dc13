import type { Fields } from '../../http/visitor.js';

/** A mistake at registration, as part of an id and in words, and the code of the text with which the site answers. */
type Mistake = readonly [slug: string, mistake: string, fields: Fields, code: string];

/** The code of the site's answer if the terms are not accepted; its page shows the same text from the start. */
export const TERMS = 'SignupTermsAndConditions';

/** @param taken username of an existing member */
export function registrationMistakes(taken: string): readonly Mistake[] {
  const year = new Date().getFullYear();
  return [
    ['short-name', 'a username that is too short', { username: 'abc' }, 'SignupErrorWrongUsername'],
    [
      'name-begins-with-digit',
      'a username that begins with a digit',
      { username: '1abcd' },
      'SignupErrorWrongUsername',
    ],
    ['sign-in-name', 'a username with a hyphen', { username: 'abc-def' }, 'SignupErrorWrongUsername'],
    ['punycode-name', 'a username in Punycode', { username: 'xn--abcd' }, 'SignupErrorWrongUsername'],
    ['name-taken', 'the username of an existing member', { username: taken }, 'SignupErrorUsernameAlreadyTaken'],
    [
      'short-password',
      'a five-letter password',
      { password: 'abcde', passwordcheck: 'abcde' },
      'SignupErrorPasswordCheck',
    ],
    ['passwords-differ', 'two different passwords', { passwordcheck: 'something else' }, 'SignupErrorPasswordCheck'],
    [
      'address-without-at',
      'an email address without an at sign',
      { email: 'nobody.example.org' },
      'SignupErrorInvalidEmail',
    ],
    [
      'address-with-plus',
      'an email address with a plus sign',
      { email: 'no+body@example.org' },
      'SignupErrorInvalidEmail',
    ],
    ['no-first-name', 'no first name', { firstname: '' }, 'SignupErrorFullNameRequired'],
    ['no-last-name', 'no last name', { lastname: '' }, 'SignupErrorFullNameRequired'],
    [
      'sign-in-last-name',
      'a special character in the last name',
      { lastname: 'Ex<ample' },
      'SignupErrorFullNameRequired',
    ],
    ['no-birth-year', 'no year of birth', { birthyear: '' }, 'SignupErrorBirthDate'],
    [
      'impossible-birthday',
      'a birthday that does not exist',
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
    ['terms-not-accepted', 'no consent to the terms', { terms: null }, TERMS],
  ];
}
