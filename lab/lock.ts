import { mkdirSync, readFileSync, rmSync, writeFileSync, linkSync } from 'node:fs';
import { isAlive, thisProcess, type Owner } from '../helpers/routing/hosts-file/owner.js';
import { CHECKOUT, PATHS } from './paths.js';

type Holder = { owner: Owner; checkout: string };

/** Lets one command at a time change the lab. A lock whose holder is dead is taken over. */
export async function withLock<T>(command: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(PATHS.lab, { recursive: true });
  take(command);
  try {
    return await work();
  } finally {
    rmSync(PATHS.lock, { force: true });
  }
}

function take(command: string): void {
  const me: Holder = { owner: thisProcess(command), checkout: CHECKOUT };
  // Written completely under another name, then linked: the lock is never seen half-written.
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
            `another command is changing the lab: \`${holder.owner.purpose}\` by ${holder.owner.user}, process ${holder.owner.pid}, ` +
              `in ${holder.checkout}, since ${holder.owner.since}. Wait for it to finish, or end that process.`,
            { cause: error },
          );
        }
        rmSync(PATHS.lock, { force: true });
      }
    }
    throw new Error(`could not acquire the lock ${PATHS.lock}`);
  } finally {
    rmSync(mine, { force: true });
  }
}

/** The holder of the lock; undefined if no live process holds it. */
export function holderOfLock(): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(PATHS.lock, 'utf8')) as Holder;
    return isAlive(holder.owner) ? holder : undefined;
  } catch {
    return undefined;
  }
}
