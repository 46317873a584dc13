import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import * as z from 'zod';

/** Who holds a hosts file. Written as JSON into the lock, so that anyone can read it without this program. */
export const OwnerSchema = z.strictObject({
  /** The purpose of the lease, in the holder's words. */
  purpose: z.string(),
  user: z.string(),
  pid: z.int(),
  command: z.string(),
  /** ISO 8601, UTC. */
  since: z.string(),
  /** Field 22 of /proc/PID/stat and the boot it counts from: a later process with the same pid has different values. */
  startTime: z.string(),
  boot: z.string(),
  /** One nonce per lease: a process may hold several leases in its lifetime. */
  nonce: z.string(),
});

export type Owner = z.infer<typeof OwnerSchema>;

/** The calling process as an owner. Needs /proc, so Linux only. */
export function thisProcess(purpose: string): Owner {
  const [program = '', ...args] = process.argv.slice(1);
  return {
    purpose: oneLine(purpose),
    user: userInfo().username,
    pid: process.pid,
    command: oneLine(['node', ...(program.endsWith('.ts') ? ['run.js'] : []), program, ...args].join(' ')),
    since: new Date().toISOString(),
    startTime: startTimeOf(process.pid) ?? '',
    boot: bootId(),
    nonce: randomBytes(6).toString('hex'),
  };
}

/** Is the process that wrote this still running? A zombie is not: it can no longer release anything. */
export function isAlive(owner: Owner): boolean {
  return owner.boot === bootId() && isRunning(owner.pid, owner.startTime);
}

/** Is the process with this id and this start time, in ticks since boot, still running? */
export function isRunning(pid: number, startTime: string): boolean {
  const found = startTimeOf(pid);
  // With hidepid, /proc hides other users' processes. A process that cannot be seen counts as alive, never as dead.
  return found === undefined ? existsUnseen(pid) : found === startTime;
}

/** `alice (pid 4711, npx playwright test, since 2012-06-22T10:00:00.000Z)` */
export function describeOwner(owner: Owner): string {
  return `${owner.user} (pid ${owner.pid}, ${owner.command}, since ${owner.since})`;
}

/** proc_pid_stat(5): the command in field 2 may contain blanks and parentheses, so count from its closing parenthesis. */
function startTimeOf(pid: number): string | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  const [state = '', ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return 'ZX'.includes(state) ? 'ended' : rest[18];
}

function existsUnseen(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

/** The text goes into the hosts file as a comment: a line break in it would become an entry. */
function oneLine(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 160);
}
