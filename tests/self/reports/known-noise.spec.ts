import { expect, test } from '@playwright/test';
import { ALREADY_SO, describeNoise } from '../../../helpers/http/page-noise.js';
import { markdown } from '../../../reports/outputs/markdown.js';
import { buildSections } from '../../../reports/outputs/report-sections.js';
import { screen } from '../../../reports/outputs/terminal.js';
import { ABSENT_NOTE } from '../../../targets/absent.js';
import { sampleVerdict } from './sample-verdict.js';

const style = (page: string) => ({
  type: ALREADY_SO,
  description: describeNoise({
    why: 'a style sheet is misspelled',
    kind: 'failed request',
    words: 'a page came in place of the stylesheet',
    url: page,
  }),
});
const HOST = { type: 'host', description: 'puma 198.51.100.20' };

/** Two checks visited pages without the style sheet, one of them two such pages. */
const noisy = sampleVerdict((_, index) => ({
  notes: [HOST, ...(index === 0 ? [style('/'), style('/forums')] : index === 1 ? [style('/')] : [])],
}));

test('known noise does not prevent a GO, and needs no waiver', () => {
  expect(noisy).toMatchObject({ verdict: 'GO', waivers: [] });
});

test('one cause is one finding, with the checks that encountered it and the messages from the pages', () => {
  const [first, second] = noisy.checks;

  expect(buildSections(noisy)).toMatchObject([
    {
      id: 'noise',
      weighs: 'nothing',
      findings: [
        {
          headline: 'a style sheet is misspelled',
          titles: [first?.title, second?.title],
          text: 'failed request on /: a page came in place of the stylesheet\nfailed request on /forums: a page came in place of the stylesheet',
        },
      ],
    },
  ]);
});

test('the screen and verdict.md name known noise', () => {
  const lines = screen(noisy, { folder: 'reports/out/run', html: true }, { width: 80, colour: false });

  expect(lines).toContainEqual(expect.stringMatching(/^Also on the old host; blocks nothing/));
  expect(lines).toContainEqual(expect.stringMatching(/a style sheet is misspelled \(2 checks\)/));
  expect(markdown(noisy)).toContain('- `a style sheet is misspelled`');
});

test('a verdict without known noise does not mention it', () => {
  expect(buildSections(sampleVerdict())).toEqual([]);
});

test('things that the target declares absent are shown if no sign of them was found', () => {
  const notes = [{ type: ABSENT_NOTE, description: 'no mail server: nobody writes\nmail' }];
  const confirmed = sampleVerdict((_, index) => ({ notes: index === 0 ? notes : [] }));

  expect(buildSections(confirmed)).toMatchObject([
    { id: 'absent', weighs: 'nothing', findings: [{ headline: 'no mail server: nobody writes', text: 'mail' }] },
  ]);
  const lines = screen(confirmed, { folder: 'reports/out/run', html: true }, { width: 80, colour: false });
  expect(lines).toContainEqual(expect.stringContaining('no mail server: nobody writes (1 check)'));
});
