import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { restoreAbandoned, takeLease } from '../../../helpers/routing/hosts-file.js';
import { bundledHolder, ENTRIES, USUAL } from '../helpers/hosts-file/scratch.js';

/** Runs a command as a machine would see it whose /etc is a folder of ours and whose /etc/hosts is a bind mount. */
const INSIDE = 'mount --bind "$0" /etc; mount --bind "$0/real-hosts" /etc/hosts; "$@"';

test('during a lease on a bind-mounted /etc/hosts, glibc itself resolves the site only to Puma', ({}, info) => {
  const etc = info.outputPath('etc');
  mkdirSync(etc);
  for (const name of ['host.conf', 'nsswitch.conf', 'passwd']) cpSync(join('/etc', name), join(etc, name));
  for (const name of ['hosts', 'real-hosts']) writeFileSync(join(etc, name), USUAL);
  const run = (...command: string[]): string =>
    execFileSync('unshare', ['--mount', 'sh', '-e', '-c', INSIDE, etc, ...command], { encoding: 'utf8' });

  const before = run('getent', 'ahosts', 'www.bewelcome.example');
  run(process.execPath, bundledHolder(info.outputDir), '/etc/hosts', 'none');

  expect(before).toContain('198.51.100.10');
  expect(readFileSync(join(etc, 'real-hosts'), 'utf8')).toBe(USUAL);
});

/** A hosts file that everybody may look at, below folders that everybody may enter. */
function openFile(mode: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'hosts-'));
  chmodSync(folder, 0o755);
  const file = join(folder, 'hosts');
  writeFileSync(file, USUAL);
  chmodSync(file, mode);
  return file;
}

async function asNobody<T>(ask: () => Promise<T> | T): Promise<T> {
  process.seteuid?.(65534);
  try {
    return await ask();
  } finally {
    process.seteuid?.(0);
  }
}

for (const mode of [0o644, 0o444, 0o000])
  test(`a user who cannot write to a hosts file with mode ${mode.toString(8)} is shown the rootless alternative, and is not blocked by what root left behind`, async () => {
    const file = openFile(mode);
    mkdirSync(`${file}.migration-verdict`);
    writeFileSync(`${file}.migration-verdict/lock.1.1.ab`, '');

    await asNobody(async () => {
      await expect(takeLease({ file, entries: ENTRIES, owner: 'a test' })).rejects.toThrow(
        'MIGRATION_OVERRIDE=resolver',
      );
      expect(restoreAbandoned(file)).toEqual({ outcome: 'nothing', editedMeanwhile: false });
    });
    const lease = await takeLease({ file, entries: ENTRIES, owner: 'a test' });
    lease.release();
    expect(readFileSync(file, 'utf8')).toBe(USUAL);
    expect(statSync(file).mode & 0o777).toBe(mode);
  });

test('on a read-only file system, the error names that cause and the rootless alternative', ({}, info) => {
  mkdirSync(info.outputPath('etc'));
  const inside = 'mount -t tmpfs none "$0"; echo "127.0.0.1 localhost" >"$0/hosts"; mount -o remount,ro "$0"; "$@"';
  const [etc, holder] = [info.outputPath('etc'), bundledHolder(info.outputDir)];
  const run = spawnSync(
    'unshare',
    ['--mount', 'sh', '-c', inside, etc, process.execPath, holder, join(etc, 'hosts'), 'none'],
    {
      encoding: 'utf8',
    },
  );

  expect(run.stderr).toMatch(
    /Even root cannot change it: the file is on a read-only file system or.*MIGRATION_OVERRIDE=resolver/s,
  );
});
