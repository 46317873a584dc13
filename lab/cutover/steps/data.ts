import { lab } from '../../../targets/lab/target.js';
import { onHost } from '../../hosts/hosts.js';
import { fromDeer } from '../copy-from-old-host.js';
import { assertDone, type CutoverStep } from '../step.js';

const folder = lab.dataDirectory;
const KEPT = '/var/backups/data-before-the-switch';

/** Every entry with its kind, mode, owner, group and link, and every file with its content. */
const MANIFEST = `cd ${folder}
  find . -printf '%p %y %m %u %g %l\\n' | sort
  find . -type f -print0 | sort -z | xargs -0r sha256sum`;

async function missing(): Promise<string | undefined> {
  const [deer = [], puma = []] = (await Promise.all([onHost('deer', MANIFEST), onHost('puma', MANIFEST)])).map((said) =>
    said.split('\n'),
  );
  const other = [...deer.filter((line) => !puma.includes(line)), ...puma.filter((line) => !deer.includes(line))];
  return other.length === 0 ? undefined : `${folder} differs in ${other.length} places, e.g. ${other[0] ?? ''}`;
}

export const data: CutoverStep = {
  id: 'data',
  step: '13',
  what: "Puma's data directory is synchronized with Deer's",
  who: 'jsfan',
  until: 'dns',
  do: async () => {
    // Not with -u, as the runbook's line has it: a file that a test changed on Puma is newer there, and would stay.
    await fromDeer(`if [ ! -e ${KEPT} ]; then cp -a ${folder} ${KEPT}.new; mv ${KEPT}.new ${KEPT}; fi
      rsync -rlptc --delete-before -e "$SSH" root@${lab.hosts.old.ipv4}:${folder}/ ${folder}/
      find ${folder} -user root -exec chown -h www-data:www-data {} +`);
    await assertDone(missing);
  },
  undo: async () => {
    await onHost('puma', `[ ! -e ${KEPT} ] || rsync -ac --delete ${KEPT}/ ${folder}/\nrm -rf ${KEPT}`);
  },
  verify: missing,
};
