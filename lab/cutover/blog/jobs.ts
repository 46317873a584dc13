import type { Server } from '../../blog/plan.js';
import { onHost } from '../../hosts/hosts.js';
import { firstOf, type CutoverStep } from '../step.js';

/** Where the jobs of the club and of its members are defined, and the timers. */
const TABLE = '/etc/cron.d/club';
const CRONTABS: Readonly<Record<Server, readonly string[]>> = {
  old: [TABLE, 'anna', 'jonas', 'www-data'],
  new: [TABLE, 'anna', 'jonas'],
};
const BOTH = ['routes-index.timer', 'club-report.timer'];
const TIMERS: Readonly<Record<Server, readonly string[]>> = {
  old: BOTH,
  new: [...BOTH, 'wordpress-cron@club.timer', 'wordpress-cron@kitchen.timer'],
};

/** A crontab line that is a job, switched on or off: an optional `#` and five time fields. */
const JOB = /^#?((?:[\d*]\S*\s+)(?:\S+\s+){4}.*)$/;

type IsOn = (job: string) => boolean;
const all: IsOn = () => true;
const none: IsOn = () => false;
/** Before the day: jobs that must not run twice are off. */
const asCopied: IsOn = (job) => !/club-reminders|The bills|wordpress-cron/.test(job);

const readTable = async (server: Server, table: string): Promise<string[]> =>
  (await onHost(server, table === TABLE ? `cat ${TABLE}` : `crontab -l -u ${table}`)).trimEnd().split('\n');

async function writeTable(server: Server, table: string, lines: readonly string[]): Promise<void> {
  const text = `<<'END_OF_TABLE'\n${lines.join('\n')}\nEND_OF_TABLE`;
  // Cron ignores a file whose name contains a dot, so it never reads half a table.
  await onHost(
    server,
    table === TABLE
      ? `cat >${TABLE}.new ${text}\nchmod 644 ${TABLE}.new\nmv ${TABLE}.new ${TABLE}`
      : `crontab -u ${table} - ${text}`,
  );
}

/** Switches all jobs of a host on or off. Anna's own timers run as long as lingering is enabled for her. */
async function switchJobs(server: Server, isOn: IsOn): Promise<void> {
  for (const table of CRONTABS[server]) {
    const lines = await readTable(server, table);
    await writeTable(
      server,
      table,
      lines.map((line) => line.replace(JOB, (_, job: string) => (isOn(job) ? job : `#${job}`))),
    );
  }
  const stop = TIMERS[server].filter((timer) => !isOn(timer));
  const start = TIMERS[server].filter(isOn);
  await onHost(
    server,
    [
      stop.length > 0 ? `systemctl disable --quiet --now ${stop.join(' ')}` : '',
      // What a timer has started runs to its end.
      stop.length > 0
        ? `for unit in ${stop.map((timer) => timer.replace('.timer', '.service')).join(' ')}; do
          while [ "$(systemctl show -p ActiveState --value $unit)" = activating ]; do sleep 0.1; done
        done`
        : '',
      start.length > 0 ? `systemctl enable --quiet --now ${start.join(' ')}` : '',
      isOn('anna') ? 'loginctl enable-linger anna' : 'loginctl disable-linger anna\nsystemctl stop user@$(id -u anna)',
    ].join('\n'),
  );
}

/** Why the jobs of a host are not on or off as intended. */
async function otherJobs(server: Server, isOn: IsOn): Promise<string | undefined> {
  const wrong: string[] = [];
  for (const table of CRONTABS[server])
    for (const line of await readTable(server, table)) {
      const job = JOB.exec(line)?.[1];
      if (job !== undefined && line.startsWith('#') === isOn(job)) wrong.push(job);
    }
  const said = await onHost(
    server,
    `for timer in ${TIMERS[server].join(' ')}; do
      echo "$timer $(systemctl is-enabled $timer) $(systemctl is-active $timer)"
    done || true`,
  );
  for (const line of said.trim().split('\n')) {
    const [timer = '', ...states] = line.split(' ');
    if (states.join(' ') !== (isOn(timer) ? 'enabled active' : 'disabled inactive')) wrong.push(line);
  }
  return wrong.length === 0
    ? undefined
    : `jobs and timers not in the expected state on the ${server} host: ${wrong.join('; ')}`;
}

/** The new host's own jobs, while data is copied to it. */
export const resting = {
  rest: (): Promise<void> => switchJobs('new', none),
  wake: (): Promise<void> => switchJobs('new', asCopied),
  awake: (): Promise<string | undefined> => otherJobs('new', none),
};

export const jobsOff: CutoverStep = {
  id: 'jobs-off',
  step: '10',
  what: 'Jobs and timers on the old host are off',
  who: '',
  until: 'retire',
  do: () => switchJobs('old', none),
  undo: () => switchJobs('old', all),
  verify: () => otherJobs('old', none),
};

export const jobs: CutoverStep = {
  id: 'jobs',
  step: '6',
  what: 'All jobs and timers run on the new host, and none on the old one',
  who: '',
  until: 'retire',
  do: () => switchJobs('new', all),
  undo: () => switchJobs('new', none),
  verify: () => firstOf(jobsOff.verify, () => otherJobs('new', all)),
};
