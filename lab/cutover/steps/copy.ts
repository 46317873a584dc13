import { lab } from '../../../targets/lab/target.js';
import { onHost } from '../../hosts/hosts.js';
import { fromDeer } from '../copy-from-old-host.js';
import { assertDone, type CutoverStep } from '../step.js';

const { folder } = lab.aftercare.copyOfOldHost;
/** What is not the distribution's own. The databases are on Puma in another form. */
const KEPT = ['etc', 'home', 'root', 'usr/local', 'var/backups', 'var/rox', 'var/spool/cron', 'var/www'];

const rsync = (options: string, what: readonly string[]): string =>
  `rsync -aHR --numeric-ids --delete ${options} -e "$SSH" ${what.map((each) => `root@${lab.hosts.old.ipv4}:/./${each}`).join(' ')} ${folder}/`;

async function missing(): Promise<string | undefined> {
  // What rsync would still do; folders change their time by being looked into.
  const said = await fromDeer(`[ -d ${folder}/home ] || { echo nothing is there; exit; }
    ${rsync('--dry-run --itemize-changes --omit-dir-times', KEPT)}`);
  const [first = ''] = said.trim().split('\n');
  return first === '' ? undefined : `the copy of Deer in ${folder} on Puma lacks: ${first}`;
}

export const copy: CutoverStep = {
  id: 'copy',
  step: 'old-host-copy',
  what: "Deer is copied to Puma's big partition",
  who: 'jsfan',
  until: 'retire',
  do: async () => {
    // Logs go on being written, so they are copied and not compared.
    await fromDeer(`install -d -m 700 ${folder}
      ${rsync('', [...KEPT, 'var/log'])}`);
    await assertDone(missing);
  },
  undo: async () => {
    await onHost('puma', `rm -rf ${folder}`);
  },
  verify: missing,
};
