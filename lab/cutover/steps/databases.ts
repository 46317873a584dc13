import { LAB_ROX } from '../../rox.js';
import type { CronJob } from '../../../targets/schema.js';
import { DEFINERS_TO_ROOT } from '../../hosts/sql-definers.js';
import { onHost } from '../../hosts/hosts.js';
import { otherJobs, switchJobs } from './crontab.js';
import { fromDeer } from '../copy-from-old-host.js';
import { firstOf, assertDone, type CutoverStep } from '../step.js';

const names = [LAB_ROX.databases.main, LAB_ROX.databases.archive, LAB_ROX.databases.crypted];
/** What Puma had before, so that the copy can be undone. */
const KEPT = '/var/backups/databases-before-the-switch.sql';
const DUMP = 'mysqldump --single-transaction --routines --triggers --events --hex-blob --default-character-set=utf8mb4';

const none = (): boolean => false;
const asBefore = ({ prerelease }: CronJob): boolean => prerelease.new === 'on';

/** The databases whose dumps differ, definers and the moment of the dump left aside. */
async function different(): Promise<string | undefined> {
  const sums = `for name in ${names.join(' ')}; do
      echo "$name $(${DUMP} --order-by-primary --skip-comments --skip-dump-date $name | sed '${DEFINERS_TO_ROOT}' | sha256sum)"
    done`;
  const [deer = [], puma = []] = (await Promise.all([onHost('deer', sums), onHost('puma', sums)])).map((said) =>
    said.trim().split('\n'),
  );
  const wrong = names.filter((_, index) => deer[index] === undefined || deer[index] !== puma[index]);
  return wrong.length === 0 ? undefined : `${wrong.join(', ')} on Puma is not what it is on Deer`;
}

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
  return said === '' ? undefined : `not defined by root@localhost on Puma: ${said.replaceAll('\n', ', ')}`;
}

const missing = (): Promise<string | undefined> => firstOf(() => otherJobs('puma', none), strangeDefiners, different);

export const databases: CutoverStep = {
  id: 'databases',
  step: '12',
  what: 'The live databases are copied to Puma, with definers root@localhost; the jobs on Puma rest until the switch',
  who: 'jsfan',
  until: 'dns',
  do: async () => {
    // Some of Puma's own jobs write. Until visitors come, Puma must hold what Deer holds.
    await switchJobs('puma', none);
    await fromDeer(`if [ ! -e ${KEPT} ]; then
        ${DUMP} --add-drop-database --databases ${names.join(' ')} >${KEPT}.new
        mv ${KEPT}.new ${KEPT}
      fi
      on_deer '${DUMP} --add-drop-database --databases ${names.join(' ')}' | sed '${DEFINERS_TO_ROOT}' | mysql --default-character-set=utf8mb4`);
    await assertDone(missing);
  },
  undo: async () => {
    await onHost('puma', `[ ! -e ${KEPT} ] || mysql --default-character-set=utf8mb4 <${KEPT}\nrm -f ${KEPT}`);
    await switchJobs('puma', asBefore);
  },
  verify: missing,
};
