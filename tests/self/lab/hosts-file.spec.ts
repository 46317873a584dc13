import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { bundledHolder, USUAL } from '../helpers/hosts-file/scratch.js';

/** Runs a command as a machine would see it whose /etc is a folder of ours and whose /etc/hosts is a bind mount. */
const INSIDE = 'mount --bind "$0" /etc; mount --bind "$0/real-hosts" /etc/hosts; "$@"';

test('glibc itself answers Puma, and nothing else, while /etc/hosts is a leased bind mount', ({}, info) => {
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
