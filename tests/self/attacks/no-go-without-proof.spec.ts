import { cpSync, readFileSync } from 'node:fs';
import { test as base, expect } from '@playwright/test';
import { verdict } from '../../../reports/cli/verdict.js';
import { RUNS } from './no-go-runs.js';
import { TAMPERING } from './no-go-tampering.js';
import { play } from '../reports/reporter-child.js';
import { NOW, sealedRun } from '../reports/sealed-run.js';

/** Runs `npm run verdict` in this process, at the time of the sealed run unless another is given. */
const test = base.extend<{ asked: (argv: string[], now?: Date) => { status: number; said: string } }>({
  asked: ({}, use) =>
    use((argv, now = NOW) => {
      const lines: string[] = [];
      const status = verdict(argv, { now, say: (line) => lines.push(line) });
      return { status, said: lines.join('\n') };
    }),
});

test.describe('there is no GO when', () => {
  for (const [title, scenario, word, says] of RUNS) {
    test(title, async ({ asked }, info) => {
      const run = await play(info.outputPath(), scenario);
      const again = asked([run.run], new Date());

      expect(run.exitCode, run.output).toBe(1);
      expect(run.verdict?.verdict).toBe(word);
      expect(run.output).toContain(says);
      // The files alone say the same.
      expect(again).toMatchObject({ status: word === 'HOLD' ? 2 : 1, said: expect.stringContaining(says) });
    });
  }

  for (const [title, deed, says] of TAMPERING) {
    test(title, ({ asked }, info) => {
      const folder = sealedRun(info.outputPath());
      deed(folder);
      const { status, said } = asked([folder, '--gate=puma-prerelease', '--target=lab']);

      expect(status).toBe(3);
      expect(said).toContain('proves nothing');
      expect(said).toContain(says);
      expect(said).not.toContain(' GO ');
    });
  }

  test('the folder is copied under another name', ({ asked }, info) => {
    cpSync(sealedRun(info.outputPath()), info.outputPath('run-2'), { recursive: true });

    expect(asked([info.outputPath('run-2')]).status).toBe(3);
  });
});

test('the table of attempts in docs/verdict.md matches these tests', () => {
  const readme = readFileSync('docs/verdict.md', 'utf8');
  const [, list = ''] = readme.split('## No GO without proof');
  const listed = [...list.matchAll(/^\| (?!-|attempt)([^|]+?) +\|/gm)].map(([, title]) => title);

  expect(listed.sort()).toEqual(
    [
      ...[...RUNS, ...TAMPERING].map(([title]) => title),
      'the folder is copied under another name',
      'a shard is missing',
    ].sort(),
  );
});
