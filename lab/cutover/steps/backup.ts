import { lab, labIpv4 } from '../../../targets/lab/target.js';
import { onHost } from '../../hosts/hosts.js';
import { fromOldHost } from '../copy-from-old-host.js';
import { assertDone, type CutoverStep } from '../step.js';
import { turnOf } from '../turn-of-backup.js';

const { folder, prefix, store } = lab.aftercare.backup;
const job = lab.cron.jobs.find(({ id }) => id === 'backup');
if (job === undefined || store === null)
  throw new Error('the target has no "backup" job, or no place for copies of the backups');
const { user, command, schedule } = job;

const sums = async (machine: 'puma' | 'store', at: string): Promise<string> =>
  (
    await onHost(
      machine,
      `${turnOf(schedule)}
      cd ${at} 2>/dev/null && find . -name '${prefix}'"$(date +%F)*" -newermt "@$turn" -exec sha256sum {} + | sort || true`,
    )
  ).trim();

async function missing(): Promise<string | undefined> {
  const [made, kept] = await Promise.all([sums('puma', folder), sums('store', store?.folder ?? '')]);
  if (made === '') return `no backup has been made in ${folder} on Puma since the backup job was due today`;
  return made === kept ? undefined : `today's backup is missing or incomplete on the machine ${store?.name ?? ''}`;
}

export const backup: CutoverStep = {
  id: 'backup',
  step: 'backup',
  what: "Today's backup is made on Puma as cron would make it, and copied to another machine",
  who: 'planetcruiser',
  growsOld: true,
  do: async () => {
    await onHost('store', `install -d -m 700 ${store.folder}`);
    await onHost('puma', `su - ${user} -c ${command}`);
    // Puma may read nothing in the place for its copies: a compromised machine must not reach them.
    await fromOldHost(`rsync -a -e "$SSH" ${folder}/ root@${labIpv4('store')}:${store.folder}/`);
    await assertDone(missing);
  },
  undo: async () => {
    await onHost('store', `rm -rf ${store.folder}`);
  },
  verify: missing,
};
