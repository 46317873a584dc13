import { onHost } from '../../hosts/hosts.js';
import type { CutoverStep } from '../step.js';

/**
 * MariaDB 10.11 has no super_read_only: who holds the right READ_ONLY ADMIN may write all the same, and root does. A
 * global read lock would bind root too, but it ends with the session that holds it, and a write then waits instead of
 * being refused. So root gives that right away. Only the account `mysql` keeps it, which nobody but the system user of
 * the server can use, and which opens the server again. The setting is in a file as well: a restart changes nothing.
 */
const FILE = '/etc/mysql/mariadb.conf.d/99-read-only.cnf';
const asServer = (sql: string): string => `su mysql -s /bin/sh -c 'mysql -e "${sql}"'`;

/** A write that root tries; it says what happened and leaves nothing, also where it succeeded. */
const TRY = `if words=$(mysql -e 'CREATE TABLE BW_MAIN.written_while_read_only (id int)' 2>&1); then
    ${asServer('DROP TABLE BW_MAIN.written_while_read_only')}
    echo 'root can still write'
  else
    case $words in *1290*) ;; *) echo "a write by root ended with: $words" ;; esac
  fi`;

export const readOnly: CutoverStep = {
  id: 'read-only',
  step: '11',
  what: "Deer's MySQL is read-only, for root as well",
  who: '',
  until: 'retire',
  do: async () => {
    await onHost(
      'deer',
      `printf '[mysqld]\\nread_only = 1\\n' >${FILE}
      ${asServer('SET GLOBAL read_only = 1')}
      ${asServer('REVOKE READ_ONLY ADMIN ON *.* FROM root@localhost')}`,
    );
  },
  undo: async () => {
    await onHost(
      'deer',
      `rm -f ${FILE}
      ${asServer('SET GLOBAL read_only = 0')}
      ${asServer('GRANT READ_ONLY ADMIN ON *.* TO root@localhost')}`,
    );
  },
  verify: async () => (await onHost('deer', TRY)).trim() || undefined,
};
