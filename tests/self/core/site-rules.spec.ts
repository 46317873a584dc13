import { expect, test } from '@playwright/test';
import { madeUpApplicant, REFUSED_NAME } from '../../../helpers/journeys/rox/test-data.js';
import { birthDate, isEmail, isUsername, problemsOf } from '../../../lab/site/pages/signup/signup-rules.js';
import { yesterdayAsAsked } from '../../../lab/site/pages/places/geo-refresh.js';
import { asAdminCrypted, fromCrypted } from '../../../lab/site/web/members.js';
import { addressAsNumber } from '../../../lab/site/web/log.js';

const TODAY = new Date(2012, 5, 22);
const GOOD = {
  ...{ username: 'alice_1', password: 'secret', passwordcheck: 'secret', email: 'alice@example.org' },
  ...{ firstname: 'Zoë', lastname: 'Müller', birthyear: '1990', gender: 'female' },
  ...{ geonameid: '2950159', countryname: 'Germany', street: 'Straße', housenumber: '0', zip: '' },
};

test('the stand-in accepts a complete signup and names each mistake by its code', () => {
  expect(problemsOf(GOOD, true, TODAY)).toEqual([]);
  expect(problemsOf(GOOD, false, TODAY)).toEqual(['SignupMustacceptTerms']);
  expect(problemsOf({ ...GOOD, passwordcheck: 'other' }, true, TODAY)).toEqual(['SignupErrorPasswordCheck']);
  expect(problemsOf({ ...GOOD, lastname: 'M$' }, true, TODAY)).toEqual(['SignupErrorFullNameRequired']);
  expect(problemsOf({ ...GOOD, countryname: '' }, true, TODAY)).toEqual(['SignupErrorProvideLocation']);
  expect(problemsOf({}, false, TODAY)).toHaveLength(11);
});

test('the stand-in refuses names that contain any byte of ° or §, as the real site does', () => {
  const refused = ['Жуков', 'Ελένη', 'Größe', 'Жданова', 'Пётр', '12 §', '20°'].filter(
    (lastname) => problemsOf({ ...GOOD, lastname }, true, TODAY).length > 0,
  );
  expect(refused).toEqual(['Жданова', '12 §', '20°']);
  expect(problemsOf({ ...GOOD, street: 'улица Жданова' }, true, TODAY)).toEqual(['SignupErrorProvideStreetName']);
});

test('the stand-in accepts the members that the suite invents, and refuses the name that reveals a defect of the site', () => {
  const { lastname, firstname, street, housenumber } = madeUpApplicant('example.org');

  expect(problemsOf({ ...GOOD, lastname, firstname, street, housenumber }, true, TODAY)).toEqual([]);
  expect(problemsOf({ ...GOOD, lastname: REFUSED_NAME }, true, TODAY)).toEqual(['SignupErrorFullNameRequired']);
});

test('the stand-in accepts the same usernames and email addresses as the real site', () => {
  expect(['abcd', 'A_1x', 'abc', '1abcd', 'ab-cd', 'xn--abc'].filter(isUsername)).toEqual(['abcd', 'A_1x']);
  expect(['a@b.org', 'a.b-c@sub.b.info', 'a+b@b.org', 'a@b', '@b.org'].filter(isEmail)).toEqual([
    'a@b.org',
    'a.b-c@sub.b.info',
  ]);
});

test('the stand-in counts eighteen years to the day, and assumes December 28 if only the year is known', () => {
  const born = (birthyear: string, birthmonth: string, birthday: string): string[] =>
    problemsOf({ ...GOOD, birthyear, birthmonth, birthday }, true, TODAY);
  expect(born('1994', '6', '22')).toEqual([]);
  expect(born('1994', '6', '23')).toEqual(['SignupErrorBirthDateToLow']);
  expect(born('1980', '2', '30')).toEqual(['SignupErrorBirthDate']);
  expect(birthDate({ birthyear: '1990' })).toEqual({ year: 1990, month: 12, day: 28 });
});

test('the stand-in handles dates, tags, and IP addresses as the real site does', () => {
  expect(yesterdayAsAsked(TODAY)).toBe('2012-06-21');
  expect(yesterdayAsAsked(new Date(2012, 6, 1)), 'on the first of a month there is no such day').toBe('2012-07-00');
  expect(asAdminCrypted('alice@example.org')).toBe('<admincrypted>alice%40example.org</admincrypted>');
  expect(fromCrypted(asAdminCrypted("O'Neill & Жуков"))).toBe("O'Neill & Жуков");
  expect(addressAsNumber('127.0.0.1')).toBe(2130706433);
  expect(addressAsNumber('198.51.100.1'), 'more than a signed column holds').toBeGreaterThan(2 ** 31);
});
