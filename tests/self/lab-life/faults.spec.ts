import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { FAULTS } from '../../../lab/faults.js';
import { CHECKOUT } from '../../../lab/paths.js';
import type { VerdictFile } from '../../../reports/evidence.js';

/** Faults change the one lab there is, so they come one at a time; each starts from the healthy first state. */
test.describe.configure({ timeout: 120_000 });

const run = (program: string, args: string[], env: NodeJS.ProcessEnv = {}): { status: number | null; said: string } => {
  const { PATH, HOME, XDG_CACHE_HOME } = process.env;
  const done = spawnSync(program, args, {
    cwd: CHECKOUT,
    encoding: 'utf8',
    env: { PATH, HOME, XDG_CACHE_HOME, ...env },
  });
  return { status: done.status, said: done.stdout + done.stderr };
};

for (const [id, fault] of Object.entries(FAULTS)) {
  test(`The gate catches ${id}: ${fault.what}`, { tag: [] }, ({}, info) => {
    const folder = info.outputPath('run');
    for (const command of [
      ['load', 'before-switch'],
      ['inject', id],
    ]) {
      const { status, said } = run('npm', ['run', '-s', 'lab', '--', ...command]);
      expect(status, said).toBe(0);
    }

    const gate = run('npx', ['playwright', 'test', '--project=puma-prerelease', ...fault.specs], {
      MIGRATION_RUN_FOLDER: folder,
    });

    const verdict = JSON.parse(readFileSync(join(folder, 'verdict.json'), 'utf8')) as VerdictFile;
    expect(gate.status, gate.said).toBe(1);
    expect(verdict.verdict, gate.said).toBe('NO-GO');
    const failed = verdict.checks.filter(({ outcome }) => outcome === 'failed').map(({ step }) => step);
    expect(failed, gate.said).toContain(fault.step);
    expect(gate.said).toMatch(fault.words);
  });
}
