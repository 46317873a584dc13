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
 * Outermost processes of this lab's hosts, found by their mark, not by a file of process ids: a file can be lost when
 * `up` is killed between starting a host and recording it, and ids are reused. Another lab next to this one has the same marks, but
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
      // It ended in the meantime.
    }
  }
  return found;
}

/** Process 1 of the host whose outermost process is given, by its process id on the machine. */
export function initOf(outermost: number): number | undefined {
  try {
    const children = readFileSync(`/proc/${outermost}/task/${outermost}/children`, 'utf8').trim();
    return children === '' ? undefined : Number(children.split(' ')[0]);
  } catch {
    return undefined;
  }
}

/** Ends hosts at once: process 1 ends with the outermost process (--kill-child), and its whole PID namespace with it. */
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

/** A limit only for what hangs: the speed of the machine must not matter. */
export const CEILING_MS = 180_000;

/** Asks again every `pauseMs` until the condition is met; throws `otherwise` after the bound. */
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
