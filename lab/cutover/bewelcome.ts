import { LAB_ROX } from '../rox.js';
import { lab } from '../../targets/lab/target.js';
import type { CronJob } from '../../targets/schema.js';
import { DEFINERS_TO_ROOT } from '../hosts/sql-definers.js';
import { onHost } from '../hosts/hosts.js';
import type { Way } from './copy-from-old-host.js';
import { oldHostKept } from './steps/copy.js';
import { otherJobs, switchJobs } from './steps/crontab.js';
import { dataCopied } from './steps/data.js';
import { databasesCopied, DUMP } from './steps/databases.js';
import { readOnlyOn } from './steps/read-only.js';
import { writesOn } from './steps/writes.js';

/** The steps of any move, in BeWelcome's form. */
const way: Way = { from: 'deer', to: 'puma' };
const names = [LAB_ROX.databases.main, LAB_ROX.databases.archive, LAB_ROX.databases.crypted];
const none = (): boolean => false;
const asBefore = ({ prerelease }: CronJob): boolean => prerelease.new === 'on';

export const writes = writesOn('deer', names);
export const readOnly = readOnlyOn('deer', 'READ_ONLY ADMIN', LAB_ROX.databases.main);

async function strangeDefiners(): Promise<string | undefined> {
  const one = (kind: string, name: string, table: string, schema: string): string =>
    `SELECT CONCAT('${kind} ', ${name}, ': ', DEFINER) FROM information_schema.${table}
      WHERE ${schema} IN (${names.map((each) => `'${each}'`).join(', ')}) AND DEFINER <> 'root@localhost'`;
  const sql = [
    one('view', 'TABLE_NAME', 'VIEWS', 'TABLE_SCHEMA'),
    one('routine', 'ROUTINE_NAME', 'ROUTINES', 'ROUTINE_SCHEMA'),
    one('trigger', 'TRIGGER_NAME', 'TRIGGERS', 'TRIGGER_SCHEMA'),
    one('event', 'EVENT_NAME', 'EVENTS', 'EVENT_SCHEMA'),
  ].join(' UNION ALL ');
  const said = (await onHost('puma', `mysql -N <<'END_OF_SQL'\n${sql};\nEND_OF_SQL`)).trim();
  return said === '' ? undefined : `definers other than root@localhost on Puma: ${said.replaceAll('\n', ', ')}`;
}

export const databases = databasesCopied({
  way,
  names,
  sed: DEFINERS_TO_ROOT,
  // Ignores definers and the time of the dump.
  content: `${DUMP} --order-by-primary --skip-comments --skip-dump-date $name | sed '${DEFINERS_TO_ROOT}'`,
  jobs: {
    rest: () => switchJobs('puma', none),
    wake: () => switchJobs('puma', asBefore),
    awake: () => otherJobs('puma', none),
  },
  further: strangeDefiners,
  what: 'The live databases are copied to Puma with root@localhost as the definer; jobs on Puma are paused until the switch',
  who: 'jsfan',
});

export const data = dataCopied({
  way,
  folders: [lab.dataDirectory],
  options: '-rlptc',
  after: `find ${lab.dataDirectory} -user root -exec chown -h www-data:www-data {} +`,
  who: 'jsfan',
});

export const copy = oldHostKept({
  way,
  folder: lab.aftercare.copyOfOldHost.folder,
  kept: ['etc', 'home', 'root', 'usr/local', 'var/backups', 'var/rox', 'var/spool/cron', 'var/www'],
  who: 'jsfan',
});
