import { expect, test } from '@playwright/test';
import type { Evidence, Reason } from '../../../reports/decision/evidence.js';
import { reasonSections } from '../../../reports/outputs/terminal-summary.js';
import { buildSections } from '../../../reports/outputs/report-sections.js';
import { sampleVerdict } from './sample-verdict.js';

const PAPER = { width: 80, colour: false };

/** A cause for each kind of reason, and the group that it is shown in. */
const CAUSES: readonly (readonly [Reason['kind'], Reason['weighs'], Partial<Evidence>, heading: string])[] = [
  ['run', 'HOLD', { troubles: ['the lab refuses'] }, 'Trouble with the run itself'],
  ['waiver', 'NO-GO', { waiverProblems: ['no JSON'] }, 'Waivers and attestations that do not count'],
  ['attestation', 'NO-GO', { attestationProblems: ['no JSON'] }, 'Waivers and attestations that do not count'],
  ['age', 'HOLD', { judgedAt: '2012-06-30T03:00:00.000Z' }, 'Not proven'],
  ['list', 'HOLD', { expected: [] }, 'Not as agreed'],
];

for (const [kind, weighs, evidence, heading] of CAUSES)
  test(`a ${weighs} reason of kind "${kind}" is shown under "${heading}" on the screen and, marked ${weighs}, on the page`, () => {
    const verdict = sampleVerdict(undefined, evidence);
    const [onScreen] = reasonSections(verdict.reasons, PAPER);
    const [onPage] = buildSections(verdict);

    expect(verdict.reasons[0]).toMatchObject({ kind, weighs });
    expect(onScreen?.heading).toBe(heading);
    expect(onPage).toMatchObject({ heading, weighs });
  });

test('an unattested step is shown as not proven on the screen and on the page', () => {
  const { steps } = sampleVerdict();
  const verdict = sampleVerdict(undefined, { steps: steps.map((step) => ({ ...step, attested: true as const })) });
  const headings = reasonSections(verdict.reasons, PAPER).map((section) => section.heading);

  expect(headings).toEqual(['Not proven']);
  expect(buildSections(verdict).map((section) => [section.heading, section.weighs])).toEqual([['Not proven', 'HOLD']]);
});
