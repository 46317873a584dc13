import { expect, test } from '@playwright/test';
import { onHost } from '../../../lab/hosts/hosts.js';
import { askHost, DEER, PUMA } from '../../../lab/cutover/apache.js';
import { CUTOVER_STEPS, STATES } from '../../../lab/cutover/steps.js';
import { up } from '../../../lab/lab.js';
import { survey, takeBack } from '../../../lab/cutover/runner.js';
import { retire } from '../../../lab/cutover/steps/retire.js';
import { KEPT_ON_PUMA, rollBack } from '../../../lab/cutover/roll-back.js';
import { loadState } from '../../../lab/cutover/states.js';
import { documented, runToEnd } from '../docs/documented.js';

/** One lab, so one test at a time. */
test.describe.configure({ mode: 'serial' });

const ids = CUTOVER_STEPS.map(({ id }) => id);

const doneSteps = async (): Promise<string[]> =>
  (await survey())
    .filter(({ since, missing }) => since !== undefined && missing === undefined)
    .map(({ operation }) => operation.id);
const whoAnswers = async (machine: 'deer' | 'puma'): Promise<number> =>
  (await askHost({ deer: DEER, puma: PUMA }[machine])).status;

test('after a rollback, the site is on Deer again, and visitors who still reach Puma are asked to wait', async () => {
  await loadState('switched');

  expect(runToEnd(documented('npm run lab -- switch roll-back'))).toMatchObject({ status: 0 });

  expect(await doneSteps()).toEqual([]);
  expect(await whoAnswers('deer')).toBe(200);
  expect(await whoAnswers('puma')).toBe(503);
  expect(await onHost('puma', `grep -c 'CREATE TABLE' ${KEPT_ON_PUMA}`)).not.toBe('0\n');
});

for (const [name, last] of Object.entries(STATES)) {
  test(`after "load ${name}", every operation through "${last}" is done, and no later one`, async () => {
    expect(runToEnd(documented(`npm run lab -- load ${name}`))).toMatchObject({ status: 0 });

    expect(await doneSteps()).toEqual(ids.slice(0, ids.indexOf(last) + 1));
  });
}

test('after Deer is shut down, "up" does not start it again, and there is no way back to it', async () => {
  await loadState('retired');

  expect(await up()).toContain('already up');
  expect(await whoAnswers('deer')).toBe(0);
  await expect(rollBack()).rejects.toThrow('no way back');
  await expect(takeBack(retire.id)).rejects.toThrow('no way back');
  expect(await whoAnswers('puma')).toBe(200);
});
