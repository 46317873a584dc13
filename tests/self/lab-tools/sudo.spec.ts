import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { sudo } from '../../../lab/sudo.js';

test("for a user who is not root, a lab command restarts itself through sudo, with its arguments and the user's cache folder", ({}, info) => {
  const [folder, printed] = [info.outputPath('bin'), info.outputPath('printed')];
  mkdirSync(folder);
  // Prints, and starts nothing: whatever does not become root would start itself without end.
  writeFileSync(`${folder}/sudo`, `#!/bin/sh\nprintf '%s\\n' "$@" >'${printed}'\nexit 7\n`, { mode: 0o755 });
  const { env, argv, getuid } = process;
  process.env = { ...env, PATH: `${folder}:${env['PATH'] ?? ''}`, XDG_CACHE_HOME: '/home/anna/.cache' };
  try {
    Object.assign(process, { getuid: () => 1000, argv: ['node', '/checkout/lab/cli.ts'] });
    expect(sudo(['up', '--pair', 'blog'])).toBe(7);
  } finally {
    Object.assign(process, { env, argv, getuid });
  }

  const words = readFileSync(printed, 'utf8').trim().split('\n');
  expect(words).toContain('XDG_CACHE_HOME=/home/anna/.cache');
  expect(words.slice(words.indexOf(process.execPath)).filter((word) => !word.startsWith('--'))).toEqual([
    process.execPath,
    expect.stringMatching(/\/run\.js$/),
    '/checkout/lab/cli.ts',
    'up',
    'blog',
  ]);
});
