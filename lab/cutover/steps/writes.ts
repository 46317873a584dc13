import { onHost, type LabMachine } from '../../hosts/hosts.js';
import { until } from '../../hosts/processes.js';
import type { CutoverStep } from '../step.js';

/**
 * InnoDB refreshes innodb_trx only if no one has read it for 0.1 s (CACHE_MIN_IDLE_TIME_NS in trx0i_s.cc). Polled
 * faster than that, it keeps showing a transaction that has long ended.
 */
const PAUSE_MS = 250;

/** Statements that run in the site's databases, and transactions that have changed rows and have not ended. */
const inFlight = (databases: readonly string[]): string =>
  `SELECT CONCAT(user, ': ', LEFT(IFNULL(info, command), 80)) FROM information_schema.processlist
    WHERE db IN (${databases.map((name) => `'${name}'`).join(', ')}) AND command NOT IN ('Sleep', 'Daemon')
  UNION ALL SELECT CONCAT('transaction ', trx_id) FROM information_schema.innodb_trx WHERE trx_rows_modified > 0`;

async function running(machine: LabMachine, databases: readonly string[]): Promise<string | undefined> {
  const said = (await onHost(machine, `mysql -N <<'END_OF_SQL'\n${inFlight(databases)};\nEND_OF_SQL`)).trim();
  return said === ''
    ? undefined
    : `still active in the databases on the machine ${machine}: ${said.replaceAll('\n', '; ')}`;
}

/** Jobs that cron still runs send a query now and then: one quiet moment is all that can be expected, and is enough. */
async function missing(machine: LabMachine, databases: readonly string[]): Promise<string | undefined> {
  let words: string | undefined;
  const isQuiet = async (): Promise<boolean> => (words = await running(machine, databases)) === undefined;
  return until(300_000, '', isQuiet, PAUSE_MS).then(
    () => undefined,
    () => words,
  );
}

/** @param databases those of the sites on that host */
export const writesOn = (machine: LabMachine, databases: readonly string[]): CutoverStep => ({
  id: 'writes',
  step: '8',
  what: 'All pending writes to the databases on the old host are complete',
  who: '',
  until: 'read-only',
  // Nothing to do but wait: the placeholder lets no new requests in.
  do: () => Promise.resolve(),
  undo: () => Promise.resolve(),
  verify: () => missing(machine, databases),
});
