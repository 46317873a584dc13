import { lab } from '../../targets/lab.js';
import { onHost } from '../hosts.js';
import { until } from '../processes.js';
import type { Operation } from './operation.js';

const names = [lab.databases.main, lab.databases.archive, lab.databases.crypted].map((name) => `'${name}'`).join(', ');

/** Statements that run in the site's databases, and transactions that have changed rows and are not over. */
const IN_FLIGHT = `SELECT CONCAT(user, ': ', LEFT(IFNULL(info, command), 80)) FROM information_schema.processlist
    WHERE db IN (${names}) AND command NOT IN ('Sleep', 'Daemon')
  UNION ALL SELECT CONCAT('transaction ', trx_id) FROM information_schema.innodb_trx WHERE trx_rows_modified > 0`;

async function missing(): Promise<string | undefined> {
  const running = (await onHost('deer', `mysql -N <<'END_OF_SQL'\n${IN_FLIGHT};\nEND_OF_SQL`)).trim();
  return running === '' ? undefined : `still at work in the databases on Deer: ${running.replaceAll('\n', '; ')}`;
}

export const writes: Operation = {
  id: 'writes',
  step: '8',
  what: "Everything that was asked of Deer's MySQL is written",
  who: '',
  until: 'read-only',
  // Nothing to do but to wait: the placeholder lets no new request in.
  do: () =>
    until(30_000, "statements are still running in Deer's databases", async () => (await missing()) === undefined),
  undo: () => Promise.resolve(),
  missing,
};
