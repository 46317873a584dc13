import { onHost, type LabMachine } from '../../hosts/hosts.js';
import { isOff, powerOff } from '../../lab.js';
import type { CutoverStep } from '../step.js';

export const retireHost = (machine: LabMachine, who: string): CutoverStep => ({
  id: 'retire',
  step: 'old-host-gone',
  what: '/home of the old host is shredded, and the host is shut down',
  who,
  do: async () => {
    if (isOff(machine)) return;
    // One pass is enough for a rehearsal. shred(1) would overwrite the targets of links, so links are removed first.
    await onHost(
      machine,
      'find /home -xdev -type f -exec shred --iterations=1 --remove {} +; find /home -mindepth 1 -delete',
    );
    await powerOff(machine);
  },
  undo: () =>
    isOff(machine)
      ? Promise.reject(
          new Error(
            `/home on the machine ${machine} has been shredded: there is no way back. To repeat the days after the switch, load the state "switched" (docs/lab.md)`,
          ),
        )
      : Promise.resolve(),
  verify: () => Promise.resolve(isOff(machine) ? undefined : `the machine ${machine} is not shut down`),
});

export const retire = retireHost('deer', 'planetcruiser, jeanyves');
