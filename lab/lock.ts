import { mkdirSync, readFileSync, rmSync, writeFileSync, linkSync } from 'node:fs';
import { userInfo } from 'node:os';
import { CHECKOUT, PATHS } from './paths.js';
import { LAB_HOME } from '../targets/lab.js';

type Holder = { pid: number; started: string; user: string; checkout: string; command: string; since: string };

/** Start time of a process in clock ticks (proc(5), field 22): with the number it names a process for good. */
function startedAt(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

/** Lets one command at a time change the lab. A lock whose holder is dead is taken over. */
export async function withLock<T>(command: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(LAB_HOME, { recursive: true });
  take(command);
  try {
    return await work();
  } finally {
    rmSync(PATHS.lock, { force: true });
  }
}

function take(command: string): void {
  const me: Holder = {
    pid: process.pid,
    started: startedAt(process.pid) ?? '',
    user: userInfo().username,
    checkout: CHECKOUT,
    command,
    since: new Date().toISOString(),
  };
  // Written whole under a name of our own, then linked: the lock is never seen half-written.
  const mine = `${PATHS.lock}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(me));
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      try {
        linkSync(mine, PATHS.lock);
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        const holder = holderOfLock();
        if (holder) {
          throw new Error(
            `another command is changing the lab: \`${holder.command}\` of ${holder.user}, process ${holder.pid}, ` +
              `in ${holder.checkout}, since ${holder.since}. Wait for it, or end that process.`,
            { cause: error },
          );
        }
        rmSync(PATHS.lock, { force: true });
      }
    }
    throw new Error(`the lock ${PATHS.lock} could not be taken`);
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Who holds the lock, or undefined when nobody alive does. */
function holderOfLock(): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(PATHS.lock, 'utf8')) as Holder;
    return startedAt(holder.pid) === holder.started ? holder : undefined;
  } catch {
    return undefined;
  }
}
