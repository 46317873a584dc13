import { unique } from '../../core/lists.js';
import { NoAnswer } from '../../core/no-answer.js';
import type { Database } from '../database.js';

type Reader = Pick<Database, 'query' | 'queryOne'>;

/** Without them, information_schema leaves things out instead of refusing, and a missing part would look equal. */
export const READER_RIGHTS = ['SELECT', 'SHOW VIEW', 'TRIGGER', 'EVENT', 'PROCESS'] as const;

/** A right of an account, and the database to which it applies; * is the whole server. */
type Right = { readonly right: string; readonly place: string };

const OWN = "REPLACE(GRANTEE, '''', '') = CURRENT_USER()";

/** The rights of the querying account. */
export const ownRights = (reader: Reader): Promise<Right[]> =>
  reader.query<Right>(
    `SELECT PRIVILEGE_TYPE AS \`right\`, '*' AS place FROM information_schema.USER_PRIVILEGES WHERE ${OWN}
     UNION ALL SELECT PRIVILEGE_TYPE, REPLACE(TABLE_SCHEMA, '\\\\', '')
       FROM information_schema.SCHEMA_PRIVILEGES WHERE ${OWN}`,
  );

/** @param place a database; without it, only rights on the whole server count */
export const missingRights = (rights: readonly Right[], needed: readonly string[], place = '*'): string[] =>
  needed.filter((right) => !rights.some((has) => has.right === right && (has.place === '*' || has.place === place)));

/**
 * Makes sure that the account can see everything that it queries.
 * @throws {NoAnswer} naming the rights that it lacks on the whole server
 */
export async function assertFullPrivileges(reader: Reader, name: string): Promise<void> {
  const lacks = missingRights(await ownRights(reader), READER_RIGHTS);
  if (lacks.length > 0)
    throw new NoAnswer(
      'everything about its databases',
      name,
      `the reader account lacks ${lacks.join(', ')} ON *.*, so the server would silently leave things out`,
    );
}

type Grants = {
  /** The rights of each account, e.g. `INSERT ON BW_MAIN`, by `'rox'@'localhost'`. */
  readonly rights: ReadonlyMap<string, readonly string[]>;
  /** All rights that exist on this server, e.g. `INSERT`: MariaDB and MySQL, and their versions, differ in some. */
  readonly known: ReadonlySet<string>;
};

/**
 * Who may do what with some databases, and what those accounts may do on the whole server. Accounts that reach
 * the databases only through rights on the whole server are left out: root and the distribution's own accounts differ from
 * machine to machine.
 */
export async function grantsOn(reader: Reader, schemas: readonly string[]): Promise<Grants> {
  // An underscore in GRANT ... ON `BW\_MAIN` is a literal character, not a wildcard.
  const own = "REPLACE(TABLE_SCHEMA, '\\\\', '') IN (?)";
  const rows = await reader.query<{ account: string; may: string }>(
    `SELECT GRANTEE AS account, CONCAT(PRIVILEGE_TYPE, ' ON ', REPLACE(TABLE_SCHEMA, '\\\\', '')) AS may
       FROM information_schema.SCHEMA_PRIVILEGES WHERE ${own}
     UNION ALL
     SELECT GRANTEE, CONCAT(PRIVILEGE_TYPE, ' ON ', TABLE_SCHEMA, '.', TABLE_NAME)
       FROM information_schema.TABLE_PRIVILEGES WHERE ${own}
     UNION ALL
     SELECT GRANTEE, CONCAT(PRIVILEGE_TYPE, ' ON ', TABLE_SCHEMA, '.', TABLE_NAME, '.', COLUMN_NAME)
       FROM information_schema.COLUMN_PRIVILEGES WHERE ${own}
     UNION ALL
     SELECT GRANTEE, CONCAT(PRIVILEGE_TYPE, ' ON *') FROM information_schema.USER_PRIVILEGES
      WHERE GRANTEE IN (SELECT GRANTEE FROM information_schema.SCHEMA_PRIVILEGES WHERE ${own})`,
    Array.from({ length: 4 }, () => schemas),
  );
  const rights = new Map<string, string[]>();
  for (const { account, may } of rows) rights.set(account, [...(rights.get(account) ?? []), may]);
  const known = await reader.query<{ Privilege: string }>('SHOW PRIVILEGES');
  return { rights, known: new Set(known.map(({ Privilege }) => Privilege.toUpperCase())) };
}

/**
 * Rights that accounts have on one server but not on the other, one line each. It compares the accounts that both
 * have, and those of these users; any other account that only the old host has may be obsolete. A right that the
 * other server does not know, as granted by GRANT ALL, cannot be missing there.
 */
export function diffGrants(onOld: Grants, onNew: Grants, users: readonly string[]): string[] {
  const matters = (account: string): boolean => users.some((user) => account.startsWith(`'${user}'@`));
  const accounts = unique([...onOld.rights.keys(), ...onNew.rights.keys()]).sort();
  const knows = ({ known }: Grants, right: string): boolean => known.has(right.replace(/ ON .*$/, ''));
  return accounts.flatMap((account) => {
    const [before, now] = [onOld.rights.get(account), onNew.rights.get(account)];
    if (before === undefined || now === undefined)
      return matters(account)
        ? [`${account}: has rights only on ${before === undefined ? 'the new host' : 'the old host'}`]
        : [];
    const lacks = before.filter((right) => !now.includes(right) && knows(onNew, right));
    const more = now.filter((right) => !before.includes(right) && knows(onOld, right));
    return [
      ...(lacks.length > 0 ? [`${account}: lacks ${lacks.join(', ')} on the new host`] : []),
      ...(more.length > 0 ? [`${account}: has ${more.join(', ')} only on the new host`] : []),
    ];
  });
}
