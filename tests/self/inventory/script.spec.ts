import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { readFrames, type Output } from '../../../helpers/inventory/frames.js';
import { COLLECTORS } from '../../../helpers/inventory/collectors/index.js';
import { composeScript, SLOWNESS_FUNCTION, type Part } from '../../../helpers/inventory/script.js';
import { sealed } from '../../../helpers/inventory/seal.js';
import { whyCut } from '../../../helpers/inventory/take.js';
import type { ScriptVariables } from '../../../helpers/inventory/types.js';

const NONCE = 'a1b2c3d4e5f60718';
const KEY = { inner: '1'.repeat(64), outer: '2'.repeat(64) };
const NO_VARIABLES: ScriptVariables = {
  ...{ ROOTS: '', ELSEWHERE: '', FILE_LIMIT: '', BYTE_CEILING: '', FILE_COUNT: '' },
  ...{ OWN_NAMES: '', OTHER_NAMES: '', BACKUPS: '' },
};

/** Runs parts as a host would: dash and, where it is installed, mawk, as on each Debian. */
async function run(scripts: Readonly<Record<string, string | Partial<Part>>>): Promise<Output> {
  const parts = Object.entries(scripts).map(([name, part]): Part => ({
    ...{ name, script: '', needs: [] },
    ...(typeof part === 'string' ? { script: part } : part),
  }));
  const { stdout } = spawnSync('dash', ['-s'], {
    input: `{\n${composeScript(parts, NO_VARIABLES, { nonce: NONCE, ...KEY })}\n} </dev/null\n`,
    encoding: 'utf8',
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
  });
  return readFrames(stdout.split('\n'), NONCE);
}

test('a part that fails, lacks a tool, or takes too long says why, and the others are still read', async () => {
  const { frames } = await run({
    fails: 'echo one; echo "no such thing" >&2; exit 3',
    lacks: 'have no-such-tool || cannot "" "the host has no no-such-tool"',
    hangs: { script: 'echo begun; sleep 60', seconds: 1 },
    broken: 'echo "never closed',
    whole: 'echo "row\tof whole"; printf "without line end"',
  });

  expect(whyCut(frames.get('fails'))).toBe('its script ended with exit status 3: no such thing');
  expect(frames.get('lacks')?.rows).toEqual(['cannot\t\tthe host has no no-such-tool']);
  expect(whyCut(frames.get('hangs'), 1)).toBe('not fully read within 1 s (up to four times that on a busy host)');
  expect(whyCut(frames.get('broken'))).toContain('exit status 2');
  expect(whyCut(frames.get('whole'))).toBeUndefined();
  expect(frames.get('whole')?.rows).toEqual(['row\tof whole', 'without line end']);
});

test('a busy host gets more time, up to four times as much', ({}, info) => {
  mkdirSync(info.outputPath(), { recursive: true });
  const processors = Number(spawnSync('nproc', { encoding: 'utf8' }).stdout);
  const slowness = (load: string): string => {
    writeFileSync(info.outputPath('loadavg'), load);
    const script = `${SLOWNESS_FUNCTION}\nslowness '${info.outputPath('loadavg')}'`;
    return spawnSync('dash', ['-c', script], { encoding: 'utf8' }).stdout.trim();
  };

  expect(slowness('0.05 0.10 0.20 1/300 4711\n')).toBe('1');
  expect(slowness(`${6 * processors}.30 0.10 0.20 1/300 4711\n`)).toBe('3');
  expect(slowness(`${99 * processors}.00 0.10 0.20 1/300 4711\n`)).toBe('4');
  expect(slowness('')).toBe('1');
});

test('a list that was cut off is never read as a shorter one', async () => {
  const cut = await readFrames([`${NONCE} begin one`, 'a', `${NONCE} end one 0 `, `${NONCE} begin two`, 'b'], NONCE);

  expect(whyCut(cut.frames.get('one'))).toBeUndefined();
  expect(whyCut(cut.frames.get('two'))).toBe('the answer from the host was cut off here');
  expect(whyCut(cut.frames.get('three'))).toBe('the answer from the host ended before this area');
});

test('a secret whose digest did not arrive makes its part unreadable', async () => {
  const { frames } = await readFrames([`${NONCE} begin one`, 'p=\u00011\u0001', `${NONCE} end one 0 `], NONCE);

  expect(whyCut(frames.get('one'))).toBe(
    'the answer from the host was cut off here: the digests of its secrets did not arrive',
  );
});

