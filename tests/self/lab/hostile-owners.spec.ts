import { expect, test } from '@playwright/test';
import { scriptOf } from '../../../helpers/aftercare/backup.js';
import { askRepository } from '../../../helpers/aftercare/repository.js';
import { COLLECTORS } from '../../../helpers/inventory/collectors/index.js';
import { readFrames } from '../../../helpers/inventory/frames.js';
import { composeScript } from '../../../helpers/inventory/script.js';
import { runScript } from '../../../helpers/ssh/ssh.js';
import { onHost } from '../../../lab/hosts/hosts.js';
import { up } from '../../../lab/lab.js';
import { lab } from '../../../targets/lab/target.js';

const SCHEMA = 'hostile_names';
const FOLDER = '/var/tmp/hostile-owners';
const asOwner = (command: string): string =>
  `su -s /bin/sh bwbackup <<'END_OF_COMMANDS'\ncd ${FOLDER}\n${command}\nEND_OF_COMMANDS`;
/** Names that an account of the database may give, and that the client on the host would run for root. */
const NAMES = [
  String.raw`\'; system id >/root/pwned; SELECT 1; -- x`,
  String.raw`\! id >/root/pwned ;x`,
  'x\nsystem id >/root/pwned\ny',
  String.raw`a\ `.trim(),
  `it's`,
  '0123456789abcdef',
  'x`; system id >/root/pwned; -- x',
];
const ASKED = NAMES.slice(4);
const tables = NAMES.map((name) => `CREATE TABLE \`${name.replaceAll('`', '``')}\` (a int);`).join('\n');
const VARIABLES = {
  ...{ ROOTS: '', ELSEWHERE: '', FILE_LIMIT: '', BYTE_CEILING: '', FILE_COUNT: '' },
  ...{ OWN_NAMES: '', OTHER_NAMES: '', BACKUPS: '' },
};

/** What is on the host by the word of somebody who is not root. */
test.describe.configure({ mode: 'default' });

test.beforeAll(async ({}, info) => {
  info.setTimeout(240_000);
  await up();
  await onHost('puma', `rm -rf /root/pwned ${FOLDER}; install -d -o bwbackup ${FOLDER}; ${asOwner('mkdir www')}`);
});

test.afterAll(() => onHost('puma', `rm -rf /root/pwned /root/private ${FOLDER}`));

test('an archive is read with the rights of its owner, and its name cannot redirect the read to another file', async () => {
  await onHost('puma', 'umask 077; echo nobody else reads this >/root/private');
  const sum = (await onHost('puma', 'sha256sum </root/private')).slice(0, 64);
  const variables = { FOLDER, PREFIX: 'DB-', DUE: '02:00', DATABASES: 'x' };
  const read = async (): Promise<string> =>
    (await runScript(lab.hosts.new, await scriptOf('backup.sh', variables))).stdout;

  await onHost('puma', asOwner('ln -s /root/private evil; touch "$(printf \'DB-x\\n9999999999 evil\')"'));
  expect(await read()).not.toContain(sum);
  await onHost('puma', asOwner('echo "-- Dump completed" >x.sql; tar -czf DB-1.tgz x.sql'));
  expect(await read()).toMatch(/^archive \d+ \d+ [0-9a-f]{64} DB-1.tgz\ndump x whole\ncomplete$/m);
  await onHost('puma', asOwner('chmod 0 DB-1.tgz'));
  expect(await read()).toMatch(/^archive \d+ \d+ - DB-1.tgz\nunreadable .*Permission denied\ncomplete$/m);
});

test('git runs as the owner of the repository, since its configuration can name programs', async () => {
  await onHost('puma', asOwner('git init -q www && git -C www config core.fsmonitor "id -un >>$PWD/who; false"'));
  const repository = { gitDirectory: `${FOLDER}/www/.git`, workTree: `${FOLDER}/www`, paths: [`${FOLDER}/www/a`] };

  await expect(askRepository(lab.hosts.new, repository)).rejects.toThrow('origin');
  expect(new Set((await onHost('puma', `cat ${FOLDER}/who`)).trim().split('\n'))).toEqual(new Set(['bwbackup']));
});

test('no name in a database is run as a root command, and skipped names are reported', async () => {
  await onHost('puma', `mysql -e 'DROP DATABASE IF EXISTS ${SCHEMA}; CREATE DATABASE ${SCHEMA}'`);
  try {
    await onHost('puma', `mysql --binary-mode ${SCHEMA} <<'END_OF_SQL'\n${tables}\nEND_OF_SQL`);
    const nonce = '0123456789abcdef01234567';
    const part = { name: 'database', ...COLLECTORS.database };
    const keys = { nonce, inner: '1'.repeat(64), outer: '2'.repeat(64) };
    const { stdout } = await runScript(lab.hosts.new, composeScript([part], VARIABLES, keys), { timeoutMs: 60_000 });
    const rows = (await readFrames(stdout.split('\n'), nonce)).frames.get('database')?.rows ?? [];
    const { items, unreadable } = COLLECTORS.database.parse(rows, { seal: (text) => text });

    expect(await onHost('puma', 'ls /root/pwned 2>/dev/null || echo none')).toBe('none\n');
    expect(unreadable.filter(({ scope }) => scope.startsWith(`table ${SCHEMA}.`))).toHaveLength(NAMES.length - 3);
    for (const name of ASKED)
      expect(items.map(({ key }) => key)).toContain(`table ${SCHEMA}.${name}: order of columns`);
  } finally {
    await onHost('puma', `mysql -e 'DROP DATABASE IF EXISTS ${SCHEMA}'`);
  }
});
