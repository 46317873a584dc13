import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { test, expect } from '@playwright/test';
import { unique } from '../../../helpers/core/lists.js';
import { ATTEMPTS } from './rows.js';

const ROOT = resolve(import.meta.dirname, '../../..');

test('every attempt in the table of npm run attack has a test', () => {
  const specs = unique(ATTEMPTS.map(({ spec }) => `self/${spec}`));
  const { PATH, HOME } = process.env;
  const listed = spawnSync('npx', ['playwright', 'test', '--list', '--project=unit', '--project=lab*', ...specs], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { PATH, HOME },
  });
  const titles = listed.stdout.split('\n');
  const unplayed = ATTEMPTS.filter(
    ({ spec, tests }) => !titles.some((title) => title.includes(spec) && (tests?.test(title) ?? true)),
  );

  expect(unplayed.map(({ attempt }) => attempt)).toEqual([]);
});