/** Lines as they are in crontabs, units and configurations, and the secret in each. */
const SECRETS = [
  ['* * * * * root mysqldump -ubackup -pGe!heim BW_MAIN', 'Ge!heim'],
  ['0 1 * * * root mysqldump --password=Ge!heim --all-databases', 'Ge!heim'],
  ['0 1 * * * root curl -s -u bob:Ge!heim https://example.org/', 'Ge!heim'],
  ['0 1 * * * root wget -q https://bob:Ge!heim@example.org/x', 'Ge!heim'],
  ['ExecStart=/bin/x --api-key=Ge!heim --verbose', 'Ge!heim'],
  ['Environment=DB_PASSWORD=Ge!heim', 'Ge!heim'],
  ['Environment="SMTP_PASS=Ge!heim"', 'Ge!heim'],
  ['unit\t/etc/x.conf\t3\tpassword = Ge heim; with, signs', 'Ge heim; with, signs'],
  ['postgres://bob:Ge!heim@db.example.org/x', 'Ge!heim'],
  ['0 1 * * * root psql "host=db password=Ge;heim user=x"', 'Ge;heim'],
  ['password = Ge!heim', 'Ge!heim'],
  ['db_pwd: "Ge heim mit Blank"', 'Ge heim mit Blank'],
  ["'secret' => 'Ge!heim',", 'Ge!heim'],
  ['export AWS_SECRET_ACCESS_KEY=Ge!heim', 'Ge!heim'],
  ['SetEnv ROX_TOKEN Ge!heim', 'Ge!heim'],
  ['requirepass Ge!heim', 'Ge!heim'],
  ['RequestHeader set Authorization "Basic Z2VoZWlt"', 'Z2VoZWlt'],
  ['curl -H "Authorization: Bearer Z2VoZWlt" https://example.org', 'Z2VoZWlt'],
  ['curl -H "Cookie: sid=Z2VoZWlt" https://example.org', 'sid=Z2VoZWlt'],
  [
    "GRANT USAGE ON *.* TO x IDENTIFIED BY PASSWORD '*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19'",
    '*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19',
  ],
  ['root:$6$salt$hashhashhash:15000:0:99999:7:::', '$6$salt$hashhashhash'],
  ['mail\tuser@example.org\tpassword=Ge!heim', 'Ge!heim'],
  ['sshpass -p Ge!heim rsync -a /x host:/y', 'Ge!heim'],
] as const;

test('secrets leave the host only as keyed digests, and equal secrets have equal digests', async () => {
  const { frames } = await run({ lines: `cat <<'EOT'\n${SECRETS.map(([line]) => line).join('\n')}\nEOT` });
  const rows = frames.get('lines')?.rows ?? [];

  expect(rows).toHaveLength(SECRETS.length);
  for (const [index, [line, secret]] of SECRETS.entries()) {
    expect(rows[index], line).not.toContain(secret);
    expect(rows[index], line).toContain(`<secret ${sealed(secret, KEY)}>`);
  }
});

test('the body of a private key is replaced by a digest, and the lines around it stay readable', async () => {
  const { frames } = await run({
    key: `cat <<'EOT'\nshow\t/x\t1\t-----BEGIN RSA PRIVATE KEY-----\nshow\t/x\t2\tMIIEow\nshow\t/x\t3\t-----END RSA PRIVATE KEY-----\nafter\nEOT`,
  });

  expect(frames.get('key')?.rows.join('\n')).toMatch(
    /BEGIN RSA PRIVATE KEY-----\nshow\t\/x\t2\t<secret \w{16}>\nshow.*END.*\nafter$/,
  );
});

/** Words that only look like one stay as they are, so that a difference can be read. */
const PLAIN = [
  'ProxyPass /app http://127.0.0.1:8080/',
  'nsswitch\t/etc/nsswitch.conf\t7\tpasswd: files systemd',
  'PasswordAuthentication no',
  'logger -t mysqld -p daemon error',
  'mysql -N -B -p',
  'use_password = yes',
  'package\tlibpam-modules\tamd64',
  'https://example.org/path?x=1',
  'ProxyPass / http://127.0.0.1:8080/~a@b/',
  'git clone ssh://git@example.org/a && sort -u a,b | mkdir -p /a',
  'mysqldump BW | ssh -p 2222 b.example',
  'unzip -p a.zip b | gzip >c',
];

test('text that is not secret stays readable', async () => {
  const { frames } = await run({ lines: `cat <<'EOT'\n${PLAIN.join('\n')}\nEOT` });

  expect(frames.get('lines')?.rows.filter((row, index) => row !== PLAIN[index])).toEqual([]);
});

test('a file that is removed while the host is being read is not listed', async ({}, info) => {
  const root = info.outputPath();
  for (const name of ['kept', 'gone']) writeFileSync(info.outputPath(name), name);
  const variables = `ROOTS=${root} ELSEWHERE= FILE_LIMIT=9 BYTE_CEILING=99 FILE_COUNT=9 OWN_NAMES= OTHER_NAMES=`;
  // Between the list and the digests.
  const job = `sort() { rm -f ${root}/gone; command sort "$@"; }`;
  const { frames } = await run({ files: `${variables}\n${job}\n${COLLECTORS.files.script}` });
  const { items } = COLLECTORS.files.parse(frames.get('files')?.rows ?? [], { seal: (text) => text });

  expect(frames.get('files')?.rows.filter((row) => row.endsWith('/gone') && row.startsWith('f'))).toHaveLength(1);
  expect(items.filter(({ value }) => value['kind'] === 'file').map(({ key }) => key)).toEqual([`${root}/kept`]);
});
