import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { listed, outcomes, play, type Played } from './reporter-child.js';

const ROOT = resolve(import.meta.dirname, '../..');

/** Each test notes which worker it ran in, and there is no database for any of them. */
const FIXTURES = `
  import { test as kept } from '${ROOT}/fixtures/outlived-failure.js';
  export const noted = kept.extend({
    worker: [({}, use, info) => {
      info.annotations.push({ type: 'worker', description: String(info.workerIndex) });
      return use();
    }, { auto: true }],
    database: [({}, use) => { throw new Error('no database\\n  for ' + process.cwd() + '/tests/site/signup.spec.ts'); }, { scope: 'worker' }],
  });
`;
const SPEC = `
  import { noted } from '../../fixtures.js';
  noted.describe('signup', proves('5-registration'), () => {
    noted('fails', () => expect(1).toBe(2));
    noted('fails later', async () => { await Promise.resolve(); expect(1).toBe(2); });
    noted('asks in vain', () => { throw new NoAnswer('GET /', 'puma (192.0.2.1)', 'connection refused'); });
    noted('passes', () => expect(1).toBe(1));
  });
  noted.describe('database', proves('5-registration'), () => {
    for (const each of ['one', 'two']) noted('lacks ' + each, ({ database }) => expect(1).toBe(1));
  });
`;
const titles = ['fails', 'fails later', 'asks in vain', 'passes', 'lacks one', 'lacks two'];

const asked = (folder: string, wanted: string): Promise<Played> =>
  play(folder, {
    head: `import { writeFileSync } from 'node:fs'; writeFileSync('fixtures.ts', ${JSON.stringify(FIXTURES)});`,
    specs: { signup: SPEC },
    expected: titles.map((title) => listed(`site/signup › ${title}`, '5-registration')),
    env: { LAB_WORKERS_OUTLIVE_FAILURES: wanted },
  });

/** The workers that checks ran in, told apart. */
const workers = ({ verdict }: Played, ...of: string[]): number =>
  new Set(
    verdict?.checks
      .filter(({ title }) => of.includes(title))
      .flatMap(({ notes }) => notes.map(({ description }) => description)),
  ).size;

const reasons = ({ verdict }: Played) => verdict?.reasons.map(({ kind, check }) => [kind, check]);

test('a worker that outlives failures changes nothing of what the verdict says', async ({}, testInfo) => {
  const [lives, ends] = await Promise.all([
    asked(testInfo.outputPath('lives'), 'yes'),
    asked(testInfo.outputPath('ends'), 'no'),
  ]);

  expect(workers(lives, 'fails', 'fails later', 'asks in vain')).toBe(1);
  expect(workers(ends, 'fails', 'fails later', 'asks in vain')).toBe(3);
  // What all checks of a worker share may be lost with an answer; and is lacking where its fixture failed.
  expect(workers(lives, 'asks in vain', 'passes')).toBe(2);
  expect(workers(lives, 'lacks one', 'lacks two')).toBe(2);
  expect(outcomes(lives)).toEqual(outcomes(ends));
  expect(reasons(lives)).toEqual(reasons(ends));
  expect(lives).toMatchObject({ exitCode: ends.exitCode, verdict: { verdict: 'NO-GO' } });
});
