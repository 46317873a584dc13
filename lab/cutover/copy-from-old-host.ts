import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { labIpv4 } from '../../targets/lab/target.js';
import { onHost } from '../hosts/hosts.js';
import { PATHS } from '../paths.js';

const FOLDER = '/run/from-deer';

/**
 * Runs a script on Puma that may call `on_deer COMMAND` and `$SSH`. For as long as it runs Puma holds the operator's key, in
 * memory only: the hosts have none for each other, and none is left behind.
 */
export async function fromDeer(script: string): Promise<string> {
  const file = (name: string, text: string): string =>
    `cat >${FOLDER}/${name} <<'END_OF_FILE'\n${text.trimEnd()}\nEND_OF_FILE`;
  const read = (name: string): string => readFileSync(join(PATHS.ssh, name), 'utf8');
  const options = `-i ${FOLDER}/key -o IdentitiesOnly=yes -o BatchMode=yes -o UserKnownHostsFile=${FOLDER}/known_hosts -o StrictHostKeyChecking=yes -o ConnectTimeout=5 -o LogLevel=ERROR`;
  return onHost(
    'puma',
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
on_deer() { $SSH root@${labIpv4('deer')} "$@"; }
${script}`,
    )}
    bash ${FOLDER}/script`,
  );
}
