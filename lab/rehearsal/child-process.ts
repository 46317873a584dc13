import { spawn } from 'node:child_process';
import { CHECKOUT } from '../paths.js';

/** The variables of ours that a child process gets: how to find programs and caches, and nothing that would change what is asked. */
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

/** The part of our environment that a child process gets. */
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
 * @param withinMs after this time it is ended; a gate then restores the hosts file as after any polite kill
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
  // Ctrl-C in the terminal also reaches the child; if only we were killed, it would be left behind.
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
