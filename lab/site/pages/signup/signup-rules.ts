/** The rules of the signup form, apart from what only the database knows. */

export type Values = Readonly<Record<string, string>>;

/** The fields that the place search fills in; their ids are their names. */
export const PLACE = [
  'geonameid',
  'latitude',
  'longitude',
  'geonamename',
  'countryname',
  'geonamecountrycode',
  'admincode',
  'newgeo',
] as const;

/** Every field of the four steps that is kept from one to the next. */
export const FIELDS = [
  'username',
  'password',
  'passwordcheck',
  'email',
  'firstname',
  'secondname',
  'lastname',
  'birthyear',
  'birthmonth',
  'birthday',
  'gender',
  ...PLACE,
  'street',
  'housenumber',
  'zip',
  'feedback',
] as const;

export const AGE_MIN = 18;

/**
 * Signs that no name, street or number may have, compared byte by byte, as on the real site: ° and § are C2 B0 and C2 A7,
 * so that a name with any of these bytes is refused: Жданова for the second byte of her `а`, D0 B0.
 */
const FORBIDDEN = /[\xc2\xb0\xa7!"$%}#{<>_=]/;
const bytesOf = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

export const isUsername = (name: string): boolean => /^[a-z][a-z0-9_]{3,}$/i.test(name) && !name.includes('xn--');

/** A plus sign is refused, as on the real site. */
export const isEmail = (text: string): boolean => /^[a-z0-9._-]+@([a-z0-9-]+\.)+[a-z]{2,}$/i.test(text);

export type BirthDate = { readonly year: number; readonly month: number; readonly day: number };

/** Month and day default to the end of the year: the youngest that fits. Undefined where there is no such day. */
export function birthDate(values: Values): BirthDate | undefined {
  const year = Number(values['birthyear']) || 0;
  const month = Number(values['birthmonth']) || 12;
  const day = Number(values['birthday']) || 28;
  const date = new Date(Date.UTC(year, month - 1, day));
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? { year, month, day } : undefined;
}

function ageOn(today: Date, { year, month, day }: BirthDate): number {
  const hadBirthday = today.getMonth() + 1 > month || (today.getMonth() + 1 === month && today.getDate() >= day);
  return today.getFullYear() - year - (hadBirthday ? 0 : 1);
}

/** Codes of the texts to show, in the order of the form; empty: all is well. */
export function problemsOf(values: Values, termsAccepted: boolean, today: Date): string[] {
  const value = (name: string): string => values[name] ?? '';
  const bad = (name: string): boolean => value(name).trim() === '' || FORBIDDEN.test(bytesOf(value(name)));
  const born = birthDate(values);
  const problems: [boolean, string][] = [
    [!isUsername(value('username')), 'SignupErrorWrongUsername'],
    [value('password').length < 6 || value('password') !== value('passwordcheck'), 'SignupErrorPasswordCheck'],
    [!isEmail(value('email')), 'SignupErrorInvalidEmail'],
    [bad('firstname') || bad('lastname'), 'SignupErrorFullNameRequired'],
    [!born, 'SignupErrorBirthDate'],
    [born !== undefined && ageOn(today, born) < AGE_MIN, 'SignupErrorBirthDateToLow'],
    [!['female', 'male'].includes(value('gender')), 'SignupErrorProvideGender'],
    [value('geonameid') === '' || value('countryname') === '', 'SignupErrorProvideLocation'],
    [bad('street'), 'SignupErrorProvideStreetName'],
    [bad('housenumber'), 'SignupErrorProvideHouseNumber'],
    [!('zip' in values), 'SignupErrorProvideZip'],
    [!termsAccepted, 'SignupMustacceptTerms'],
  ];
  return problems.filter(([wrong]) => wrong).map(([, code]) => code);
}
