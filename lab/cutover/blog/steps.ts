import { SERVERS, SITES, ZONE } from '../../blog/plan.js';
import { onHost } from '../../hosts/hosts.js';
import type { CutoverStep } from '../step.js';
import { oldHostKept } from '../steps/copy.js';
import { dataCopied } from '../steps/data.js';
import { databasesCopied } from '../steps/databases.js';
import { zoneMoved } from '../steps/dns.js';
import { mailQueue } from '../steps/mailbot.js';
import { readOnlyOn } from '../steps/read-only.js';
import { retireHost } from '../steps/retire.js';
import { writesOn } from '../steps/writes.js';
import { zoneCleaned } from '../steps/zone-clean.js';
import { jobs, jobsOff, resting } from './jobs.js';
import { backup, night } from './night.js';
import { placeholder, proxy, WAY } from './web.js';

const DATABASES = ['club', 'wp_club', 'wp_kitchen'];

/** Every row of a database and the names of everything in it: the rest of a dump is worded differently in another release. */
const CONTENT = `{
    mysqldump --single-transaction --no-create-info --skip-triggers --skip-extended-insert --order-by-primary --hex-blob --default-character-set=utf8mb4 $name 2>/dev/null | grep '^INSERT'
    mysql -N information_schema -e "SELECT table_type, table_name FROM tables WHERE table_schema = '$name'
      UNION ALL SELECT routine_type, routine_name FROM routines WHERE routine_schema = '$name'
      UNION ALL SELECT 'trigger', trigger_name FROM triggers WHERE trigger_schema = '$name'
      UNION ALL SELECT 'event', event_name FROM events WHERE event_schema = '$name' ORDER BY 1, 2"
  }`;

const mail: CutoverStep = {
  id: 'mail',
  step: '9',
  what: 'The mail server on the old host has delivered everything',
  who: '',
  until: 'proxy',
  do: async () => {
    await onHost(WAY.from, 'postqueue -f');
  },
  undo: () => Promise.resolve(),
  verify: () => mailQueue(WAY.from),
};

const databases = databasesCopied({
  way: WAY,
  names: DATABASES,
  sed: '',
  content: CONTENT,
  jobs: resting,
  further: () => Promise.resolve(undefined),
  what: 'The live databases are copied to the new host, whose jobs are paused until the switch',
  who: '',
});

const data = dataCopied({
  way: WAY,
  folders: ['/var/www', '/var/lib/club', '/home'],
  // Owners by name: the ids of system accounts differ between releases.
  options: '-aHc',
  after: '',
  who: '',
});

const dns = zoneMoved(
  {
    zone: ZONE,
    way: WAY,
    names: SITES.flatMap(({ names }) => names),
    exchangers: new Map([['birch', 'cedar']]),
  },
  {
    id: 'dns',
    step: '14',
    what: 'All site names and the MX record point to the new host, on both name servers',
    who: '',
  },
);

const copy = oldHostKept({
  way: WAY,
  folder: '/srv/birch',
  kept: ['etc', 'home', 'root', 'usr/local', 'var/backups', 'var/lib/club', 'var/spool/cron', 'var/www'],
  who: '',
});

/** The operations of the move from Debian 11 to Debian 13, in order, and those of the days after it. */
export const BLOG_STEPS: readonly CutoverStep[] = [
  placeholder,
  writesOn(WAY.from, DATABASES),
  // Mail that jobs have to send must be on its way before the queue is checked.
  jobsOff,
  mail,
  readOnlyOn(WAY.from, 'SUPER, READ_ONLY ADMIN', 'club'),
  databases,
  data,
  dns,
  proxy,
  jobs,
  night,
  // The days after.
  backup,
  copy,
  zoneCleaned({ zone: ZONE, hostname: SERVERS.old, machine: WAY.from, who: '' }),
  retireHost(WAY.from, ''),
];

export const BLOG_STATES: Readonly<Record<string, string>> = {
  frozen: data.id,
  switched: night.id,
  retired: 'retire',
};
