import { test, expect } from '@playwright/test';
import { listed, play } from '../reports/reporter-child.js';
import { leaksIn } from './leaks-in.js';

const SECRET = 'Geheim4711zQ9';

/** Each quotes what a host sent, in its own way. */
const LEAKS = `
  const sent = 'DB_PASSWORD=' + ['Geheim', '4711zQ9'].join('');
  test('a comparison', check('leak/comparison', proves('5')), () => { expect(sent).toBe('DB_PASSWORD=x'); });
  test('an error with a cause', check('leak/cause', proves('5')), () => { throw new Error('no', { cause: new Error(sent) }); });
  test('a thrown string', check('leak/thrown', proves('5')), () => { throw sent; });
  test('a step', check('leak/step', proves('5')), () => test.step('part', () => { expect([sent]).toEqual([]); }));
  test('a soft assertion', check('leak/soft', proves('5')), () => { expect.soft({ sent }).toEqual({}); });
  test('the message of an assertion', check('leak/words', proves('5')), () => { expect(1, sent).toBe(2); });
`;

test('no report contains a secret from an error in a check', async ({}, info) => {
  const ids = ['comparison', 'cause', 'thrown', 'step', 'soft', 'words'];
  const run = await play(info.outputPath(), {
    specs: { leak: LEAKS },
    expected: ids.map((id) => listed(`leak/${id}`)),
    reporters: `['html', { outputFolder: folder + '/html', open: 'never' }], ['junit', { outputFile: folder + '/junit.xml' }],
      ['json', { outputFile: folder + '/results.json' }], ['blob', { outputDir: folder + '/blob' }]`,
    config: `use: { trace: 'off' },`,
  });
  expect(run.verdict?.checks.filter(({ outcome }) => outcome === 'failed')).toHaveLength(ids.length);
  expect(run.output).not.toContain(SECRET);
  expect(leaksIn(run.run, new Map([[SECRET, 'the secret']]))).toEqual([]);
});
