import { expect, test } from '@playwright/test';
import { restoreBackup, type RestoredBackup } from '../../../helpers/aftercare/restore.js';
import { scriptOf } from '../../../helpers/aftercare/backup.js';
import { Database } from '../../../helpers/database/database.js';
import { onHost } from '../../../lab/hosts/hosts.js';
import { up } from '../../../lab/lab.js';
import { lab } from '../../../targets/lab/target.js';

const FOLDER = '/home/bwrox/hostile';

/** Lines of a dump that want more than its author had, and what has to be said of it. */
const HOSTILE: Readonly<Record<string, string>> = {
  shell: '\\! id >/root/pwned; id >/tmp/pwned',
  shell_in_words: 'system id >/tmp/pwned',
  shell_behind_a_statement: 'SELECT 1; \\! id >/tmp/pwned',
  shell_in_a_comment: '/*!40101 SELECT 1 */; -- \n\\! id >/tmp/pwned',
  shell_behind_a_delimiter: 'DELIMITER //\n\\! id >/tmp/pwned //\nDELIMITER ;',
  shell_as_delimiter: 'DELIMITER \\!\nSELECT 1 \\! id >/tmp/pwned',
  file_of_statements: 'source /root/statements.sql',
  file_of_statements_short: '\\. /root/statements.sql',
  pager: 'pager sh\nSELECT "id >/tmp/pwned"',
  log_of_the_client: 'tee /root/pwned\nSELECT 1;',
  other_server: 'connect mysql 127.0.0.1\nSELECT 1;',
  file_out: "SELECT 'x' INTO OUTFILE '/tmp/pwned'",
  file_out_to_data: "SELECT 'x' INTO DUMPFILE '/data/pwned'",
  file_in: "CREATE TABLE t (a text); LOAD DATA INFILE '/etc/passwd' INTO TABLE t",
  file_of_the_client: "CREATE TABLE t (a text); LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE t",
  plugin: "INSTALL PLUGIN federated SONAME 'ha_federatedx.so'",
  library: "CREATE FUNCTION sys_exec RETURNS INTEGER SONAME 'lib_mysqludf_sys.so'",
  log_of_the_server: "SET GLOBAL general_log_file = '/tmp/pwned'",
  account: "CREATE USER pwned IDENTIFIED BY ''",
  right: 'GRANT FILE ON *.* TO loader@localhost',
  right_by_table: "UPDATE mysql.global_priv SET Priv = '{\"access\":-1}' WHERE User = 'loader'",
  replication: "CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_USER = 'root'",
  stop: 'SHUTDOWN',
};
/** What is no dump at all. */
const NO_DUMP = ['link_out', 'link_up', 'absent'];
const names = [...Object.keys(HOSTILE), ...NO_DUMP];

const target = {
  ...lab,
  databases: { ...lab.databases, names: names.slice(0, 3) },
  aftercare: {
    ...lab.aftercare,
    backup: { ...lab.aftercare.backup, folder: FOLDER, furtherDatabases: ['mysql', ...names.slice(3)] },
  },
};

/** Packed by an account that may do nothing but that. */
const PACK = `rm -rf ${FOLDER}; install -d -o bwbackup ${FOLDER}; rm -f /tmp/pwned /root/pwned /var/tmp/pwned
echo 'CREATE TABLE secret_of_root (a int);' >/root/statements.sql
cat >/tmp/pack.sh <<'END_OF_PACK'
set -eu
mkdir /tmp/pack /tmp/pack/d; cd /tmp/pack/d
${Object.entries(HOSTILE)
  .map(([name, lines]) => `cat >${name}.sql <<'END_OF_DUMP'\n${lines};\nEND_OF_DUMP`)
  .join('\n')}
echo 'CREATE TABLE fine (a int); INSERT INTO fine VALUES (1);' >mysql.sql
ln -s /etc/shadow link_out.sql; ln -s ../../../../../root/statements.sql link_up.sql
cp /bin/sh root_shell; chmod 4755 root_shell
tar -cjf ${FOLDER}/DB_BACKUP-x.tar.bz2 -C /tmp/pack d
END_OF_PACK
chmod 644 /tmp/pack.sh; su -s /bin/sh bwbackup -c 'sh /tmp/pack.sh' && rm -rf /tmp/pack /tmp/pack.sh`;

