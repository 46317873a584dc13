import { shortName } from '../../targets/drafted.js';
import { TargetSchema } from '../../targets/schema.js';
import { AREAS } from '../inventory/collectors/index.js';
import { overSsh } from '../inventory/over-ssh.js';
import { migrationKey } from '../inventory/seal.js';
import { takeInventory, type RunLines } from '../inventory/take.js';
import type { Pair } from '../inventory/take-both.js';
import { closeConnection } from '../ssh/ssh-client.js';
import type { Identity } from './identify.js';

/**
 * Takes the inventory of both hosts, concurrently.
 * @param state the operator's folder of this migration
 * @param say called with a line after each quarter
 * @throws {NoAnswer} when one of them could not be asked
 */
export async function readHosts(
  hosts: { readonly old: Identity; readonly new: Identity },
  state: string,
  say: (line: string) => void,
): Promise<Pair> {
  const named = ({ hostname, ipv4, ipv6, ssh, configFile }: Identity) => ({
    name: shortName({ hostname }),
    ...{ hostname, ipv4: ipv4 ?? '', ipv6 },
    ssh: { destination: ssh, configFile },
  });
  const subject = {
    hosts: { old: named(hosts.old), new: named(hosts.new) },
    inventory: TargetSchema.shape.inventory.parse(undefined),
    dataDirectory: '',
    aftercare: { backup: { folder: '' } },
  };
  const key = migrationKey(state);
  let done = 0;
  const step = (area: string, host: string): void => {
    done += 1;
    if (done % Math.ceil(AREAS.length / 2) === 0)
      say(`Reading: ${done} of ${2 * AREAS.length} areas (${area} on ${host}) ...`);
  };
  const take = (role: 'old' | 'new') => {
    const host = subject.hosts[role];
    return takeInventory(
      subject,
      role,
      key,
      watched(overSsh(host), (area) => {
        step(area, host.name);
      }),
    );
  };
  try {
    const [old, now] = await Promise.all([take('old'), take('new')]);
    return { old, new: now };
  } finally {
    for (const host of [subject.hosts.old, subject.hosts.new]) closeConnection(host);
  }
}

/** Reports each area when it has been read. */
const watched = (run: RunLines, onArea: (area: string) => void): RunLines =>
  async function* (script) {
    for await (const line of run(script)) {
      const area = /^[0-9a-f]{24} end (\w+)/.exec(line)?.[1];
      if (AREAS.some((each) => each === area)) onArea(area ?? '');
      yield line;
    }
  };
