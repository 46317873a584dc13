import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lab, LAB_NET, labIpv4, labIpv6, type LabHost } from '../../targets/lab/target.js';
import { plugIn } from './network.js';
import { CHECKOUT, PATHS } from '../paths.js';
import { CEILING_MS, end, initOf, labProcesses, markedEnvironment, until } from './processes.js';
import { runAside } from '../exec.js';
import { chooseReceiver, receiverToArgument } from '../outside/mailhog/choose.js';

/** Hosts with their own file system; `outside` runs the machine's programs on its own network. */
export const MACHINES = ['deer', 'puma', 'store', 'ns1', 'ns2', 'resolver', 'resolver2'] as const;
/** `old` and `new` are the hosts of the pair `blog`, which systemd starts (lab/hosts/systemd.ts). */
export type LabMachine = (typeof MACHINES)[number] | 'old' | 'new';

const WEB_SERVICES = ['rsyslog', 'ssh', 'named', 'mariadb', 'postfix', 'rox', 'apache2', 'cron'];
export const SERVICES: Partial<Record<LabMachine, readonly string[]>> = {
  deer: WEB_SERVICES,
  puma: WEB_SERVICES,
  store: ['ssh'],
  ns1: ['named'],
  ns2: ['named'],
  resolver: ['named'],
  resolver2: ['named'],
};

/** Starts a host from its layers (nearest first) and an empty upper layer, unless it is already running. */
export async function boot(
  machine: LabMachine,
  layers: readonly string[],
  services: readonly string[] = SERVICES[machine] ?? [],
  zone: string = LAB_NET.zone,
): Promise<void> {
  const folder = join(PATHS.run, machine);
  const at = (name: string): string => join(folder, name);
  for (const name of ['upper', 'work', 'root']) mkdirSync(at(name), { recursive: true });
  const script = readFileSync(join(CHECKOUT, 'lab', 'hosts', 'boot.sh'), 'utf8');
  const init = await launch(machine, ['--mount', '--pid', '--uts', '--ipc'], script, [
    layers.join(':'),
    at('upper'),
    at('work'),
    at('root'),
    `${machine}.${zone}`,
    services.join(' '),
  ]);
  const late = `the machine ${machine} (log: ${logOf(machine)}) did not start all its services (${services.join(', ')})`;
  await until(CEILING_MS, late, () => {
    if (!existsSync(`/proc/${init}`))
      throw new Error(`the machine ${machine} exited while starting; see its log: ${logOf(machine)}`);
    return existsSync(`/proc/${init}/root/run/booted`);
  });
}

/**
 * The outside world: other people's mail servers, maps, GeoNames, and the repository that the code is cloned from.
 * @param git folder of bare repositories; the world gets a copy, since people push to them
 */
export async function bootOutside(git: string): Promise<void> {
  rmSync(PATHS.git, { recursive: true, force: true });
  cpSync(git, PATHS.git, { recursive: true });
  const addresses = ['--address', labIpv4('outside'), '--address', labIpv6('outside')];
  const script = `read -r _
    git daemon --reuseaddr --export-all --enable=receive-pack --base-path="$1" "$1" &
    shift
    cd "$1"; shift
    exec "$@"`;
  await launch('outside', ['--pid', '--mount-proc'], script, [
    PATHS.git,
    CHECKOUT,
    process.execPath,
    'run.js',
    'lab/outside/main.ts',
    ...addresses,
    '--certificate',
    join(PATHS.authority, 'outside'),
    '--mail',
    // Looked up here, where PATH is that of the user who starts the lab; processes of the lab get another PATH.
    receiverToArgument(chooseReceiver(process.env, labIpv4('visitor'))),
  ]);
  await until(CEILING_MS, `the outside world (log: ${logOf('outside')}) did not answer`, async () => {
    if (!labProcesses().has('outside')) throw new Error(`the outside world exited; see its log: ${logOf('outside')}`);
    return await fetch(`${lab.mail.mailhog}/api/v2/messages?limit=1`).then(
      (answer) => answer.ok,
      () => false,
    );
  });
}

export const logOf = (host: LabHost): string => join(PATHS.log, `${host}.log`);

/** Starts a host's first process in namespaces and plugs it into the network. Returns its process id on this machine. */
export async function launch(host: LabHost, namespaces: string[], script: string, args: string[]): Promise<number> {
  mkdirSync(PATHS.log, { recursive: true });
  const log = openSync(logOf(host), 'w');
  const child = spawn(
    'unshare',
    ['--net', '--fork', '--kill-child', ...namespaces, 'sh', '-c', script, `lab-${host}`, ...args],
    { cwd: '/', detached: true, stdio: ['pipe', log, log], env: markedEnvironment(host) },
  );
  child.on('error', () => undefined);
  let init: number | undefined;
  await until(CEILING_MS, `no process of the lab host "${host}" started`, () => {
    init = child.pid === undefined ? undefined : initOf(child.pid);
    return init !== undefined;
  });
  if (init === undefined) throw new Error(`no process of the lab host "${host}" started`);
  const first = init;
  // The fork exists before its namespaces are complete only in theory; `ip` says so if it ever happens.
  plugIn(host, first);
  child.stdin?.on('error', () => undefined).end('go\n');
  child.unref();
  return first;
}

/** The arguments that make nsenter run something on a host as if it were started there. */
export function enter(machine: LabMachine): string[] {
  const outermost = labProcesses().get(machine);
  const init = outermost === undefined ? undefined : initOf(outermost);
  if (init === undefined)
    throw new Error(
      `the machine ${machine} is down; \`npm run lab -- status\` shows whether it was shut down on purpose`,
    );
  return [
    '-t',
    String(init),
    '-m',
    '-u',
    '-i',
    '-n',
    '-p',
    // systemd refuses connections from tools outside of its namespace of control groups.
    '-C',
    '--',
    'env',
    '--chdir=/',
    '-i',
    'HOME=/root',
    'USER=root',
    `TERM=${process.env['TERM'] ?? 'dumb'}`,
    'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  ];
}

/** Runs a shell script on a host as root, from outside, without ssh. */
export async function onHost(machine: LabMachine, script: string): Promise<string> {
  return (await runAside('nsenter', [...enter(machine), 'sh', '-eu'], script)).stdout;
}

/** Stops the services of hosts cleanly and ends them, so that their files can be saved. */
export async function stopGracefully(machines: readonly LabMachine[]): Promise<void> {
  await Promise.all(
    machines.map(async (machine) => {
      const services = [...(SERVICES[machine] ?? [])].reverse();
      await onHost(
        machine,
        services.map((name) => `/etc/init.d/${name} stop >/dev/null 2>&1 || true`).join('\n') + '\nsync',
      );
    }),
  );
  await end(machines);
}

/** Discards what a host has written on top of its layers. */
export function dropUpper(machine: LabMachine | 'outside'): void {
  rmSync(join(PATHS.run, machine), { recursive: true, force: true });
}
