import { askServer } from '../../blog/crawl.js';
import { SERVER_NAMES, SITES } from '../../blog/plan.js';
import { onHost } from '../../hosts/hosts.js';
import { CEILING_MS, until } from '../../hosts/processes.js';
import { assertDone, type CutoverStep } from '../step.js';
import { turnOf } from '../turn-of-backup.js';

/** Jobs that run once a day or a month, with times two minutes before them: cron reaches them in two seconds, even if it starts slowly. */
const NIGHT = [
  ['2025-06-30 02:28:00', ['club-backup']],
  ['2025-07-01 07:13:00', ['club-reminders']],
  ['2025-07-01 07:58:00', ['photo-count', 'bills']],
] as const;
const CRON_JOBS = NIGHT.flatMap(([, jobs]) => [...jobs]);
const SERVICES = ['routes-index', 'wordpress-cron@club', 'wordpress-cron@kitchen', 'club-report'];
const DROP_IN = '/run/systemd/system/cron.service.d/night.conf';
const BACKUP = '/srv/backups';

/** Cron, restarted at a given time of the night; without one, it runs on the lab's usual clock. */
const startCron = (clock?: string): Promise<string> =>
  onHost(
    'new',
    `${clock === undefined ? `rm -f ${DROP_IN}` : `printf '[Service]\\nEnvironment="FAKETIME=@${clock} x60"\\n' >${DROP_IN}`}
    systemctl daemon-reload
    systemctl restart cron`,
  );

/** The time since when the old host has been forwarding, in seconds. */
const since = async (): Promise<string> =>
  (await onHost('old', 'stat -c %Y /etc/apache2/sites-enabled/forward.conf 2>/dev/null || date +%s')).trim();

/** Jobs that, according to its journal, have not run on the new host since the old one began to forward. */
async function notRun(): Promise<string[]> {
  const from = await since();
  const journal = (unit: string): Promise<string> =>
    onHost('new', `journalctl --quiet --no-pager --output=cat --since=@${from} -u ${unit}`);
  const cron = (await journal('cron')).split('\n').filter((line) => line.includes(' CMD ('));
  const services = await Promise.all(SERVICES.map(async (unit) => [unit, await journal(unit)] as const));
  return [
    ...CRON_JOBS.filter((job) => !cron.some((line) => line.includes(job))),
    ...services.filter(([, said]) => !/Finished|Deactivated|Succeeded/.test(said)).map(([unit]) => unit),
  ];
}

async function missing(): Promise<string | undefined> {
  const jobs = await notRun();
  if (jobs.length > 0) return `jobs that the new host has not run since the switch: ${jobs.join(', ')}`;
  const traces = `find ${BACKUP} -name www.tar.gz -newermt @${await since()} | grep -q . || echo 'no backup since the switch'
    ! pgrep -f 'club-backup|club-reminders' >/dev/null || echo 'nightly jobs are still running'`;
  return (await onHost('new', traces)).trim().replaceAll('\n', ', ') || undefined;
}

/** People look at the sites: those whose DNS knows the new host, and those whose DNS still resolves to the old one. */
async function visitors(): Promise<void> {
  const urls = SITES.flatMap(({ names, kind }) =>
    names.flatMap((name) =>
      ['http', 'https'].flatMap((scheme) =>
        (kind === 'wordpress' ? ['/', '/feed/'] : ['/']).map((path) => `${scheme}://${name}${path}`),
      ),
    ),
  );
  for (const server of SERVER_NAMES)
    for (const family of [4, 6] as const) await Promise.all(urls.map((url) => askServer(server, url, family)));
}

export const night: CutoverStep = {
  id: 'night',
  step: '6',
  what: 'The first night is over: visitors have come, and every job has run on the new host',
  who: '',
  // The old host has the time from which to look.
  until: 'retire',
  do: async () => {
    await visitors();
    try {
      for (const [clock, jobs] of NIGHT) {
        await startCron(clock);
        await until(
          CEILING_MS,
          `cron did not run ${jobs.join(' and ')}`,
          async () => !(await notRun()).some((job) => jobs.some((each) => each === job)),
        );
      }
    } finally {
      await startCron();
    }
    // It runs on Mondays; no one waits that long to see whether it works.
    await onHost('new', 'systemctl start club-report.service');
    await until(CEILING_MS, 'the nightly jobs did not finish', async () => (await missing()) === undefined);
  },
  undo: async () => {
    await onHost('new', `rm -rf ${BACKUP}/*`);
  },
  verify: missing,
};

/** A backup ages. */
const stale = async (): Promise<string | undefined> =>
  (
    await onHost(
      'new',
      `${turnOf('30 2 * * *')}
      find ${BACKUP}/$(date +%F)/www.tar.gz -newermt "@$turn" 2>/dev/null | grep -q . || echo 'no backup has been made in ${BACKUP} since the backup job was due today'`,
    )
  ).trim() || undefined;

export const backup: CutoverStep = {
  id: 'backup',
  step: 'backup',
  what: "Today's backup is made on the new host as cron would make it",
  who: '',
  growsOld: true,
  do: async () => {
    await onHost('new', 'club-backup');
    await assertDone(stale);
  },
  undo: () => Promise.resolve(),
  verify: stale,
};
