import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, expect } from '@playwright/test';
import { verdict } from '../../../reports/cli/verdict.js';
import { listed, play, type Scenario, PROVEN_COUNT } from './reporter-child.js';

const SCENARIO: Scenario = {
  specs: {
    more: `test('A fact', check('more/fact', proves('5')), async ({}, info) => {
      await info.attach('seen', { body: '"what"', contentType: 'application/json' });
    });`,
  },
  expected: [listed('more/fact')],
  config: 'fullyParallel: true,',
};

test.describe('the shards of one gate', () => {
  test('merge into one GO with all their evidence, or into a HOLD when one is missing', async ({}, info) => {
    const folder = info.outputPath();
    for (const shard of [1, 2, 3]) {
      const args = [`--shard=${shard}/3`, '--add-reporter=blob'];
      const part = await play(folder, { ...SCENARIO, args, env: { PLAYWRIGHT_BLOB_OUTPUT_FILE: `all/${shard}.zip` } });

      // The part was judged, and that is all it says.
      expect([part.exitCode, part.verdict?.verdict], part.output).toEqual([0, 'HOLD']);
      expect(part.output).toContain(`PART ${shard} of 3 of puma-prerelease on tiny was judged`);
      expect(part.output).not.toMatch(/\bGO\b/);
    }
    for (const name of ['1.zip', '1.zip.sha256', '3.zip', '3.zip.sha256'])
      cpSync(join(folder, 'all', name), join(folder, 'two', name));
    const all = await play(folder, { ...SCENARIO, merge: 'all' });
    const two = await play(folder, { ...SCENARIO, merge: 'two' });
    const again = (run: string): number => verdict([run, '--gate=puma-prerelease'], { say: () => undefined });

    expect([all.exitCode, all.verdict?.verdict, again(all.run)], all.output).toEqual([0, 'GO', 0]);
    expect(all.output).toContain(`${PROVEN_COUNT + 1} checks in`);
    const [seen] = all.verdict?.checks.flatMap(({ evidence }) => evidence) ?? [];
    expect(readFileSync(join(all.run, seen?.file ?? ''), 'utf8')).toBe('"what"');
    // Playwright itself ends with 0 here.
    expect([two.exitCode, two.verdict?.verdict, again(two.run)]).toEqual([1, 'HOLD', 2]);
    expect(two.output).toContain('did not run');
  });

  test('exit with 1 if a check in them fails or if they are empty, and shard 1/1 counts as the whole run', async ({}, info) => {
    const failing = {
      ...SCENARIO,
      specs: { more: `test('A fact', check('more/fact', proves('5')), () => { throw new Error('404'); });` },
    };
    const played = await Promise.all([
      play(info.outputPath('failing'), { ...failing, args: ['--shard=1/2', 'more'] }),
      play(info.outputPath('empty'), { ...SCENARIO, args: ['--shard=2/2', 'more'] }),
      play(info.outputPath('whole'), { ...SCENARIO, args: ['--shard=1/1', 'more'] }),
    ]);

    expect(played.map(({ exitCode }) => exitCode)).toEqual([1, 1, 1]);
    expect(played[0].output).toContain('404');
    expect(played[2].output).toContain('HOLD');
  });
});
