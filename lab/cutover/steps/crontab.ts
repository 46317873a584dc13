import { lab } from '../../../targets/lab/target.js';
import type { CronJob } from '../../../targets/schema.js';
import { onHost } from '../../hosts/hosts.js';

const FILE = '/etc/cron.d/rox';

type Web = 'deer' | 'puma';

/** Switches jobs of the site on or off on a host: a job that is off stays in the table, after a `#`. */
export async function switchJobs(machine: Web, isOn: (job: CronJob) => boolean): Promise<void> {
  const lines = (await readTable(machine)).map((line) => {
    const job = jobOf(line);
    if (job === undefined) return line;
    const bare = line.replace(/^#+\s*/, '');
    return isOn(job) ? bare : `#${bare}`;
  });
  // Moved into place, so that cron never reads half a table. Cron ignores a file whose name contains a dot.
  await onHost(
    machine,
    `cat >${FILE}.new <<'END_OF_TABLE'\n${lines.join('\n').trimEnd()}\nEND_OF_TABLE\nchmod 644 ${FILE}.new\nmv ${FILE}.new ${FILE}`,
  );
}

/** Why jobs on a host are not on or off as intended; covers all of them by default. */
export async function otherJobs(
  machine: Web,
  isOn: (job: CronJob) => boolean,
  jobs: readonly CronJob[] = lab.cron.jobs,
): Promise<string | undefined> {
  const lines = await readTable(machine);
  const wrong = jobs.filter((job) => {
    const line = lines.find((each) => jobOf(each)?.id === job.id);
    return line === undefined || !line.startsWith('#') !== isOn(job);
  });
  if (wrong.length === 0) return undefined;
  return `${FILE} on the machine ${machine}: ${wrong.map((job) => `${job.id} is not ${isOn(job) ? 'on' : 'off'}`).join(', ')}`;
}

const jobOf = (line: string): CronJob | undefined =>
  lab.cron.jobs.find((job) => line.trimEnd().endsWith(`${job.user} ${job.command}`));

const readTable = async (machine: Web): Promise<string[]> => (await onHost(machine, `cat ${FILE}`)).split('\n');
