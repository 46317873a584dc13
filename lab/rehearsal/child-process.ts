import { spawn } from 'node:child_process';
import { CHECKOUT } from '../paths.js';

/** Our variables that a child gets: how to find programs and caches, and nothing that would change what is asked. */
const HANDED_ON = [
  'PATH',
  'HOME',
  'USER',
  'LANG',
  'TERM',
  'TMPDIR',
  'XDG_CACHE_HOME',
  'PLAYWRIGHT_BROWSERS_PATH',
  'SUDO_UID',
  'MAILHOG_URL',
];

/** The part of our environment that a child gets. */
export const inheritedEnv = (): Record<string, string> =>
  Object.fromEntries(
    HANDED_ON.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );

export type Ended = { readonly status: number | null; readonly seconds: number };

/**
 * Runs a Node program of this repository to its end, with our terminal.
 * @param withinMs after which it is ended; a gate then restores the hosts file like after any polite kill
 * @param settings environment variables besides those that every program needs
 */
export async function runChild(
  args: readonly string[],
  withinMs: number,
  settings: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: CHECKOUT,
    env: { ...inheritedEnv(), ...settings },
    stdio: 'inherit',
  });
  const bound = setTimeout(() => child.kill('SIGTERM'), withinMs);
  // Ctrl-C reaches the child by the terminal as well; a kill of ours alone would leave it behind.
  const passOn = (): boolean => child.kill('SIGTERM');
  process.once('SIGTERM', passOn);
  try {
    const status = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject).on('exit', resolve);
    });
    return { status, seconds: (performance.now() - began) / 1000 };
  } finally {
    clearTimeout(bound);
    process.off('SIGTERM', passOn);
  }
}
