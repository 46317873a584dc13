import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { step } from '../exec.js';
import { PATHS } from '../paths.js';
import type { Layers } from '../states.js';
import { bootOutside, dropUpper, type LabMachine } from './hosts.js';
import { raiseBridge, removeBridge } from './network.js';
import { end } from './processes.js';

/** Starts the hosts of a base for the first time, and the world around them. */
export const startFirst = <Machine extends LabMachine>(
  base: string,
  machines: readonly Machine[],
  boot: (machine: Machine) => Promise<void>,
): Promise<void> =>
  step('starting the hosts for the first time', async () => {
    raiseBridge();
    await Promise.all([bootOutside(join(base, 'git')), ...machines.map(boot)]);
  });

/**
 * Saves what hosts have written since then as the state in which every lab of this base starts, and ends the world around them.
 * @param machines hosts that are already shut down
 * @param below the layers that each host was started from
 */
export async function keepFirst<Machine extends LabMachine>(
  base: string,
  machines: readonly Machine[],
  below: (machine: Machine) => readonly string[],
): Promise<Layers> {
  await end(['outside']);
  removeBridge();
  dropUpper('outside');
  const layers: Layers = { outside: [join(base, 'git')] };
  for (const machine of machines) {
    const kept = join(base, 'layers', machine, 'before-the-switch');
    renameSync(join(PATHS.run, machine, 'upper'), kept);
    dropUpper(machine);
    layers[machine] = [kept, ...below(machine)];
  }
  return layers;
}
