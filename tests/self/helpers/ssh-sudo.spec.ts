import { writeFileSync } from 'node:fs';
import { expect, test as base } from '@playwright/test';
import { runScript } from '../../../helpers/ssh/ssh.js';

/** Runs a script on a host whose account is not root, with what sudo does there. */
const test = base.extend<{ run: (sudo: string) => Promise<unknown> }>({
  run: async ({}, use, info) => {
    const program = (name: string, body: string): void => {
      writeFileSync(info.outputPath(name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    };
    // The last word for ssh is the command of the host.
    program('ssh', `for command; do :; done; PATH=${info.outputPath()}:$PATH exec sh -c "$command"`);
    program('id', 'echo 1000');
    const before = process.env['PATH'];
    process.env['PATH'] = `${info.outputPath()}:${before ?? ''}`;
    await use((sudo) => {
      program('sudo', sudo);
      return runScript({ name: 'puma', ssh: { destination: info.outputPath() } }, 'echo nothing found; exit 1');
    });
    process.env['PATH'] = before;
  },
});

const ALLOW = 'NOPASSWD: /usr/bin/timeout -k 2 * sh -s';
for (const [title, sudo, why] of [
  ['requires a password', 'echo "sudo: a password is required" >&2; exit 1', ALLOW],
  [
    'allows only another command',
    '[ "$2" = true ] && exit; echo "Sorry, user bob is not allowed to execute timeout as root on puma." >&2; exit 1',
    `${ALLOW} (sudo says: Sorry, user bob`,
  ],
  ['is not installed', 'echo "sh: 1: exec: sudo: not found" >&2; exit 127', 'the host has no sudo'],
  ['fails without a message', 'exit 1', 'the script never started: status 1'],
] as const)
  test(`if sudo ${title}, the script has not answered`, async ({ run }) => {
    await expect(run(sudo)).rejects.toThrow(why);
  });

test('a script that exits with status 1 under sudo has answered', async ({ run }) => {
  expect(await run('shift; exec "$@"')).toEqual({ exitCode: 1, stdout: 'nothing found\n', stderr: '' });
});
