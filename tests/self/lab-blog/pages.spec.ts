import { expect, test } from '@playwright/test';
import { loadState } from '../../../lab/cutover/states.js';
import { onHost } from '../../../lab/hosts/hosts.js';
import { up } from '../../../lab/lab.js';
import { PAGES } from '../../../lab/pairs.js';
import { documented, runToEnd, type Command, type Ended } from '../docs/documented.js';

/** A third migration: static pages, nginx, no database and no mail. One lab, so one test at a time. */
test.describe.configure({ mode: 'serial', timeout: 30 * 60_000 });

test.beforeAll(async () => {
  test.setTimeout(30 * 60_000);
  await up(PAGES);
});

const ask = (command: Command): Ended => runToEnd({ ...command, env: { ...command.env, MIGRATION_TARGET: 'pages' } });

test('the gate that records the baseline of the old host is GO', () => {
  const { said, status } = ask(documented('npx playwright test --project=pear-baseline'));

  expect(status, said).toBe(0);
});

test('the gate before the switch is GO for the new host', () => {
  const { said, status } = ask(documented('npx playwright test --project=plum-prerelease'));

  expect(status, said).toBe(0);
});

test('if a mail server that the target declares absent exists, the gate is NO-GO, and the host and file are named', async () => {
  await onHost('new', 'install -m 755 /bin/true /usr/sbin/sendmail');

  const { said, status } = ask(documented('npx playwright test --project=plum-prerelease tests/absent'));

  expect(status).toBe(1);
  expect(said).toContain('NO-GO');
  expect(said).toContain('plum: file /usr/sbin/sendmail');
  await onHost('new', 'rm /usr/sbin/sendmail');
});

for (const [state, command] of [
  ['frozen', documented('npx playwright test --project=plum-freeze')],
  ['switched', documented('npx playwright test --project=plum-postcutover')],
  ['retired', documented('npx playwright test --project=plum-aftercare')],
] as const)
  test(`in the state "${state}", the gate for that state is GO`, async () => {
    await loadState(state, PAGES);

    const { said, status } = ask(command);

    expect(status, said).toBe(0);
  });
