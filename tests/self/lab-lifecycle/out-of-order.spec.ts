import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { CHECKOUT } from '../../../lab/paths.js';
import { loadState } from '../../../lab/cutover/states.js';
import type { VerdictFile } from '../../../reports/decision/evidence.js';
import { documented } from '../docs/documented.js';

/** One lab, so one test at a time. */
test.describe.configure({ mode: 'serial' });

/** A gate that is asked too early or too late, on the state of the lab, and what must come first on the screen. */
const CASES = [
  { gate: 'freeze', state: 'before-switch', area: 'freeze', first: /Deer has closed the site.*Received: 200/s },
  { gate: 'baseline', state: 'frozen', area: 'baseline', first: /503/ },
  { gate: 'postcutover', state: 'frozen', area: 'postcutover', first: /still points to Deer|Received: 503/ },
  { gate: 'aftercare', state: 'before-switch', area: 'aftercare', first: /has not been made|does not forward/ },
];
/** One cause, one failure; two where two people have each not done their part. */
const MOST_FAILURES = 3;

for (const { gate, state, area, first } of CASES) {
  test(`gate ${gate}, run in state ${state}, is not GO and gives the reason at the top`, async ({}, info) => {
    const folder = info.outputPath('run');
    await loadState(state);

    const { PATH, HOME, XDG_CACHE_HOME, TMPDIR } = process.env;
    const { program, args } = documented(`npx playwright test --project=*${gate}`);
    const asked = spawnSync(program, [...args, `tests/${area}/`], {
      cwd: CHECKOUT,
      encoding: 'utf8',
      env: { PATH, HOME, XDG_CACHE_HOME, TMPDIR, MIGRATION_RUN_FOLDER: folder },
    });

    const { verdict, checks } = JSON.parse(readFileSync(join(folder, 'verdict.json'), 'utf8')) as VerdictFile;
    const failed = checks.filter(({ outcome }) => outcome === 'failed');
    expect(asked.status, asked.stdout).toBe(1);
    expect(verdict, asked.stdout).not.toBe('GO');
    expect(asked.stdout.slice(0, 2_000)).toMatch(first);
    expect(failed.map(({ id }) => id).slice(MOST_FAILURES), asked.stdout).toEqual([]);
  });
}