const backup = {
  name: 'DB_BACKUP-x.tar.bz2',
  bytes: 0,
  sha256: '',
  madeAt: new Date(),
  dueAt: new Date(),
  problems: [],
};

// One worker: all of them stand on one restored backup.
test.describe.configure({ mode: 'default', timeout: 120_000 });

let live: Database;
let restored: RestoredBackup;
let before: string;

const accounts = (): Promise<string> => onHost('puma', `mysql -N -e "SELECT User, Host FROM mysql.user ORDER BY 1, 2"`);

test.beforeAll(async ({}, info) => {
  info.setTimeout(240_000);
  await up();
  await onHost('puma', PACK);
  before = await accounts();
  live = await Database.open(lab, lab.hosts.new, 'reader');
  restored = await restoreBackup(target, lab.hosts.new, backup, live);
});

test.afterAll(async () => {
  live.close();
  await onHost('puma', `rm -rf ${FOLDER} /root/statements.sql`);
});

test('anything a dump attempts outside its database is refused and reported', () => {
  const said = new Map(restored.failures.map((line) => [line.split(':')[0] ?? '', line]));

  expect([...said.keys()].sort()).toEqual([...names].sort());
  expect(said.get('shell')).toBe('shell: ERROR at line 1: Unknown command');
  expect(said.get('plugin')).toMatch(/^plugin: ERROR 1142 \(42000\) at line 1$/);
  expect(said.get('absent')).toBe('absent: there is no dump of it');
  expect(restored.failures.join('\n')).not.toMatch(/root:|\$y\$|uid=/);
});

test("a hostile backup leaves no file outside the restore's folder, and no account or database on the live database server", async () => {
  const left =
    "find / -xdev \\( -name '*pwned*' -o -name root_shell -perm -4000 \\) -not -path '*/migration-verdict-restore.*' -not -path '/proc/*'";

  expect((await onHost('puma', left)).trim()).toBe('');
  expect(await accounts()).toBe(before);
  expect(await onHost('puma', 'mysql -N -e "SHOW DATABASES"')).not.toContain('restored_');
});

test('the database from the one harmless dump can be read, and then everything that was restored is removed', async () => {
  const there = await restored.open('restored_mysql');
  expect(await there.query('SELECT a FROM fine')).toEqual([{ a: 1 }]);
  there.close();

  await restored.remove();
  expect((await onHost('puma', 'ls /var/tmp; ps -eo args')).trim()).not.toContain('migration-verdict-restore');
});

test('dumps are loaded without root, without a network, and with nothing from the host but its programs', async () => {
  const script = await scriptOf('restore.sh', {
    SCRATCH: '/var/tmp',
    LIFE: 60,
    FIRST_UID: 50_000,
    ARCHIVE: '/etc/hostname',
  });
  const [start = ''] = script.split('\nbytes=');
  const probe = `id -u; id -G
    ls / | tr '\\n' ' '; echo
    touch /usr/pwned /none/pwned /etc/pwned 2>/dev/null && echo wrote
    for each in /root /home /run/mysqld/mysqld.sock /var/lib/mysql /etc/shadow /proc/1; do [ ! -e $each ] || echo "sees $each"; done
    perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Timeout => 3, PeerAddr => "127.0.0.1:3306") ? "connected" : "no way out: $!"'; echo
    unshare --user --map-root-user id 2>/dev/null || echo stays`;
  const said = await onHost(
    'puma',
    `${start}\njail "$loader" dumps sh -c '${probe.replaceAll("'", `'\\''`)}'\nrm -rf "$work"`,
  );

  expect(said.trim().split('\n').slice(1)).toEqual([
    '50000',
    '50000',
    'bin dev dumps etc lib lib64 none sbin tmp usr ',
    'no way out: Network is unreachable',
    'stays',
  ]);
});
