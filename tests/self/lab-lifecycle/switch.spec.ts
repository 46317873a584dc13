import { expect, test } from '@playwright/test';
import { ask } from '../../../helpers/http/http.js';
import { askHost, DEER, PUMA } from '../../../lab/cutover/apache.js';
import { CUTOVER_STEPS } from '../../../lab/cutover/steps.js';
import { perform, survey, takeBack } from '../../../lab/cutover/runner.js';
import { CEILING_MS, until } from '../../../lab/hosts/processes.js';
import { writes } from '../../../lab/cutover/bewelcome.js';
import { retire } from '../../../lab/cutover/steps/retire.js';
import { loadState } from '../../../lab/cutover/states.js';
import { onHost } from '../../../lab/hosts/hosts.js';
import { LAB_ROX } from '../../../lab/rox.js';
import { lab, labIpv4 } from '../../../targets/lab/target.js';
import { documented, runToEnd, type Command, type Ended } from '../docs/documented.js';

/** One lab, so one test at a time; each goes on where the one before it stopped. */
test.describe.configure({ mode: 'serial' });

const doneSteps = async (): Promise<string[]> =>
  (await survey())
    .filter(({ since, missing }) => since !== undefined && missing === undefined)
    .map(({ operation }) => operation.id);
const ids = CUTOVER_STEPS.map(({ id }) => id);
/** All that comes before an operation is done when its turn comes. Throws where the command ended with a failure. */
const AS_DOCUMENTED: Readonly<Record<string, () => Ended>> = {
  placeholder: () => succeed(documented('npm run lab -- switch placeholder')),
  data: () => succeed(documented('npm run lab -- switch --until data')),
};
function succeed(command: Command): Ended {
  const ended = runToEnd(command);
  if (ended.status !== 0) throw new Error(ended.said);
  return ended;
}
const whoAnswers = async (machine: 'deer' | 'puma'): Promise<number> =>
  (await askHost({ deer: DEER, puma: PUMA }[machine])).status;

test('before the switch, none of the operations is done, and Deer serves its visitors', async () => {
  await loadState('before-switch');

  const { status, said } = runToEnd(documented('npm run lab -- switch'));
  expect(status, said).toBe(0);
  expect(said.match(/^ {2}not yet /gm)).toHaveLength(ids.length);
  expect(await doneSteps()).toEqual([]);
  expect(await whoAnswers('deer')).toBe(200);
});

test('the operation "writes" does not report a transaction that ends while the operation is waiting', async () => {
  const held = onHost(
    'deer',
    "mysql -e 'START TRANSACTION; DELETE FROM BW_MAIN.countries LIMIT 1; DO SLEEP(2); ROLLBACK'",
  );
  const begun = "SELECT id FROM information_schema.processlist WHERE info = 'DO SLEEP(2)'";
  await until(CEILING_MS, 'no transaction began', async () => (await onHost('deer', `mysql -Ne "${begun}"`)) !== '');

  const missing = await writes.verify();

  await held;
  expect(missing).toBeUndefined();
});

for (const { id, what } of CUTOVER_STEPS.filter((each) => each !== retire)) {
  test(`switch ${id}: ${what}`, async () => {
    await (AS_DOCUMENTED[id] ?? (() => perform(id)))();

    expect(await doneSteps()).toEqual(ids.slice(0, ids.indexOf(id) + 1));
  });
}

test("Deer forwards a visitor, and Puma logs the visitor's real address, not the one that the visitor claims", async () => {
  const { host } = LAB_ROX.sites.www;
  const pinned = new Map([[host, [lab.hosts.old.ipv4]]]);
  const headers = { 'x-forwarded-for': '203.0.113.9' };

  const answer = await ask(`http://${host}/?handed-on`, { pinned }, { headers });

  expect(answer.status).toBe(200);
  const log = await onHost('puma', 'grep -h handed-on /var/log/apache2/www-access.log');
  expect(log).toContain(` ${labIpv4('visitor')} - `);
});

test('once the operations are undone in reverse order, none of them counts as done, and Deer serves its visitors', async () => {
  for (const id of ids.slice(1).reverse()) await takeBack(id);
  expect(runToEnd(documented('npm run lab -- switch placeholder --undo'))).toMatchObject({ status: 0 });

  const found = await survey();
  expect(found.filter(({ since }) => since !== undefined)).toEqual([]);
  // What only asks is still true; the data directories were equal before the switch as well.
  const missing = Object.fromEntries(found.map((each) => [each.operation.id, each.missing]));
  expect(missing).toMatchObject({ writes: undefined, mail: undefined, data: undefined });
  expect(ids.filter((id) => missing[id] === undefined)).toEqual(['writes', 'mail', 'data']);
  expect(await whoAnswers('deer')).toBe(200);
});
