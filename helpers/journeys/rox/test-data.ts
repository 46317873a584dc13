import { randomBytes } from 'node:crypto';
import { randomId } from '../made-up.js';
import type { Applicant } from './sign-up.js';

/** Begins every username that the suite makes up, so that its leftovers can be distinguished from people's content. */
export const MARK = 'd2p_';

export const isMarked = (username: string): boolean => new RegExp(`^${MARK}[0-9a-f]{12}$`).test(username);

/**
 * A last name that the site refuses, byte by byte: `а` is D0 B0, and B0 belongs to the character °, which no name may contain. It
 * demonstrates that defect and must not be used by anyone who has to register.
 */
export const REFUSED_NAME = 'Жданова';

/** A new person with correct data: names that need more than Latin letters, and that the site accepts. */
export function madeUpApplicant(mailDomain: string): Applicant {
  const username = MARK + randomId();
  const password = randomBytes(9).toString('base64url');
  return {
    username,
    password,
    passwordcheck: password,
    email: `${username}@${mailDomain}`,
    firstname: 'Ελένη',
    lastname: 'Жуков',
    birthyear: '1980',
    birthmonth: '2',
    birthday: '29',
    gender: 'female',
    place: 'Berlin',
    street: 'Größe Straße',
    housenumber: '7',
    zip: '10117',
  };
}
