import { onHost } from '../../hosts/hosts.js';
import { isOff, powerOff } from '../../lab.js';
import type { CutoverStep } from '../step.js';

export const retire: CutoverStep = {
  id: 'retire',
  step: 'old-host-gone',
  what: "Deer's /home is shredded, and Deer is shut down",
  who: 'planetcruiser, jeanyves',
  do: async () => {
    if (isOff('deer')) return;
    // Once over is enough for a rehearsal. Links are shred's business only by what they point to, so they are removed.
    await onHost(
      'deer',
      'find /home -xdev -type f -exec shred --iterations=1 --remove {} +; find /home -mindepth 1 -delete',
    );
    await powerOff('deer');
  },
  undo: () =>
    isOff('deer')
      ? Promise.reject(
          new Error('Deer is shredded: there is no way back. `npm run lab -- load switched` plays the days again'),
        )
      : Promise.resolve(),
  verify: () => Promise.resolve(isOff('deer') ? undefined : 'Deer is not shut down'),
};
