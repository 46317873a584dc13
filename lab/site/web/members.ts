import type { Config } from './config.js';
import type { Member } from './context.js';
import type { Database } from './database.js';

type Site = { readonly config: Config; readonly db: Database };

const MEMBER = `SELECT m.id, m.Username AS username, m.Status AS status, COALESCE(u.id, 0) AS userId
  FROM members m LEFT JOIN user u ON u.handle = m.Username COLLATE utf8_general_ci`;

export const memberById = (site: Site, id: number): Promise<Member | undefined> =>
  site.db.first<Member>(`${MEMBER} WHERE m.id = ?`, [id]);

export const memberByName = (site: Site, username: string): Promise<Member | undefined> =>
  site.db.first<Member>(`${MEMBER} WHERE m.Username = ?`, [username]);

/** The level of a right, 0 where the member has none. `scope` "All" covers every scope. */
export async function rightLevel(site: Site, idMember: number, right: string, scope?: string): Promise<number> {
  const row = await site.db.first<{ Level: number; Scope: string }>(
    `SELECT v.Level, v.Scope FROM rightsvolunteers v JOIN rights r ON r.id = v.IdRight
     WHERE v.IdMember = ? AND r.Name = ?`,
    [idMember, right],
  );
  if (!row) return 0;
  if (scope === undefined || /\bAll\b/.test(row.Scope) || row.Scope.includes(scope)) return row.Level;
  return 0;
}

export async function hasFlag(site: Site, idMember: number, flag: string): Promise<boolean> {
  const row = await site.db.first(
    'SELECT m.id FROM flagsmembers m JOIN flags f ON f.id = m.IdFlag WHERE m.IdMember = ? AND f.Name = ? AND m.Level > 0',
    [idMember, flag],
  );
  return row !== undefined;
}

/** PHP's urlencode: what the tagged values of personal data are written with. */
const urlEncode = (text: string): string =>
  encodeURIComponent(text)
    .replace(/%20/g, '+')
    .replace(/[!'()*~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

export const asAdminCrypted = (text: string): string => `<admincrypted>${urlEncode(text)}</admincrypted>`;
export const asMemberCrypted = (text: string): string => `<membercrypted>${urlEncode(text)}</membercrypted>`;

/** The plain text of a tagged value. */
export const fromCrypted = (value: string): string => {
  const inside = /^<(?:admin|member)crypted>(.*)<\/(?:admin|member)crypted>$/s.exec(value)?.[1];
  return inside === undefined ? value : decodeURIComponent(inside.replace(/\+/g, ' '));
};

/** A piece of personal data by the id that members.Email, .FirstName and so on hold; '' for id 0. */
export async function readCrypted(site: Site, id: number): Promise<string> {
  if (id === 0) return '';
  const row = await site.db.first<{ value: string }>(
    `SELECT AdminCryptedValue AS value FROM ${site.config.crypted}.cryptedfields WHERE id = ?`,
    [id],
  );
  return row ? fromCrypted(row.value) : '';
}

/** Stores a piece of personal data and gives its id back. An existing id is overwritten in place. */
export async function writeCrypted(
  site: Site,
  value: string,
  idMember: number,
  column: string,
  how: 'not crypted' | 'crypted' | 'always' = 'crypted',
  id = 0,
): Promise<number> {
  const forMember = how === 'not crypted' ? value : asMemberCrypted(value);
  const table = `${site.config.crypted}.cryptedfields`;
  if (id > 0) {
    await site.db.write(
      `UPDATE ${table} SET AdminCryptedValue = ?, MemberCryptedValue = ?, IsCrypted = ? WHERE id = ?`,
      [asAdminCrypted(value), forMember, how, id],
    );
    return id;
  }
  const written = await site.db.write(
    `INSERT INTO ${table} (AdminCryptedValue, MemberCryptedValue, IdMember, IsCrypted, TableColumn, IdRecord)
     VALUES (?, ?, ?, ?, ?, ?)`,
    [asAdminCrypted(value), forMember, idMember, how, column, idMember],
  );
  return written.insertId;
}
