import { writeFileSync } from 'node:fs';
import { test as base, expect } from '@playwright/test';
import { readAttestations } from '../../../reports/decision/attestations.js';
import { changesSince } from '../../../reports/run/changes.js';
import type { Step } from '../../../runbook.js';
import { runOf } from './sealed-run.js';

const STEP: Step = { id: '5', number: '5', title: 'Test', gate: 'prerelease' };
const SWORN: Step = { ...STEP, id: 'contract', title: 'Contract canceled', attested: true };
const ATTESTATION = { step: 'contract', who: 'jsfan', when: '2012-07-01T10:00:00Z', words: 'Letter of 20 June' };

/** Writes a file of attestations, reads it back on the day after the attestation. */
const test = base.extend<{ read: (content: unknown) => ReturnType<typeof readAttestations> }>({
  read: async ({}, use, info) => {
    const path = info.outputPath('attestations.json');
    await use((content) => {
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
      return readAttestations(path, '2012-07-02T00:00:00.000Z', [STEP, SWORN]);
    });
  },
});

test.describe('attestations', () => {
  test('are accepted unchanged where the runbook requires a person to attest', ({ read }) => {
    expect(read([ATTESTATION])).toEqual({ attestations: [ATTESTATION], problems: [] });
  });

  for (const [fact, content, problem] of [
    ['that are not JSON', '[{', 'JSON'],
    ['without words', [{ ...ATTESTATION, words: ' ' }], 'entry 1, words: must contain at least two letters or digits'],
    [
      'by someone with an invisible name',
      [{ ...ATTESTATION, who: '\u200b\u200b' }],
      'entry 1, who: must contain at least two letters or digits',
    ],
    [
      'with only a dot as their words',
      [{ ...ATTESTATION, words: '.' }],
      'entry 1, words: must contain at least two letters or digits',
    ],
    ['with a date but no time', [{ ...ATTESTATION, when: '2012-07-01' }], 'must be a time in UTC'],
    ['that name the same step twice', [ATTESTATION, ATTESTATION], 'step contract: attested twice'],
    ['of a step that is proven by checks', [{ ...ATTESTATION, step: '5' }], 'no attestation replaces them'],
    ['of a step that does not exist', [{ ...ATTESTATION, step: '99' }], 'the runbook has no step 99.'],
    [
      'of a misspelled step',
      [{ ...ATTESTATION, step: `${ATTESTATION.step}x` }],
      `no step ${ATTESTATION.step}x. Did you mean ${ATTESTATION.step}?`,
    ],
    ['from the future', [{ ...ATTESTATION, when: '2012-07-03T10:00:00Z' }], 'which is in the future'],
  ] as const) {
    test(`${fact} are a problem, and attest nothing`, ({ read }) => {
      const { attestations, problems } = read(content);

      expect(attestations).toEqual([]);
      expect(problems.join('\n')).toContain(problem);
    });
  }
});

test('changes since the previous run are listed by check', () => {
  const before = runOf('before', {}, { result: 'failed', error: 'Error: 404' });
  const now = runOf('now').checks.slice(0, -1);
  const renamed = now.map((check, at) => (at === 1 ? { ...check, id: 'new/fact' } : check));

  expect(changesSince(before, renamed)).toEqual({
    previous: 'before',
    newlyFailing: [],
    newlyPassing: ['steps/proven[how-to-test]'],
    added: ['new/fact'],
    gone: [before.checks.at(1)?.id, before.checks.at(-1)?.id].sort(),
  });
});
