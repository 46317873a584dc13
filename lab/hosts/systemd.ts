import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newGroup } from './cgroups.js';
import { boot, launch, logOf, onHost, stopGracefully, type LabMachine } from './hosts.js';
import { CHECKOUT, PATHS } from '../paths.js';
import { CEILING_MS, end, initOf, labProcesses, until } from './processes.js';

export type SystemdOptions = {
  /** Fully qualified. */
  readonly hostname: string;
  /** Start as on a machine without control groups version 2. */
  readonly onlyCgroupV1?: boolean;
};

/** Starts a host whose process 1 is systemd, and waits until it has started everything that it should. */
export async function bootSystemd(
  machine: LabMachine,
  layers: readonly string[],
  { hostname, onlyCgroupV1 = false }: SystemdOptions,
): Promise<void> {
  const at = (name: string): string => join(PATHS.run, machine, name);
  for (const name of ['upper', 'work', 'root']) mkdirSync(at(name), { recursive: true });
  const script = readFileSync(join(CHECKOUT, 'lab', 'hosts', 'boot-systemd.sh'), 'utf8');
  const init = await launch(machine, ['--mount', '--pid', '--uts', '--ipc'], script, [
    layers.join(':'),
    at('upper'),
    at('work'),
    at('root'),
    hostname,
    newGroup(machine),
    onlyCgroupV1 ? 'v1' : 'v2',
  ]);
  let state = '';
  await until(CEILING_MS, `systemd on the machine ${machine} (log: ${logOf(machine)}) did not come up`, async () => {
    if (!existsSync(`/proc/${init}`))
      throw new Error(`the machine ${machine} exited while starting: ${lastWords(machine)}`);
    if (!existsSync(`/proc/${init}/root/run/dbus/system_bus_socket`)) return false;
    state = (await onHost(machine, 'systemctl is-system-running --wait 2>/dev/null || true')).trim();
    return state === 'running' || state === 'degraded';
  });
  if (state === 'running') return;
  const failed = await onHost(machine, 'systemctl list-units --failed --plain --no-legend');
  throw new Error(
    `the machine ${machine} came up ${state}; failed units:\n${failed}Look at one with: npm run lab -- shell ${machine} -- systemctl status UNIT`,
  );
}

/** Shuts hosts down as `poweroff` does, and waits until they are off. */
async function stopSystemd(machines: readonly LabMachine[]): Promise<void> {
  await Promise.all(
    machines.map(async (machine) => {
      const outermost = labProcesses().get(machine);
      if (outermost === undefined) return;
      const init = initOf(outermost);
      await onHost(machine, 'systemctl poweroff --no-block');
      await until(
        CEILING_MS,
        `the machine ${machine} did not shut down`,
        () => init === undefined || !existsSync(`/proc/${init}`),
      );
    }),
  );
  await end(machines);
}

const lastWords = (machine: LabMachine): string =>
  `${readFileSync(logOf(machine), 'utf8').trim().split('\n').slice(-3).join('\n')} (see ${logOf(machine)})`;

/**
 * How a pair of servers with systemd starts and stops, and the name servers next to them, which run without systemd.
 * @param servers full names of the two
 */
export function systemdPair<Server extends LabMachine>(servers: Readonly<Record<Server, string>>, zone: string) {
  const isServer = (machine: LabMachine): machine is Server => machine in servers;
  return {
    isServer,
    boot: (machine: LabMachine, layers: readonly string[]): Promise<void> =>
      isServer(machine)
        ? bootSystemd(machine, layers, { hostname: servers[machine] })
        : boot(machine, layers, undefined, zone),
    stop: async (machines: readonly LabMachine[]): Promise<void> => {
      await Promise.all([
        stopSystemd(machines.filter(isServer)),
        stopGracefully(machines.filter((machine) => !isServer(machine))),
      ]);
    },
  };
}
