import { spawnSync } from 'node:child_process';
import { labIpv4, labIpv6 } from '../targets/lab.js';
import { FAULTS } from './faults.js';
import { enter, MACHINES, type Machine } from './hosts.js';
import { current, down, forget, save, up } from './lab.js';
import { labProcesses } from './processes.js';
import { readBook } from './states.js';
import { switchCommand } from './switch/cli.js';
import { loadState } from './switch/states.js';

const USAGE = `npm run lab -- COMMAND
  up            start the lab in its first state (build it first when needed)
  down          stop it and leave nothing behind but the cache   [--force: also another checkout's]
  status        who runs, in which state, whose it is
  shell HOST    a root shell on deer, puma, store, ns1, ns2, resolver or resolver2   [-- COMMAND ...]
  inject FAULT  break something as life would; without a name: what there is. \`load before-switch\` mends it
  save STATE    keep the hosts as they are now under a name
  forget STATE  drop a kept state
  load STATE    start them again from a kept state: before-switch (the first one), frozen, switched,
                retired, or one you saved
  switch        the day of the switch, operation by operation, and which are done
  switch STEP [--undo]   do one of them, or take it back     [--until STEP: all up to it]
  switch roll-back       back from Puma to Deer
`;

async function main(args: readonly string[]): Promise<number> {
  const [command = '', ...rest] = args;
  if (command !== 'status' && command !== '' && process.getuid?.() !== 0) return asRoot(args);
  switch (command) {
    case 'up':
      process.stderr.write(`lab: ${await up()}\n`);
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
      await loadState(rest[0] ?? '');
      return 0;
    case 'inject':
      return inject(rest[0] ?? '');
    case 'switch':
      return switchCommand(rest);
    case 'forget':
      await forget(rest[0] ?? '');
      return 0;
    default:
      process.stderr.write(USAGE);
      return 2;
  }
}

/** Namespaces and mounts need root; the cache folder stays the one of the user who asked. */
function asRoot(args: readonly string[]): number {
  const home = process.env['XDG_CACHE_HOME'] ?? `${process.env['HOME'] ?? ''}/.cache`;
  const done = spawnSync(
    'sudo',
    ['env', `XDG_CACHE_HOME=${home}`, process.execPath, ...process.execArgv, process.argv[1] ?? '', ...args],
    { stdio: 'inherit' },
  );
  if (done.error) throw new Error('the lab needs root, and sudo is not here', { cause: done.error });
  return done.status ?? 1;
}

async function inject(name: string): Promise<number> {
  const fault = FAULTS[name];
  if (!fault) {
    const known = Object.entries(FAULTS).map(([id, { what }]) => `  ${id.padEnd(34)} ${what}\n`);
    process.stdout.write(`${name === '' ? 'Faults:' : `There is no fault "${name}". Faults:`}\n${known.join('')}`);
    return name === '' ? 0 : 2;
  }
  await fault.putIn();
  process.stdout.write(`${fault.what}\nSee what the gate says: npx playwright test --project=puma-prerelease\n`);
  return 0;
}

function status(): number {
  const now = current();
  const running = labProcesses();
  if (!now || running.size === 0) {
    process.stdout.write('lab: down\n');
    return 1;
  }
  const lines = [...MACHINES, 'outside' as const].map(
    (host) =>
      `  ${host.padEnd(9)} ${labIpv4(host).padEnd(15)} ${labIpv6(host).padEnd(17)} ${running.has(host) ? 'up' : now.off.some((each) => each === host) ? 'shut down, on purpose' : 'DOWN'}`,
  );
  const kept = Object.keys(readBook(now.base)).join(', ');
  process.stdout.write(
    `lab: state ${now.state}, of ${now.user} in ${now.checkout}, since ${now.since}\n${lines.join('\n')}\nkept states: ${kept}\n`,
  );
  return lines.some((line) => line.endsWith('DOWN')) ? 1 : 0;
}

function shell(args: readonly string[]): number {
  const [host, ...command] = args.filter((arg) => arg !== '--');
  if (!MACHINES.includes(host as Machine)) throw new Error(`shell of whom? One of: ${MACHINES.join(', ')}`);
  const done = spawnSync('nsenter', [...enter(host as Machine), ...(command.length > 0 ? command : ['bash', '-l'])], {
    stdio: 'inherit',
  });
  return done.status ?? 1;
}

main(process.argv.slice(2)).then(
  (status) => (process.exitCode = status),
  (error: unknown) => {
    process.stderr.write(`lab: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
