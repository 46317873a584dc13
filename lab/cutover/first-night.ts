import { ask } from '../../helpers/http/http.js';
import { addressesOf, siteNames } from '../../helpers/core/site-names.js';
import { LAB_ROX } from '../rox.js';
import { lab } from '../../targets/lab/target.js';
import type { CronJob } from '../../targets/schema.js';
import { onHost } from '../hosts/hosts.js';
import { CEILING_MS, until } from '../hosts/processes.js';
import type { CutoverStep } from './step.js';

/** Times half a minute before jobs that run once a day, so that cron reaches them in half a second. */
const EVENING = '@2012-06-23 01:59:30 x60';
const MORNING = '@2012-06-23 06:59:30 x60';
const BACKUPS = '/home/bwrox/backups/DB_BACKUP-*';
const STATS = `${LAB_ROX.databases.main}.stats`;
/** Written during the night, for mailbot to send. */
const LETTER = 'Good night from Puma.';
const MESSAGES = `${LAB_ROX.databases.main}.messages`;
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:13.0) Gecko/20100101 Firefox/13.0';

/** Restarts cron itself at a given time of the night; without a time, on the clock that the lab uses by default. */
const startCron = (clock = ''): Promise<string> =>
  onHost('puma', `LAB_CRON_CLOCK='${clock}' /etc/init.d/cron restart </dev/null >/dev/null 2>&1`);

/** Jobs that cron on Puma, according to its log, has not started since Deer began to forward; one of them may still be running. */
async function notRun(): Promise<string[]> {
  const [since] = (
    await onHost(
      'deer',
      'date -Is -d @$(stat -c %Y /etc/apache2/sites-enabled/forward-www.conf 2>/dev/null || date +%s)',
    )
  ).split('+');
  const log = (await onHost('puma', 'grep -h " CMD (" /var/log/cron.log || true')).split('\n');
  const started = ({ user, command }: CronJob): boolean =>
    log.some((line) => line > (since ?? '') && line.includes(`(${user}) CMD (${command})`));
  return lab.cron.jobs.filter((job) => !started(job)).map(({ id }) => id);
}

const TRACES = `find ${BACKUPS} -newer /etc/cron.d/rox 2>/dev/null | grep -q . || echo 'no backup since the switch'
  [ "$(mysql -N -e 'SELECT COUNT(*) FROM ${STATS} WHERE created >= CURDATE() - INTERVAL 1 DAY')" -gt 0 ] || echo 'no statistics for yesterday'
  [ "$(mysql -N -e "SELECT COUNT(*) FROM ${MESSAGES} WHERE Message = '${LETTER}' AND Status = 'Sent'")" -gt 0 ] || echo 'mailbot has not sent the message written during the night'
  ! pgrep -f 'db_backup.sh|update_geo.sh|updatestats.mjs' >/dev/null || echo 'nightly jobs are still running'`;

async function missing(): Promise<string | undefined> {
  const jobs = await notRun();
  if (jobs.length > 0) return `jobs that cron on Puma has not run since the switch: ${jobs.join(', ')}`;
  return (await onHost('puma', TRACES)).trim().replaceAll('\n', ', ') || undefined;
}

/** People look at the site: those whose DNS knows Puma, and those whose DNS still resolves to Deer. */
async function visitors(): Promise<void> {
  const { host } = LAB_ROX.sites.www;
  const urls = ['/', '/about', '/login', '/robots.txt', '/forums'].flatMap((path) =>
    ['http', 'https'].map((scheme) => `${scheme}://${host}${path}`),
  );
  for (const way of [lab.hosts.new, lab.hosts.old]) {
    const pinned = new Map(siteNames(lab).map((name) => [name, addressesOf(way)]));
    for (const family of [4, 6] as const)
      await Promise.all(
        urls.map((url) => ask(url, { pinned, userAgent: AGENT, authority: lab.authority }, { family })),
      );
  }
}

const { active, other } = LAB_ROX.members;
const { main } = LAB_ROX.databases;
const writeLetter = `mysql <<'END_OF_SQL'
  INSERT INTO ${MESSAGES} (created, IdSender, IdReceiver, Status, Message)
  SELECT NOW(), sender.id, receiver.id, 'ToSend', '${LETTER}' FROM ${main}.members sender, ${main}.members receiver
   WHERE sender.Username = '${active.username}' AND receiver.Username = '${other.username}';
END_OF_SQL`;

export const night: CutoverStep = {
  id: 'night',
  step: '6',
  what: 'The first night is over: visitors have come, and every job has run on Puma',
  who: '',
  // Deer has the time from which to look.
  until: 'retire',
  do: async () => {
    await visitors();
    await onHost('puma', writeLetter);
    const isLeft = (jobs: readonly string[]) => async () => !(await notRun()).some((id) => jobs.includes(id));
    try {
      await startCron(EVENING);
      await until(CEILING_MS, "cron did not run the two o'clock jobs", isLeft(['backup', 'geonames']));
      await startCron(MORNING);
      await until(
        CEILING_MS,
        "cron did not run the seven o'clock jobs",
        isLeft(['statistics', 'clean-guests', 'close-edit']),
      );
    } finally {
      await startCron();
    }
    await until(CEILING_MS, 'the nightly jobs did not finish', async () => (await missing()) === undefined);
  },
  undo: async () => {
    await onHost(
      'puma',
      `rm -f ${BACKUPS}\nmysql -e 'DELETE FROM ${STATS} WHERE created >= CURDATE() - INTERVAL 1 DAY'
      mysql -e "DELETE FROM ${MESSAGES} WHERE Message = '${LETTER}'"`,
    );
  },
  verify: missing,
};
