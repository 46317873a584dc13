import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { labIpv4 } from '../../targets/lab/target.js';
import { onHost, type LabMachine } from '../hosts/hosts.js';
import { PATHS } from '../paths.js';
import { hereDocument } from './here-document.js';

const FOLDER = '/run/from-old-host';

/** The hosts that a move goes from and to. */
export type Way = { readonly from: LabMachine; readonly to: LabMachine };
const DEER_TO_PUMA: Way = { from: 'deer', to: 'puma' };

/**
 * Runs a script on the new host that may use `on_old COMMAND`, `$OLD`, and `$SSH`. While it runs, that host has the
 * operator's key, in memory only: the hosts have no keys for each other, and none is left behind.
 */
export async function fromOldHost(script: string, { from, to } = DEER_TO_PUMA): Promise<string> {
  const file = (name: string, text: string): string => hereDocument(`${FOLDER}/${name}`, text.trimEnd());
  const read = (name: string): string => readFileSync(join(PATHS.ssh, name), 'utf8');
  const options = `-i ${FOLDER}/key -o IdentitiesOnly=yes -o BatchMode=yes -o UserKnownHostsFile=${FOLDER}/known_hosts -o StrictHostKeyChecking=yes -o ConnectTimeout=5 -o LogLevel=ERROR`;
  return onHost(
    to,
    `umask 077
    rm -rf ${FOLDER}
    mkdir ${FOLDER}
    trap 'rm -rf ${FOLDER}' EXIT
    ${file('key', read('operator'))}
    ${file('known_hosts', read('known_hosts'))}
    ${file(
      'script',
      `set -eu -o pipefail
SSH='ssh ${options}'
OLD=root@${labIpv4(from)}
on_old() { $SSH "$OLD" "$@"; }
${script}`,
    )}
    bash ${FOLDER}/script`,
  );
}
