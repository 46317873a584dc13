import type { LabMachine } from './hosts/hosts.js';
import type { Layers } from './states.js';

/** An old host, a new host, and the world around them, as a lab brings them up. A machine has room for one pair at a time. */
export type Pair = {
  readonly name: string;
  /** Hosts with their own file system, in the order in which they are listed. */
  readonly machines: readonly LabMachine[];
  /** The folder of everything that is built from the current sources: changes with them. */
  base(): string;
  /** Creates the first state in that folder, and the images that it needs. */
  make(base: string): Promise<Layers>;
  /** Starts a host from its layers, nearest first; resolves when its services are running. */
  boot(machine: LabMachine, layers: readonly string[]): Promise<void>;
  /** Shuts hosts down so that their files may be kept. */
  stop(machines: readonly LabMachine[]): Promise<void>;
};
