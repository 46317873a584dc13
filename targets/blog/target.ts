import { join } from 'node:path';
import { drafted } from '../drafted.js';
import { LAB_HOME, LAB_MAILHOG, LAB_READER } from '../lab/target.js';

/**
 * The lab's pair of Debian 11 and 13 (lab/blog). What `npm run init` found is in found.json, which it updates; this file is
 * ours, and `init` leaves it alone. Its passwords open nothing but the lab.
 */
export const source = drafted(import.meta.dirname, (target) => ({
  ...target,
  summary: "the lab's pair of hosts with Debian 11 and 13, on this machine",
  // As `npm run lab -- up --pair blog`. A caller that runs hundreds of gates knows that the lab is up.
  prepare: process.env['LAB_IS_UP'] === 'yes' ? null : ['node', 'run.js', 'lab/cli.ts', 'up', '--pair', 'blog'],
  // The people responsible for a step of the runbook.
  people: { '6': ['jonas'], differences: ['anna', 'jonas'], '14': ['anna'] },
  hosts: {
    old: { ...target.hosts.old, ssh: { destination: 'old', configFile: SSH_CONFIG } },
    new: { ...target.hosts.new, ssh: { destination: 'new', configFile: SSH_CONFIG } },
  },
  // Where one site is enough, the suite uses the first one.
  sites: [...target.sites].sort((one, other) => Number(other.host === FIRST) - Number(one.host === FIRST)),
  authority: join(LAB_HOME, 'lab', 'authority', 'ca.pem'),
  browserHome: join(LAB_HOME, 'lab', 'browser'),
  // Step 11, the trial of the backup and the journeys need it.
  mayWrite: true,
  application: {
    id: 'wordpress',
    url: `https://${FIRST}/`,
    editor: { username: 'nikolai', password: 'lab-nikolai', email: 'nikolai@example.org' },
    article: { path: encodeURI('/2023/05/утро-в-ельнике/'), words: 'कौन सा रास्ता है' },
    search: { words: 'goats', finds: '/2023/03/the-path-behind-the-mill/' },
  },
  databases: {
    ...target.databases,
    reader: LAB_READER,
    // As wp-config.php of both WordPress sites has it.
    application: { user: 'wordpress', password: 'lab-wordpress' },
    counted: [
      { database: 'club', tables: ['members', 'bookings', 'payments'] },
      { database: 'wp_club', tables: ['wp_posts', 'wp_comments', 'wp_users'] },
      { database: 'wp_kitchen', tables: ['wp_posts', 'wp_comments'] },
    ],
  },
  mail: { ...target.mail, mailhog: LAB_MAILHOG, testDomain: 'example.org', recipient: 'arrivals@example.org' },
  baselineComparison: {
    ...target.baselineComparison,
    allowed: [
      { words: /^media type: none -> image\/webp$/, why: 'the media types of the old release do not include webp' },
      {
        words: /^media type: application\/xml -> text\/xml$/,
        why: 'both are XML to anything that reads a sitemap (RFC 7303)',
      },
    ],
  },
  dns: {
    ...target.dns,
    ttl: 600,
    mayStay: [
      ...(['A', 'AAAA'] as const).map((type) => ({
        ...{ name: 'birch.hillwalkers.example', type, why: "birch's own name, until birch is shut down" },
      })),
      { name: 'hillwalkers.example', type: 'TXT', why: 'SPF: both hosts send mail until birch is shut down' },
    ],
  },
  cron: { jobs: target.cron.jobs.map(asPlanned) },
  // No future date may make the lab fail.
  policy: { waiverDays: null, attestationDays: null },
  baseline: join(LAB_HOME, 'lab', 'baseline', 'birch'),
  // What could not be determined: once such a value is filled in, its message, or its beginning, goes into FILLED_IN.
  gaps: target.gaps?.filter((gap) => !FILLED_IN.some((words) => gap.startsWith(words))),
  freeze: { ...target.freeze, enabledSites: ['000-unknown', 'placeholder'] },
  postcutover: {
    ...target.postcutover,
    enabledSites: ['forward'],
    // The first night of the lab is over in seconds.
    judgeJobs: 'at once',
    leastRequests: 40,
    leastVisitors: 1,
  },
  aftercare: {
    ...target.aftercare,
    backup: {
      ...{ folder: '/srv/backups', prefix: '20', furtherDatabases: ['mysql'], scratch: '/var/tmp', drift: 5 },
      store: { absent: 'the provider takes a snapshot of the whole machine each night' },
    },
    copyOfOldHost: { partition: { absent: 'one disk is enough for the club' }, folder: '/srv/birch' },
    repository: { absent: 'the configuration is only in the snapshots of the provider' },
    subDomains: {
      absent: 'each name in the zone belongs to a site that moves, to one of the two hosts, or to a name server',
    },
  },
}));

const SSH_CONFIG = join(LAB_HOME, 'lab', 'ssh', 'config');
const FIRST = 'www.hillwalkers.example';
/** The authority of the lab signed the certificates: it is named above. */
const FILLED_IN: readonly string[] = ['certificates: '];

type Job = NonNullable<Parameters<Parameters<typeof drafted>[1] & {}>[0]['cron']>['jobs'][number];
/** Jobs that must not run on both hosts: until the move they are off on the new one. */
const ONCE: readonly string[] = ['club-reminders', 'echo', 'club-wp-cron', 'kitchen-wp-cron'];
const OFF = { neverOnBoth: true, prerelease: { old: 'on', new: 'off' } } as const;
/** WordPress's scheduled tasks are run by cron on the old host, and by a timer on the new one. */
const onTimer = (site: string) => ({
  timer: `wordpress-cron@${site}.timer`,
  schedule: 'OnCalendar=*-*-* *:*:00/10',
  user: 'www-data',
  command: `/usr/bin/php /var/www/${site}/wp-cron.php`,
});
/** The trace of each job. Tasks that WordPress had scheduled for a time in the past must have been done. */
const planned = (site: string): Job['trace'] => ({
  kind: 'gone',
  table: `wp_${site}.wp_posts`,
  where: "post_status = 'future' AND post_date_gmt < UTC_TIMESTAMP() - INTERVAL 5 MINUTE",
});
const written = (path: string, leastBytes = 1): Job['trace'] => ({ kind: 'file', path, which: 'newest', leastBytes });
const TRACES: Readonly<Record<string, Job['trace']>> = {
  'club-backup': written('/srv/backups/*/www.tar.gz', 10_000),
  'club-reminders': written('/var/log/club/reminders.log'),
  'photo-count': written('/home/anna/photo-count.txt'),
  echo: { kind: 'mail', from: 'jonas' },
  'club-wp-cron': planned('club'),
  'kitchen-wp-cron': planned('kitchen'),
  'club-report': written('/var/log/club/report.log'),
  'routes-index': written('/var/lib/club/routes.txt'),
};
function asPlanned(job: Job): Job {
  const [, site] = /^(\w+)-wp-cron$/.exec(job.id) ?? [];
  return {
    ...job,
    trace: TRACES[job.id],
    ...(ONCE.includes(job.id) ? OFF : { neverOnBoth: false }),
    ...(job.id === 'club-backup' ? { isBackup: true } : {}),
    ...(site === undefined ? {} : { onNewHost: onTimer(site) }),
  };
}
