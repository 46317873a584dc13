import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { LAB_HOME } from '../../targets/lab/target.js';

/** Set in the environment of the outermost process of each lab host, so that any later command finds it again. */
const MARK = 'DEER_TO_PUMA_LAB';

const mark = (host: string): string => `${MARK}=${LAB_HOME}:${host}`;

export const markedEnvironment = (host: string): NodeJS.ProcessEnv => ({
  PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
  [MARK]: `${LAB_HOME}:${host}`,
});

/**
 * Outermost processes of this lab's hosts, found by their mark and not by a file of numbers: a file can be lost when
 * `up` is killed between starting and noting, and numbers are used again. A lab beside this one has the same marks, and
 * its own process namespace.
 */
export function labProcesses(): Map<string, number> {
  const found = new Map<string, number>();
  const ours = readlinkSync('/proc/self/ns/pid');
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (readFileSync(`/proc/${pid}/comm`, 'utf8') !== 'unshare\n' || readlinkSync(`/proc/${pid}/ns/pid`) !== ours)
        continue;
      const host = readFileSync(`/proc/${pid}/environ`, 'utf8')
        .split('\0')
        .find((entry) => entry.startsWith(mark('')))
        ?.slice(mark('').length);
      if (host) found.set(host, Number(pid));
    } catch {
      // Ended while we looked.
    }
  }
  return found;
}

/** Process 1 of the host whose outermost process is given, as the machine numbers it. */
export function initOf(outermost: number): number | undefined {
  try {
    const children = readFileSync(`/proc/${outermost}/task/${outermost}/children`, 'utf8').trim();
    return children === '' ? undefined : Number(children.split(' ')[0]);
  } catch {
    return undefined;
  }
}

/** Ends hosts at once: with the outermost process goes process 1 (--kill-child), with that its whole PID namespace. */
export async function end(hosts: Iterable<string>): Promise<void> {
  const running = labProcesses();
  const pids = [...hosts].map((host) => running.get(host)).filter((pid) => pid !== undefined);
  const inits = pids.map((pid) => initOf(pid)).filter((pid) => pid !== undefined);
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  await until(CEILING_MS, 'the lab hosts did not stop', () => [...pids, ...inits].every((pid) => !alive(pid)));
}

function alive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Only ends what hangs: how fast the machine is must not matter. */
export const CEILING_MS = 180_000;

/** Asks again after `pauseMs` until it is so; throws `otherwise` after the bound. */
export async function until(
  ms: number,
  otherwise: string,
  isSo: () => boolean | Promise<boolean>,
  pauseMs = 20,
): Promise<void> {
  const deadline = performance.now() + ms;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`${otherwise} within ${ms / 1000} s`);
    await delay(pauseMs);
  }
}
