import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { unique } from '../helpers/core/lists.js';
import { holderOfLock, withLock } from './lock.js';
import { removeOldGroups } from './hosts/cgroups.js';
import { bootOutside, type LabMachine } from './hosts/hosts.js';
import { raiseBridge, refuseForeignRoutes, removeBridge } from './hosts/network.js';
import type { Pair } from './pair.js';
import { BEWELCOME, pairNamed } from './pairs.js';
import { CHECKOUT, PATHS } from './paths.js';
import { end, labProcesses } from './hosts/processes.js';
import { serveShared } from './hosts/provision.js';
import { step } from './exec.js';
import { FIRST_STATE, forgetOldBases, forgetState, noteState, readBook, type Layers } from './states.js';

/** The lab that is up, and whose it is. */
export type Current = {
  pair: string;
  base: string;
  state: string;
  user: string;
  checkout: string;
  since: string;
  /** Hosts that are shut down on purpose: only a command that loads another state starts them again. */
  off: readonly LabMachine[];
};

const everybody = (pair: Pair): readonly (LabMachine | 'outside')[] => [...pair.machines, 'outside'];

/** The lab as it was last brought up; undefined when it never was or was taken down cleanly. */
export function current(): Current | undefined {
  if (!existsSync(PATHS.current)) return undefined;
  const noted = JSON.parse(readFileSync(PATHS.current, 'utf8')) as Omit<Current, 'off' | 'pair'>;
  return { off: [], pair: BEWELCOME.name, ...noted };
}

function refuseOthers(): void {
  const owner = current();
  if (owner && owner.checkout !== CHECKOUT && labProcesses().size > 0) {
    throw new Error(
      `the lab is already up: started by ${owner.user} in checkout ${owner.checkout} at ${owner.since}. ` +
        'A machine can run only one lab: take that one down with `npm run lab -- down` in its checkout, or with `npm run lab -- down --force` from here.',
    );
  }
}

/** The pair of the lab that is up, which is also the default of commands that name no pair. */
export function pairOfNow(): Pair {
  const now = labProcesses().size > 0 ? current() : undefined;
  return now ? pairNamed(now.pair) : BEWELCOME;
}

/** The lab, if every host of the pair is up and was built from the current sources. */
function currentIfUp(pair: Pair): Current | undefined {
  const now = current();
  const running = labProcesses();
  const isUp = (host: LabMachine | 'outside'): boolean =>
    running.has(host) || now?.off.some((each) => each === host) === true;
  return now?.base === pair.base() && everybody(pair).every(isUp) ? now : undefined;
}

/** Brings a pair up in its first state, in place of any other; does nothing if it is up and was built from the current sources. */
export async function up(pair = BEWELCOME): Promise<string> {
  // Two runs that only check must not lock each other out.
  const before = holderOfLock() === undefined ? currentIfUp(pair) : undefined;
  if (before?.checkout === CHECKOUT) return `already up, state ${before.state}`;
  return withLock('up', async () => {
    refuseOthers();
    const now = currentIfUp(pair);
    if (now) return `already up, state ${now.state}`;
    const base = pair.base();
    await clear();
    await ensureFirstState(pair, base);
    await start(pair, base, FIRST_STATE);
    return `up, state ${FIRST_STATE}`;
  });
}

async function ensureFirstState(pair: Pair, base: string): Promise<void> {
  if (readBook(base)[FIRST_STATE]) return;
  refuseForeignRoutes();
  noteState(base, FIRST_STATE, await pair.make(base));
  forgetOldBases(base);
}

async function start(pair: Pair, base: string, state: string): Promise<void> {
  const layers = readBook(base)[state];
  if (!layers) {
    const known = Object.keys(readBook(base)).join(', ');
    throw new Error(`there is no saved state "${state}"${known ? `; saved states: ${known}` : ''}`);
  }
  serveShared(base);
  const mine: Current = {
    pair: pair.name,
    base,
    state,
    user: userInfo().username,
    checkout: CHECKOUT,
    since: new Date().toISOString(),
    off: pair.machines.filter((machine) => layers[machine] === undefined),
  };
  // Noted before anything runs, so that a start that is killed halfway still has an owner.
  writeFileSync(PATHS.current, JSON.stringify(mine, null, 2));
  const wanted = everybody(pair).filter((host) => layers[host] !== undefined);
  await step(`starting ${wanted.join(', ')} in state ${state}`, async () => {
    raiseBridge();
    await Promise.all(
      wanted.map((host) => {
        const [own = '', ...rest] = layers[host] ?? [];
        return host === 'outside' ? bootOutside(own) : pair.boot(host, [own, ...rest]);
      }),
    );
  });
}

