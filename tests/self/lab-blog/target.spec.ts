import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { askGate } from '../../../lab/faults/runner/gate.js';
import { unhealthy } from '../../../lab/faults/runner/judge.js';
import { up } from '../../../lab/lab.js';
import { BLOG } from '../../../lab/pairs.js';
import { PATHS } from '../../../lab/paths.js';
import type { Found } from '../../../targets/drafted.js';
import { labIpv4 } from '../../../targets/lab/target.js';
import { copyCheckout, documented, runToEnd } from '../docs/documented.js';

/** One lab, so one test at a time; the gate before the switch reads the baseline. */
test.describe.configure({ mode: 'serial', timeout: 30 * 60_000 });

test.beforeAll(async () => {
  test.setTimeout(30 * 60_000);
  await up(BLOG);
});

const readFound = (checkout: string): Omit<Found, 'taken'> => {
  const { taken, ...found } = JSON.parse(readFileSync(join(checkout, 'targets/blog/found.json'), 'utf8')) as Found;
  expect(Date.parse(taken)).not.toBeNaN();
  return found;
};

test('init finds on the two hosts exactly the facts that are recorded in the target of the pair', ({}, info) => {
  const checkout = copyCheckout(info.outputPath('checkout'));
  const { program, args, env } = documented('npm run init -- --old old --new new --name blog --yes');
  const more = ['--ssh-config', join(PATHS.ssh, 'config'), '--resolver', labIpv4('resolver')];

  const said = runToEnd(
    { program, args: [...args, ...more], env: { ...env, XDG_STATE_HOME: info.outputPath('state') } },
    checkout,
  );

  expect(said).toMatchObject({ status: 0, said: expect.stringContaining('Found on birch.hillwalkers.example: ') });
  expect(readFound(checkout)).toEqual(readFound('.'));
});

for (const gate of ['baseline', 'prerelease'] as const)
  test(`gate ${gate} is GO for the pair`, async ({}, info) => {
    const run = await askGate({ target: 'blog', gate, choice: {}, folder: info.outputPath(gate) });

    expect(unhealthy(run, {}), run.screen).toEqual([]);
    expect(run).toMatchObject({ status: 0, verdict: { verdict: 'GO' } });
  });
