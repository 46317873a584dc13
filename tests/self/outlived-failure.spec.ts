import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { listed, outcomes, play, type Played } from './reporter-child.js';

const ROOT = resolve(import.meta.dirname, '../..');

/** Each check notes which worker it ran in. */
const SPEC = `
  import { test as kept } from '${ROOT}/fixtures/outlived-failure.js';
  const check = (title, body) => kept(title, proves('5-registration'), ({}, info) => {
    info.annotations.push({ type: 'worker', description: String(info.workerIndex) });
    body();
  });
  check('asks in vain', () => { throw new NoAnswer('GET /', 'puma (192.0.2.1)', 'connection refused'); });
  check('fails', () => expect(1).toBe(2));
  check('passes', () => expect(1).toBe(1));
`;
const titles = ['asks in vain', 'fails', 'passes'];

const asked = (folder: string, wanted: string): Promise<Played> =>
  play(folder, {
    specs: { signup: SPEC },
    expected: titles.map((title) => listed(`site/signup › ${title}`, '5-registration')),
    env: { LAB_WORKERS_OUTLIVE_FAILURES: wanted },
  });

const workers = ({ verdict }: Played): Set<string> =>
  new Set(verdict?.checks.flatMap(({ notes }) => notes.map(({ description }) => description)));

test('a worker that outlives failures changes nothing of what the verdict says', async ({}, testInfo) => {
  const [lives, ends] = await Promise.all([
    asked(testInfo.outputPath('lives'), 'yes'),
    asked(testInfo.outputPath('ends'), 'no'),
  ]);

  expect(workers(lives).size).toBe(1);
  expect(workers(ends).size).toBe(3);
  expect(outcomes(lives)).toEqual(outcomes(ends));
  expect(lives).toMatchObject({
    exitCode: ends.exitCode,
    verdict: { verdict: 'NO-GO', reasons: ends.verdict?.reasons },
  });
});
