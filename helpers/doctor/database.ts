import { ROOT_OF_HOST, type Host, type Target } from '../../targets/schema.js';
import { errorMessage, NoAnswer } from '../core/no-answer.js';
import { Database, type DatabaseAccount } from '../database/database.js';
import { missingRights, ownRights, READER_RIGHTS } from '../database/parity/rights.js';
import { asRootOf } from '../database/write-attempt.js';
import { missing, there, type Finding } from './finding.js';

const BOUNDS = { connect: 6_000, query: 6_000 };
/** The right to see the position of the binary log, under its names in MySQL and MariaDB. */
const BINARY_LOG = ['REPLICATION CLIENT', 'BINLOG MONITOR'];
const WRITER_RIGHTS = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];

/** The purpose of each of the target's accounts, and the host it is on. */
const ACCOUNTS: readonly { readonly account: DatabaseAccount; readonly on: Host['role']; readonly matters: string }[] =
  [
    { account: 'reader', on: 'old', matters: 'the baseline and every check that reads the databases of this host' },
    { account: 'reader', on: 'new', matters: 'every check that reads the databases of this host' },
    { account: 'writer', on: 'new', matters: 'the cleanup, and every check in steps 5 and 6 that writes data' },
    { account: 'application', on: 'old', matters: 'step 11' },
    { account: 'privileged', on: 'old', matters: 'step 11' },
  ];

/** Whether each account of the target that is used on a host can connect there and read what the gates read. */
export async function databaseFindings(target: Target, host: Host): Promise<Finding[]> {
  const used = ACCOUNTS.filter(({ account, on }) => on === host.role && target.databases[account] !== null);
  return (await Promise.all(used.map((each) => accountFindings(target, host, each)))).flat();
}

async function accountFindings(
  target: Target,
  host: Host,
  { account, matters }: (typeof ACCOUNTS)[number],
): Promise<Finding[]> {
  const credentials = target.databases[account];
  if (credentials === ROOT_OF_HOST) return rootFindings(host, account, matters);
  const user = credentials?.user ?? '';
  const asked = `${account} ${user}`;
  let database: Database | undefined;
  try {
    database = await Database.open(target, host, account, BOUNDS);
    const lacks = await lackingGrants(database, account, target.databases.names);
    if (lacks.length === 0) {
      const hasRights = account === 'reader' || account === 'writer';
      return [there(asked, hasRights ? 'connects and has the rights it needs' : 'connects')];
    }
    return [
      missing(
        asked,
        `lacks ${lacks.map(({ what }) => what).join('; ')}`,
        matters,
        lacks.map(({ grant }) => grant),
      ),
    ];
  } catch (cause) {
    const why = cause instanceof NoAnswer ? cause.unanswered.why : errorMessage(cause);
    return [missing(asked, why, matters, remedies(why, user, target.databases))];
  } finally {
    database?.close();
  }
}

async function rootFindings(host: Host, account: DatabaseAccount, matters: string): Promise<Finding[]> {
  const asked = `${account}: ${ROOT_OF_HOST}`;
  const why = await asRootOf(host, 'SELECT 1').then(
    ({ exitCode, stderr }) => (exitCode === 0 ? undefined : stderr.trim()),
    (cause: unknown) => (cause instanceof NoAnswer ? cause.unanswered.why : errorMessage(cause)),
  );
  if (why === undefined) return [there(asked, 'logs in through the Unix socket')];
  return [missing(asked, why, matters, ['set an account and its password in databases.privileged of the target'])];
}

/** Rights that an account lacks, each with the statement that grants them. */
async function lackingGrants(
  database: Database,
  account: DatabaseAccount,
  names: readonly string[],
): Promise<{ what: string; grant: string }[]> {
  if (account !== 'reader' && account !== 'writer') return [];
  const { me } = await database.queryOne<{ me: string }>('SELECT CURRENT_USER() AS me');
  const rights = await ownRights(database);
  const lacks = (needed: readonly string[], place: string, on: string) => {
    const lacking = missingRights(rights, needed, place).join(', ');
    return lacking === ''
      ? []
      : [{ what: `${lacking} ON ${on}`, grant: `GRANT ${lacking} ON ${on} TO ${quoted(me)};` }];
  };
  if (account === 'writer') return names.flatMap((name) => lacks(WRITER_RIGHTS, name, `\`${name}\`.*`));
  const seesLog = BINARY_LOG.some((right) => missingRights(rights, [right]).length === 0);
  return lacks([...READER_RIGHTS, ...(seesLog ? [] : BINARY_LOG.slice(0, 1))], '*', '*.*');
}

/** A literal that the server reads correctly, whatever the name contains. */
const literal = (text: string): string => `'${text.replace(/['\\]/g, '$&$&')}'`;

/** `'verifier'@'localhost'` from the result of CURRENT_USER(), in which the last @ is the separator. */
export function quoted(me: string): string {
  const at = me.lastIndexOf('@');
  return [me.slice(0, at), me.slice(at + 1)].map((part) => literal(part)).join('@');
}

/** Statements that would let an account in, by the reason it was refused. */
function remedies(why: string, user: string, { port, names }: Target['databases']): string[] {
  if (/prohibited/.test(why)) return ['AllowTcpForwarding local  # in sshd_config on that host'];
  if (/connection refused|forwarding|could not make the connection/.test(why))
    return [`bind-address = 127.0.0.1 and port = ${port}, without skip-networking  # in my.cnf on that host`];
  if (/not accepted|allows no connections/.test(why))
    return [
      `CREATE USER ${literal(user)}@'localhost' IDENTIFIED BY '(the password in the settings)';`,
      'if the server runs with skip-name-resolve, do the same for 127.0.0.1; or correct the password in the settings',
    ];
  if (/has no access to this database/.test(why))
    return [`GRANT SELECT ON \`${(names[0] ?? '').replaceAll('`', '``')}\`.* TO ${literal(user)}@'localhost';`];
  if (/Unknown database/.test(why)) return ['copy the databases to that host, or correct their names in the target'];
  return [];
}
