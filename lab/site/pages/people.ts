import { word, type Context } from '../web/context.js';
import { html, type Html } from '../web/html.js';
import type { Page } from '../web/layout.js';
import { fromCrypted } from '../web/members.js';

export type Person = {
  readonly id: number;
  readonly username: string;
  readonly status: string;
  readonly city: string;
  readonly region: string;
  readonly country: string;
  readonly countryCode: string;
  /** '' where it is hidden from others. */
  readonly firstName: string;
  readonly isPublic: boolean;
};

type Row = {
  id: number;
  Username: string;
  Status: string;
  city: string | null;
  region: string | null;
  country: string | null;
  code: string | null;
  first: string | null;
  public: number;
};

/** All members that match a condition, with place and name. `where` speaks of m (members), c (city). */
export async function people(
  context: Context,
  where: string,
  values: readonly (string | number)[] = [],
): Promise<Person[]> {
  const rows = await context.db.rows<Row>(
    `SELECT m.id, m.Username, m.Status, c.name AS city, a.name AS region, k.name AS country, c.fk_countrycode AS code,
       IF(f.IsCrypted = 'not crypted', f.AdminCryptedValue, NULL) AS \`first\`, p.id IS NOT NULL AS \`public\`
     FROM members m
     LEFT JOIN geonames_cache c ON c.geonameid = m.IdCity
     LEFT JOIN geonames_admincodes a ON a.country_code = c.fk_countrycode AND a.admin_code = c.fk_admincode
     LEFT JOIN geonames_countries k ON k.iso_alpha2 = c.fk_countrycode
     LEFT JOIN ${context.config.crypted}.cryptedfields f ON f.id = m.FirstName
     LEFT JOIN memberspublicprofiles p ON p.IdMember = m.id
     WHERE ${where}`,
    values,
  );
  return rows.map((row) => ({
    id: row.id,
    username: row.Username,
    status: row.Status,
    city: row.city ?? '',
    region: row.region ?? '',
    country: row.country ?? '',
    countryCode: row.code ?? '',
    firstName: row.first === null ? '' : fromCrypted(row.first),
    isPublic: row.public === 1,
  }));
}

/** Statuses of members that others see. */
export const VISIBLE = "m.Status IN ('Active', 'ActiveHidden', 'NeedMore', 'ChoiceInactive', 'OutOfRemind', 'Pending')";

export const personByName = async (context: Context, username: string): Promise<Person | undefined> =>
  (await people(context, 'm.Username = ?', [username]))[0];

/** Picture, name and place of a member in a list. */
export const personRow = (person: Person): Html =>
  html`<div class="userinfo">
    <a href="members/${person.username}"
      ><img src="members/avatar/${person.username}?50_50" alt="${person.username}" width="50" height="50"
    /></a>
    <a class="username" href="members/${person.username}">${person.username}</a>
    <span class="small">${person.city}, ${person.country}</span>
  </div>`;

/** Links that everyone gets; NAME stands for the member. The real list has one entry that leads to the start page. */
const LINKS: readonly (readonly [string, string])[] = [
  ['', 'Space'],
  ['members/NAME', 'Profile'],
  ['members/NAME/comments', 'ViewComments'],
  ['gallery/show/user/NAME', 'Gallery'],
  ['forums/member/NAME', 'ViewForumPosts'],
  ['blog/NAME', 'Blog'],
  ['trip/show/NAME', 'TripsTitle'],
];
const FOR_ME = [
  ['editmyprofile', 'EditMyProfile'],
  ['mypreferences', 'MyPreferences'],
] as const;
const FOR_OTHERS = [
  ['messages/compose/NAME', 'ContactMember'],
  ['members/NAME/comments/add', 'addcomments'],
  ['members/NAME/relations/add', 'addRelation'],
  ['verification/NAME', 'verifymembers'],
] as const;

/** The two columns that every page of a member has: picture with links, and name with place above the content. */
export function profileFrame(
  context: Context,
  person: Person,
  content: Html,
  more: Html | null = null,
): Pick<Page, 'home' | 'col1' | 'col3'> {
  const own = context.member?.id === person.id;
  const editing = own && context.rawPath.startsWith('editmyprofile');
  const links: (readonly [string, string])[] = [
    ...(own ? FOR_ME : FOR_OTHERS),
    ...(editing ? [['deleteprofile', 'DeleteProfile'] as const] : []),
    ...(own ? [['myvisitors', 'MyVisitors'] as const] : []),
    ...LINKS,
    ...(own ? [] : [[`bw/mycontacts.php?IdContact=${person.id}&action=add`, 'AddToMyNotes'] as const]),
  ];
  const place = ['places', person.countryCode, person.region, person.city];
  const upTo = (words: number): string => place.slice(0, words).join('/');
  return {
    home: 'main',
    col1: html`<div id="profile_pic">
        <a href="members/avatar/${person.username}?500" id="profile_image">
          <img src="members/avatar/${person.username}?150" alt="Picture of ${person.username}" width="150" height="150"
        /></a>
        <div id="profile_image_zoom_content" class="hidden"></div>
      </div>
      <ul id="profile_linklist">
        ${links.map(([href, code], i) => html`<li id="sub${i}"><a href="${href.replace('NAME', person.username)}">${word(context, code)}</a></li>`)}
      </ul>`,
    col3: html`<div id="profile-info">
        <h1 id="username">${person.username} <span class="name">${person.firstName}</span></h1>
        <div id="navigation-path">
          <h2>
            <a href="${upTo(4)}">${person.city}</a> <a href="${upTo(3)}">${person.region}</a>
            <a href="${upTo(2)}">${person.country}</a>
          </h2>
        </div>
        ${more}
      </div>
      ${content}`,
  };
}
