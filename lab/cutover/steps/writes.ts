import { LAB_ROX } from '../../rox.js';
import { onHost } from '../../hosts/hosts.js';
import { until } from '../../hosts/processes.js';
import type { CutoverStep } from '../step.js';

const names = [LAB_ROX.databases.main, LAB_ROX.databases.archive, LAB_ROX.databases.crypted]
  .map((name) => `'${name}'`)
  .join(', ');

/** Statements that run in the site's databases, and transactions that have changed rows and are not over. */
const IN_FLIGHT = `SELECT CONCAT(user, ': ', LEFT(IFNULL(info, command), 80)) FROM information_schema.processlist
    WHERE db IN (${names}) AND command NOT IN ('Sleep', 'Daemon')
  UNION ALL SELECT CONCAT('transaction ', trx_id) FROM information_schema.innodb_trx WHERE trx_rows_modified > 0`;

async function running(): Promise<string | undefined> {
  const running = (await onHost('deer', `mysql -N <<'END_OF_SQL'\n${IN_FLIGHT};\nEND_OF_SQL`)).trim();
  return running === '' ? undefined : `still at work in the databases on Deer: ${running.replaceAll('\n', '; ')}`;
}

/** Jobs that still run from cron ask something now and then: one moment of rest is what can be had, and is enough. */
async function missing(): Promise<string | undefined> {
  let words: string | undefined;
  const isQuiet = async (): Promise<boolean> => (words = await running()) === undefined;
  return until(300_000, '', isQuiet).then(
    () => undefined,
    () => words,
  );
}

export const writes: CutoverStep = {
  id: 'writes',
  step: '8',
  what: "Everything that was asked of Deer's MySQL is written",
  who: '',
  until: 'read-only',
  // Nothing to do but to wait: the placeholder lets no new request in.
  do: () => Promise.resolve(),
  undo: () => Promise.resolve(),
  verify: missing,
};
