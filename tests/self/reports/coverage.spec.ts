import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { COVERAGE_NOTE, type CoverageFigure } from '../../../helpers/inventory/coverage-figure.js';
import { markdown } from '../../../reports/outputs/markdown.js';
import { modelOf } from '../../../reports/outputs/page/model.js';
import { render } from '../../../reports/outputs/page/render.js';
import { screen } from '../../../reports/outputs/terminal.js';
import { play } from './reporter-child.js';
import { recordedRun, runOf } from './sealed-run.js';
import { sampleVerdict } from './sample-verdict.js';

const FIGURE: CoverageFigure = {
  found: 4052,
  compared: 4014,
  explained: 61,
  unexplained: 0,
  notLookedAt: 38,
  notReadable: 1,
  list: ['files /opt/<b>old</b> (30, 9 bytes): no collector reads these files', 'not readable: mail: no permission'],
};
/** As reporter-child.ts calls it. */
const TINY = { name: 'tiny', summary: '' };
const WORDS =
  '4052 things on the old host: 4014 compared, 38 not looked at, 1 not readable; differences: 61 explained, 0 unexplained';

const NOTHING_BESIDE = { timeline: undefined, detections: new Map(), pictures: new Map(), reports: [] };
const AREAS = [
  { area: 'web', compared: 40, explained: 5, unexplained: 0 },
  { area: 'kernel', compared: 12, explained: 0, unexplained: 0 },
  { area: 'schedule', compared: 20, explained: 8, unexplained: 2 },
];

const measured = sampleVerdict(undefined, {}, { coverage: { run: 'run-of-monday', ...FIGURE } });

test('the coverage figure is on the screen, in verdict.md, and on the page, which lists what was left out', () => {
  const lines = screen(measured, { folder: 'reports/out/run', html: true }, { width: 100, colour: false }).join('\n');
  const page = render(modelOf(measured, NOTHING_BESIDE), '.');

  expect(measured.verdict).toBe('GO');
  expect(lines).toContain('Coverage  38 of 4052 things on the old host not looked at, 1 not readable');
  expect(markdown(measured)).toContain(WORDS);
  expect(page).toContain(WORDS);
  expect(page).toContain('measured in run run-of-monday');
  expect(page).toContain('files /opt/&lt;b&gt;old&lt;/b&gt; (30, 9 bytes)');
});

test('the page shows the coverage figure, and lists the areas with the most unexplained differences first', () => {
  const model = modelOf(
    sampleVerdict(undefined, {}, { coverage: { run: 'a', ...FIGURE, areas: AREAS } }),
    NOTHING_BESIDE,
  );
  const page = render(model, '.');

  expect(model.figures.map(({ words }) => words)).toEqual([
    '38 of 4052 things on the old host not looked at, 1 not readable',
  ]);
  expect(model.areas.map(({ area, bars }) => [area, bars])).toEqual([
    ['schedule', { unexplained: 200, explained: 800 }],
    ['web', { unexplained: 0, explained: 500 }],
    ['kernel', { unexplained: 0, explained: 0 }],
  ]);
  expect(page).toContain('aria-label="2 unexplained, 8 explained"');
  expect(render(modelOf(measured, NOTHING_BESIDE), '.')).not.toContain('Where the hosts differ');
});

const says = (figure: unknown): string => `
  test('measures', check('differences/explained', proves('5')), () => {
    test.info().annotations.push({ type: '${COVERAGE_NOTE}', description: ${JSON.stringify(JSON.stringify(figure))} });
  });`;

test('a run that measures coverage has the figure in its verdict, not among the notes of the check', async ({}, info) => {
  const { verdict } = await play(info.outputPath(), { specs: { measures: says(FIGURE) } });

  expect(verdict?.coverage).toEqual({ run: verdict?.run, ...FIGURE });
  expect(verdict?.checks.flatMap(({ notes }) => notes)).toEqual([]);
});

test('a run that does not measure coverage carries the figure of the newest sealed run that did', async ({}, info) => {
  const out = join(info.outputPath(), 'out');
  mkdirSync(out, { recursive: true });
  recordedRun(out, runOf('run-1', { target: TINY, coverage: { run: 'run-1', ...FIGURE, found: 1 } }));
  recordedRun(out, runOf('run-2', { target: TINY, coverage: { run: 'run-2', ...FIGURE } }));
  const { verdict } = await play(info.outputPath(), {});

  expect(verdict?.coverage).toEqual({ run: 'run-2', ...FIGURE });
});

test('if no run has measured coverage, the verdict does not mention it', async ({}, info) => {
  const { verdict } = await play(info.outputPath(), {});

  expect(verdict?.verdict).toBeDefined();
  expect(verdict?.coverage).toBeUndefined();
});
