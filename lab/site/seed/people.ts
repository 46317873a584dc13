import { createHash } from 'node:crypto';
import { asAdminCrypted, asMemberCrypted } from '../web/members.js';
import { somewhere, type Place } from './places.js';
import { ago, DAY, type Random } from './random.js';
import type { Dump } from './sql.js';
import { NAMES, TEXTS } from './texts.js';

export type Person = {
  readonly id: number;
  /** user.id: differs from members.id, as on the real site. */
  readonly userId: number;
  readonly username: string;
  readonly firstName: string;
  readonly status: string;
  readonly place: Place;
  readonly created: string;
};

const USER_ID_OFFSET = 500;

/** The first members, by name; all the others are made up. [username, status, has a public profile] */
const NAMED = [
  ['admin', 'Active', true],
  ['alice', 'Active', true],
  ['bob', 'Active', true],
  ['carol', 'Active', false],
  ['dave', 'Active', true],
  ['erin', 'Pending', false],
  ['frank', 'MailToConfirm', false],
  ['grace', 'Banned', false],
  ['heidi', 'TakenOut', false],
  ['ivan', 'NeedMore', false],
  ['judy', 'ChoiceInactive', false],
  ['kevin', 'OutOfRemind', false],
  ['laura', 'ActiveHidden', false],
  ['mallory', 'Rejected', false],
  ['niaj', 'SuspendedBeta', false],
  ['olivia', 'CompletedPending', false],
  ['peggy', 'Sleeper', false],
  ['rupert', 'AskToLeave', false],
] as const;

/** The value of MariaDB's PASSWORD(). */
const sqlPassword = (text: string): string => {
  const sha1 = (data: string | Buffer): Buffer => createHash('sha1').update(data).digest();
  return `*${sha1(sha1(text)).toString('hex').toUpperCase()}`;
};

/** The first five are at the first place, and have the names that tests know them by. */
function whoIs(id: number, random: Random, places: readonly Place[]) {
  const [
    username = `member${id}`,
    status = random.chance(92) ? 'Active' : 'OutOfRemind',
    isPublic = random.chance(60),
  ] = NAMED[id - 1] ?? [];
  const place = id <= 5 ? (places[0] ?? somewhere(random, places)) : somewhere(random, places);
  const female = random.chance(50);
  const [women, men] = NAMES[place.script];
  const firstName = id <= 5 ? username.replace(/^./, (c) => c.toUpperCase()) : random.pick(female ? women : men);
  return { username, status, isPublic, place, female, firstName };
}

function writeLogin(
  main: Dump,
  id: number,
  { username, status, password, lastLogin }: Record<'username' | 'status' | 'password' | 'lastLogin', string>,
): void {
  main.add('user', {
    id,
    auth_id: 1,
    handle: username,
    email: `${username}@example.org`,
    pw: password,
    active: status === 'MailToConfirm' ? 0 : 1,
    lastlogin: lastLogin.startsWith('0000') ? null : lastLogin,
  });
  main.add(
    'user_settings',
    {
      user_id: id,
      setting: 'regkey',
      value: createHash('md5').update(username).digest('hex').slice(0, 16),
      valueint: null,
    },
    { user_id: id, setting: 'lang', value: 'en', valueint: null },
  );
}

/** Writes about `count` members with everything that belongs to each; returns them in the order of their ids, from 1. */
export function writePeople(
  main: Dump,
  crypted: Dump,
  random: Random,
  places: readonly Place[],
  count: number,
): Person[] {
  let cryptedId = 0;
  let tradId = 0;
  const people: Person[] = [];
  for (let id = 1; id <= count; id++) {
    const { username, status, isPublic, place, female, firstName } = whoIs(id, random, places);
    const last = NAMES[place.script][2];
    const created = ago((count - id + 1) * 7 * DAY + random.below(DAY));
    const secret = (value: string, column: string, how: string): number => {
      crypted.add('cryptedfields', {
        id: ++cryptedId,
        AdminCryptedValue: asAdminCrypted(value),
        MemberCryptedValue: how === 'not crypted' ? value : asMemberCrypted(value),
        IdMember: id,
        IsCrypted: how,
        TableColumn: column,
        IdRecord: id,
      });
      return cryptedId;
    };
    const text = random.pick(TEXTS[place.script]);
    const summary = ++tradId;
    main.add('memberstrads', {
      id: summary,
      IdLanguage: text.language,
      IdOwner: id,
      IdTrad: summary,
      IdTranslator: id,
      created,
      Sentence: text.sentences.join(' '),
      IdRecord: id,
      TableColumn: 'members.ProfileSummary',
    });
    const password = sqlPassword(`lab-member-${username}`);
    const lastLogin = status === 'MailToConfirm' ? '0000-00-00 00:00:00' : ago(random.below(200 * DAY));
    main.add('members', {
      id,
      Username: username,
      Email: secret(`${username}@example.org`, 'members.Email', 'always'),
      FirstName: secret(firstName, 'members.FirstName', 'not crypted'),
      SecondName: 0,
      LastName: secret(random.pick(last), 'members.LastName', 'crypted'),
      Accomodation: random.pick(['anytime', 'dependonrequest', 'neverask']),
      ProfileSummary: summary,
      IdCity: place.id,
      TypicOffer: random.pick(['', 'guidedtour', 'guidedtour,dinner']),
      MaxGuest: random.below(5),
      created,
      LastLogin: lastLogin,
      updated: created,
      PassWord: password,
      Status: status,
      Gender: female ? 'female' : 'male',
      HideGender: random.chance(10) ? 'Yes' : 'No',
      BirthDate: `${1945 + random.below(47)}-0${1 + random.below(9)}-${10 + random.below(18)}`,
      WebSite: '',
      LogCount: status === 'MailToConfirm' ? 0 : 1 + random.below(90),
    });
    main.add('addresses', {
      IdMember: id,
      HouseNumber: secret(String(1 + random.below(99)), 'addresses.HouseNumber', 'crypted'),
      StreetName: secret('Sample Street', 'addresses.StreetName', 'crypted'),
      Zip: secret(String(10000 + random.below(80000)), 'addresses.Zip', 'crypted'),
      IdCity: place.id,
      Explanation: 'Signup addresse',
      created,
    });
    writeLogin(main, id + USER_ID_OFFSET, { username, status, password, lastLogin });
    if (isPublic) main.add('memberspublicprofiles', { IdMember: id, created });
    if (!['MailToConfirm', 'Pending'].includes(status)) {
      main.add(
        'members_updating_status',
        { IdMember: id, OldStatus: 'MailToConfirm', NewStatus: 'Pending', created },
        { IdMember: id, OldStatus: 'Pending', NewStatus: status, created },
      );
    }
    for (const IdLanguage of new Set([text.language, text.language === 0 ? 6 : 0])) {
      main.add('memberslanguageslevel', {
        IdMember: id,
        IdLanguage,
        Level: IdLanguage === text.language ? 'Fluent' : 'Beginner',
        updated: created,
        created,
      });
    }
    people.push({ id, userId: id + USER_ID_OFFSET, username, firstName, status, place, created });
  }
  const used = new Map<number, number>();
  for (const { place } of people) used.set(place.id, (used.get(place.id) ?? 0) + 1);
  for (const [geoId, times] of used) main.add('geo_usage', { geoId, typeId: 1, count: times });
  return people;
}
