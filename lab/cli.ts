import { spawnSync } from 'node:child_process';
import { labIpv4, labIpv6 } from '../targets/lab/target.js';
import { sudo } from './sudo.js';
import { enter, type LabMachine } from './hosts/hosts.js';
import { labProcesses } from './hosts/processes.js';
import { current, down, forget, pairOfNow, save, up } from './lab.js';
import type { Pair } from './pair.js';
import { BEWELCOME, pairNamed } from './pairs.js';
import { readBook } from './states.js';

const USAGE = `npm run lab -- COMMAND
  up            start the lab in its first state (built first if necessary)
                [--pair blog: Debian 11 and 13 with systemd, or --pair pages: static pages on nginx,
                instead of BeWelcome's Deer and Puma]
  down          stop the lab, leaving only the cache behind   [--force: even if another checkout started it]
  status        show which hosts are up, the state of the lab, and whose it is
  shell HOST    open a root shell on a host (status lists the hosts)   [-- COMMAND ...: run this instead]
  inject FAULT  break something, as happens in real life; without a name: list the faults
  heal FAULT    revert it
  save STATE    save the current state of the hosts under a name
  forget STATE  delete a saved state
  load STATE    restart the hosts from a saved state: before-switch (the first one), frozen, switched,
                retired, or one you saved   [--pair blog or pages]
  switch        list the switch-day operations of the pair that is up, and show which are done
  switch OPERATION [--undo]   perform one of them, or undo it
  switch --until OPERATION    perform all up to and including this one, except those already done
  switch roll-back            go back from Puma to Deer
`;

// Loaded only when needed: every gate calls `up` before anything else, and that should take no time.
const catalogue = (): Promise<typeof import('./faults/catalogue/index.js')> => import('./faults/catalogue/index.js');
const day = (): Promise<typeof import('./cutover/states.js')> => import('./cutover/states.js');

async function main(args: readonly string[]): Promise<number> {
  const [command = '', ...rest] = args;
  const ended = command === 'status' || command === '' ? undefined : sudo(args);
  if (ended !== undefined) return ended;
  switch (command) {
    case 'up':
      process.stderr.write(`lab: ${await up(pairIn(rest) ?? BEWELCOME)}\n`);
      return 0;
    case 'down':
      await down(rest.includes('--force'));
      process.stderr.write('lab: down\n');
      return 0;
    case 'status':
      return status();
    case 'shell':
      return shell(rest);
    case 'save':
      await save(rest[0] ?? '');
      return 0;
    case 'load':
      await loadInto(pairIn(rest) ?? pairOfNow(), rest[0] ?? '');
      return 0;
    case 'inject':
      return inject(rest[0] ?? '');
    case 'heal':
      return heal(rest[0] ?? '');
    case 'switch':
      return (await import('./cutover/cli.js')).switchCommand(rest);
    case 'forget':
      await forget(rest[0] ?? '', pairIn(rest) ?? pairOfNow());
      return 0;
    default:
      process.stderr.write(USAGE);
      return 2;
  }
}

/** The pair after `--pair`, if any is named. */
function pairIn(args: readonly string[]): Pair | undefined {
  const at = args.indexOf('--pair');
  return at === -1 ? undefined : pairNamed(args[at + 1] ?? '');
}

/** Some states are made when they are first loaded. */
const loadInto = async (pair: Pair, state: string): Promise<void> => (await day()).loadState(state, pair);

async function inject(name: string): Promise<number> {
  const { faultOf } = await catalogue();
  const { id, description, gate, inject, operator, target } = faultOf(name);
  if (operator)
    throw new Error(
      `${id} is a fault on the operator's machine; only \`npm run faults -- --target ${target} --only ${id}\` injects it`,
    );
  await inject(id);
  process.stdout.write(
    `${description}\nSee what the gate reports: MIGRATION_TARGET=${target} npx playwright test --project='*-${gate}'\nTo revert it: npm run lab -- heal ${id}\n`,
  );
  return 0;
}

async function heal(name: string): Promise<number> {
  const [{ faultOf }, { STATE_OF }] = [await catalogue(), await import('./faults/runner/runner.js')];
  const { loadFor } = await import('./faults/runner/place.js');
  const { id, gate, revert, target } = faultOf(name);
  await (revert === undefined ? loadFor(target, STATE_OF[gate]) : revert(id));
  return 0;
}

function status(): number {
  const now = current();
  const running = labProcesses();
  if (!now || running.size === 0) {
    process.stdout.write('lab: down\n');
    return 1;
  }
  const pair = pairOfNow();
  const lines = [...pair.machines, 'outside' as const].map(
    (host) =>
      `  ${host.padEnd(9)} ${labIpv4(host).padEnd(15)} ${labIpv6(host).padEnd(17)} ${running.has(host) ? 'up' : now.off.some((each) => each === host) ? 'shut down on purpose' : 'DOWN'}`,
  );
  const kept = Object.keys(readBook(now.base)).join(', ');
  process.stdout.write(
    `lab: pair ${pair.name}, state ${now.state}, started by ${now.user} in ${now.checkout}, up since ${now.since}\n${lines.join('\n')}\nsaved states: ${kept}\n`,
  );
  return lines.some((line) => line.endsWith('DOWN')) ? 1 : 0;
}

function shell(args: readonly string[]): number {
  const [host, ...command] = args.filter((arg) => arg !== '--');
  const { machines } = pairOfNow();
  if (!machines.includes(host as LabMachine)) throw new Error(`which host? One of: ${machines.join(', ')}`);
  const done = spawnSync(
    'nsenter',
    [...enter(host as LabMachine), ...(command.length > 0 ? command : ['bash', '-l'])],
    {
      stdio: 'inherit',
    },
  );
  return done.status ?? 1;
}

main(process.argv.slice(2)).then(
  (status) => (process.exitCode = status),
  (error: unknown) => {
    process.stderr.write(`lab: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
