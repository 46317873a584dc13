import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { CHECKOUT } from './paths.js';
import { inheritedEnv } from './rehearsal/child-process.js';

/**
 * Starts this program again as root, with the caller's caches: namespaces and mounts need root.
 * @param args of the program
 * @returns its exit status; undefined if this is already root
 */
export function sudo(args: readonly string[]): number | undefined {
  if (process.getuid?.() === 0) return undefined;
  const home = process.env['XDG_CACHE_HOME'] ?? `${process.env['HOME'] ?? ''}/.cache`;
  const known = Object.entries({ ...inheritedEnv(), XDG_CACHE_HOME: home }).map(([name, value]) => `${name}=${value}`);
  const done = spawnSync(
    'sudo',
    ['env', ...known, process.execPath, ...process.execArgv, join(CHECKOUT, 'run.js'), process.argv[1] ?? '', ...args],
    { stdio: 'inherit' },
  );
  if (done.error) throw new Error('the lab needs root, but sudo is not available', { cause: done.error });
  return done.status ?? 1;
}
