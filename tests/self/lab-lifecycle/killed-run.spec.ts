import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Database } from '../../../helpers/database/database.js';
import { madeUpIn, membersLeft, tracesLeft } from '../../../helpers/journeys/rox/made-up-members.js';
import { MARK } from '../../../helpers/journeys/rox/test-data.js';
import { mailbox } from '../../../helpers/mailbox/mailbox.js';
import { loadState } from '../../../lab/cutover/states.js';
import { CHECKOUT } from '../../../lab/paths.js';
import { lab, LAB_MAILHOG } from '../../../targets/lab/target.js';
import { documented, type Command } from '../docs/documented.js';

/** Checks that register somebody, and then have them follow the link in their mail: seconds in which they are there. */
const REGISTERS = documented(
  'MIGRATION_OVERRIDE=resolver-rules npx playwright test --project=puma-prerelease tests/journeys/rox/registration-link.spec',
);
/** Without the cleanup at the end of the gate: what writes first, whatever it asks, has taken out everything before. */
const NEXT = documented(
  'MIGRATION_OVERRIDE=resolver-rules npx playwright test --project=puma-prerelease --no-deps tests/journeys/rox/registration-names',
);

/**
 * Each run in a process group, so that its workers and browsers are halted and killed with it; both with a folder of state
 * that no other lab of this machine writes to.
 */
function start({ program, args, env }: Command, folder: string): { run: ChildProcess; ended: Promise<unknown> } {
  const run = spawn(program, args, {
    cwd: CHECKOUT,
    env: { ...process.env, ...env, MIGRATION_RUN_FOLDER: folder, XDG_STATE_HOME: join(folder, '../state') },
    detached: true,
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) =>
    run.on('exit', (status, signal) => {
      resolve(status ?? signal);
    }),
  );
  return { run, ended };
}

test('members registered by a killed run are removed by the next run, along with their log lines and mail', async ({}, info) => {
  await loadState('before-switch');
  const database = await Database.open(lab, lab.hosts.new, 'writer');
  const mails = mailbox(LAB_MAILHOG, 60_000);
  const logs = 'BW_ARCH.logs';
  const end = await database.queryOne<{ id: number }>(`SELECT IFNULL(MAX(id), 0) AS id FROM ${logs}`);
  const left = (): Promise<string[]> => membersLeft(lab, database);
  expect(await left()).toEqual([]);

  const { run, ended } = start(REGISTERS, info.outputPath('killed'));
  await expect.poll(left, { intervals: [10], timeout: 0 }).not.toEqual([]);
  // Halted first: while the emails are on their way, nobody takes anybody out.
  const toAll = (signal: NodeJS.Signals): boolean => process.kill(-(run.pid ?? 0), signal);
  toAll('SIGSTOP');
  const unsent = async (): Promise<number[]> =>
    (await Promise.all((await left()).map((name) => mails.count(name)))).filter((count) => count === 0);
  await expect.poll(unsent, { timeout: 0 }).toEqual([]);
  toAll('SIGKILL');
  expect(await ended).toBe('SIGKILL');

  const { madeUp } = madeUpIn(info.outputPath('killed'));
  const names = madeUp.map(({ username }) => username);
  expect(await left()).not.toEqual([]);
  expect(names).toEqual(expect.arrayContaining(await left()));
  // What a run wrote of somebody whom it had taken out already: no member leads to it.
  const late = `${MARK}000000000000`;
  await database.execute(`INSERT INTO ${logs} (IpAddress, IdMember, Str, Type, created) VALUES (0, 0, ?, '', NOW())`, [
    late,
  ]);
  const traces = (): Promise<string[]> =>
    tracesLeft(lab, database, { madeUp, names: [...names, late], logsAfter: end.id });
  expect(await traces()).toContainEqual(expect.stringMatching(/^rows of BW_ARCH\.logs .*: ([2-9]|\d\d+)$/));

  expect(await start(NEXT, info.outputPath('next')).ended).toBe(1);

  expect(await left()).toEqual([]);
  expect(await traces()).toEqual([]);
  expect(await Promise.all(names.map((name) => mails.count(name)))).toEqual(names.map(() => 0));
  database.close();
});