/** Was a host shut down on purpose? */
export const isOff = (machine: LabMachine): boolean => current()?.off.includes(machine) ?? false;

/** Shuts a host down for good: it stays off until another state is loaded. */
export async function powerOff(machine: LabMachine): Promise<void> {
  const now = current();
  if (!now) throw new Error('the lab is down');
  // Noted first: `up` should not repair a host that is partly shut down.
  writeFileSync(PATHS.current, JSON.stringify({ ...now, off: unique([...now.off, machine]) }, null, 2));
  if (labProcesses().has(machine)) await pairNamed(now.pair).stop([machine]);
}

/** Whatever an earlier run of any pair left behind: processes, links, control groups, written files. */
async function clear(): Promise<void> {
  await end(labProcesses().keys());
  removeBridge();
  removeOldGroups();
  rmSync(PATHS.run, { recursive: true, force: true });
  mkdirSync(PATHS.run);
  rmSync(PATHS.current, { force: true });
}

/** Takes the lab down and leaves nothing behind but the cache. */
export async function down(force: boolean): Promise<void> {
  return withLock('down', async () => {
    if (!force) refuseOthers();
    await clear();
  });
}

/** A lab that is up keeps what it was built from, even if the sources have changed since. */
export const baseOfNow = (pair = BEWELCOME): string => {
  const now = labProcesses().size > 0 ? current() : undefined;
  return now?.pair === pair.name ? now.base : pair.base();
};

/** Discards what the hosts wrote and starts them from a saved state. */
export async function load(state: string, pair = BEWELCOME): Promise<void> {
  return withLock(`load ${state}`, async () => {
    refuseOthers();
    const base = baseOfNow(pair);
    if (state !== FIRST_STATE && !readBook(base)[state]) throw new Error(`there is no saved state "${state}"`);
    await clear();
    await ensureFirstState(pair, base);
    await start(pair, base, state);
  });
}

/** Saves the current state of the hosts under a name. They stop cleanly for it and continue from there. */
export async function save(state: string): Promise<void> {
  if (!/^[a-z0-9][a-z0-9-]{0,40}$/.test(state) || state === FIRST_STATE) {
    throw new Error(
      `invalid state name "${state}": use lowercase letters, digits, and hyphens; ${FIRST_STATE} is reserved`,
    );
  }
  return withLock(`save ${state}`, async () => {
    refuseOthers();
    const now = current();
    if (!now || labProcesses().size === 0) throw new Error('the lab is down, so there is nothing to save');
    const pair = pairNamed(now.pair);
    const before = readBook(now.base)[now.state];
    if (!before) throw new Error(`the lab was started from state ${now.state}, which no longer exists`);
    const running = pair.machines.filter((machine) => !now.off.includes(machine));
    await step(`stopping the hosts to save state ${state}`, () => pair.stop(running));
    const layers: Layers = {};
    const keep = (host: LabMachine | 'outside', folder: string): string => {
      const kept = join(now.base, 'layers', host, `${state}-${Date.now().toString(36)}`);
      mkdirSync(join(now.base, 'layers', host), { recursive: true });
      renameSync(folder, kept);
      return kept;
    };
    for (const machine of running)
      layers[machine] = [keep(machine, join(PATHS.run, machine, 'upper')), ...(before[machine] ?? [])];
    await end(['outside']);
    layers.outside = [keep('outside', PATHS.git)];
    noteState(now.base, state, layers);
    await clear();
    await start(pair, now.base, state);
  });
}

/** Removes a saved state. Layers that another state still uses are kept. */
export async function forget(state: string, pair = BEWELCOME): Promise<void> {
  return withLock(`forget ${state}`, () => {
    const base = baseOfNow(pair);
    if (state === FIRST_STATE) throw new Error(`${FIRST_STATE} cannot be deleted: every lab starts from it`);
    if (!readBook(base)[state]) throw new Error(`there is no saved state "${state}"`);
    if (current()?.state === state && labProcesses().size > 0) {
      throw new Error(`the lab is running in state ${state}; load another state first`);
    }
    forgetState(base, state);
    return Promise.resolve();
  });
}
