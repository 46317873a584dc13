import { onHost, type LabMachine } from '../../hosts/hosts.js';
import type { CutoverStep } from '../step.js';

/**
 * MariaDB has no super_read_only: an account with the privilege READ_ONLY ADMIN (before 10.11: SUPER) may still write, and root has it. A
 * global read lock would apply to root too, but it ends with the session that holds it, and a write then waits instead of
 * being refused. So root gives up that privilege. Only the account `mysql` keeps it, which no one but the system user of
 * the server can use, and which makes the server writable again. The setting is also in a file: a restart changes nothing.
 */
const FILE = '/etc/mysql/mariadb.conf.d/99-read-only.cnf';
const asServer = (sql: string): string => `su mysql -s /bin/sh -c 'mysql -e "${sql}"'`;

/** A trial write by root; it reports what happened and leaves nothing behind, even if it succeeds. */
const tryIn = (
  database: string,
): string => `if words=$(mysql -e 'CREATE TABLE ${database}.written_while_read_only (id int)' 2>&1); then
    ${asServer(`DROP TABLE ${database}.written_while_read_only`)}
    echo 'root can still write'
  else
    case $words in *1290*) ;; *) echo "a write by root failed, but not because the server is read-only: $words" ;; esac
  fi`;

/**
 * @param rights the privileges with which root may still write
 * @param database the database in which a write is tried
 */
export const readOnlyOn = (machine: LabMachine, rights: string, database: string): CutoverStep => ({
  id: 'read-only',
  step: '11',
  what: 'The database server on the old host is read-only, even for root',
  who: '',
  until: 'retire',
  do: async () => {
    await onHost(
      machine,
      `printf '[mysqld]\\nread_only = 1\\n' >${FILE}
      ${asServer('SET GLOBAL read_only = 1')}
      ${asServer(`REVOKE ${rights} ON *.* FROM root@localhost`)}`,
    );
  },
  undo: async () => {
    await onHost(
      machine,
      `rm -f ${FILE}
      ${asServer('SET GLOBAL read_only = 0')}
      ${asServer(`GRANT ${rights} ON *.* TO root@localhost`)}`,
    );
  },
  verify: async () => (await onHost(machine, tryIn(database))).trim() || undefined,
});
