import { LAB_ROX } from '../../../rox.js';
import { shell, sql, type Faults } from '../fault.js';

const gate = 'freeze';
const { main } = LAB_ROX.databases;
const asServer = (text: string): string => `su mysql -s /bin/sh -c 'mysql' <<'END_OF_SQL'\n${text}\nEND_OF_SQL`;

export const settings: Faults = {
  'deer-not-read-only': {
    description: "Deer's MySQL was never switched to read-only mode.",
    precedent: 'step 11 was forgotten, and an overlooked job keeps writing',
    gate,
    checks: ['database/write-refused', 'database/read-only'],
    expectedMessage: /@@GLOBAL\.read_only on Deer.*Received: 0|accepted \(/,
    // Deer's jobs write while it is open, so the state is loaded again.
    ...shell('deer', asServer('SET GLOBAL read_only = 0;')),
  },
  'deer-read-only-not-for-all': {
    description: "Deer's MySQL is read-only, but not for privileged accounts.",
    precedent: 'read_only does not apply to SUPER: a "read-only" server was still written to',
    gate,
    checks: ['database/write-refused[privileged]'],
    expectedMessage: /accepted \(0 rows changed\)/,
    ...shell(
      'deer',
      asServer(
        "GRANT READ_ONLY ADMIN ON *.* TO operator@localhost; GRANT READ_ONLY ADMIN ON *.* TO operator@'127.0.0.1';",
      ),
      asServer(
        "REVOKE READ_ONLY ADMIN ON *.* FROM operator@localhost; REVOKE READ_ONLY ADMIN ON *.* FROM operator@'127.0.0.1';",
      ),
    ),
  },
  'puma-rights-missing': {
    description: "The site's account is not allowed to run routines on Puma.",
    precedent: "grants are not in a dump of the databases, or they still name the old host: 'user'@'old-ip'",
    gate,
    checks: ['database/grants-identical'],
    expectedMessage: /EXECUTE/,
    ...sql('puma', `REVOKE EXECUTE ON ${main}.* FROM rox@localhost`, `GRANT EXECUTE ON ${main}.* TO rox@localhost`),
  },
};
