import { test, expect } from '@playwright/test';
import type { Waiver } from '../../../helpers/core/waivers.js';
import { decide } from '../../../reports/decision/decide.js';
import { NOTHING_AGREED, type CheckResult, type Evidence, type Verdict } from '../../../reports/decision/evidence.js';

const STEP = { id: '5', number: '5', title: 'Test all features', responsible: ['matthias'] };
const CHECK: CheckResult = {
  id: 'feed/served',
  title: 'The feed is served by Puma',
  step: '5',
  severity: 'blocker',
  result: 'passed',
  failure: null,
  error: '',
  problems: [],
  where: 'tests/journeys/rox/feed.spec.ts:7',
  attempts: 1,
  began: null,
  duration: 5,
  evidence: [],
  notes: [],
};
const ATTESTED = {
  id: '19',
  number: '19',
  title: 'Contract canceled',
  responsible: ['jsfan'],
  attested: true,
} as const;
const ATTESTATION = { step: '19', who: 'jsfan', when: '2012-06-24T10:00:00Z', words: 'Letter of 20 June' };
const EXPECTED = { id: CHECK.id, step: '5', severity: 'blocker' } as const;
const WAIVER: Waiver = {
  check: CHECK.id,
  reason: 'known',
  owner: 'jsfan',
  accepted: '2012-06-20',
  expires: '2012-06-24',
};

const failed = { ...CHECK, result: 'failed', error: 'Error: 404' } as const;
const flaky = { ...CHECK, result: 'flaky', error: 'Error: 404', attempts: 2 } as const;
const silent = { ...CHECK, result: 'unproven', error: 'NoAnswer: puma gave no usable answer: refused' } as const;
const advisory = { severity: 'advisory' } as const;

/** All is well, but for what a row says. */
const given = (changes: Partial<Evidence>): Evidence => ({
  steps: [STEP],
  expected: [EXPECTED],
  checks: [CHECK],
  ...NOTHING_AGREED,
  started: '2012-06-24T22:00:00.000Z',
  shelfLifeHours: 24,
  judgedAt: '2012-06-24T23:59:59.000Z',
  ...changes,
});

const POLICY: [fact: string, evidence: Partial<Evidence>, verdict: Verdict, why?: string][] = [
  ['a run in which every blocker passed on the first attempt is GO', {}, 'GO'],
  ['a failed blocker is NO-GO', { checks: [failed] }, 'NO-GO', '404'],
  ['a blocker that passed only on retry is NO-GO', { checks: [flaky] }, 'NO-GO', 'only on attempt 2'],
  ['a blocker that got no usable answer is HOLD', { checks: [silent] }, 'HOLD', 'gave no usable answer'],
  ['a blocker that did not run is HOLD', { checks: [] }, 'HOLD', 'did not run'],
  [
    'an advisory check that failed is GO',
    { expected: [{ ...EXPECTED, ...advisory }], checks: [{ ...failed, ...advisory }] },
    'GO',
  ],
  [
    'an advisory check that did not run is HOLD',
    { expected: [{ ...EXPECTED, ...advisory }], checks: [] },
    'HOLD',
    'did not run',
  ],
  ["a waived failure is GO until the end of the waiver's last day", { checks: [failed], waivers: [WAIVER] }, 'GO'],
  ['a waived flake is GO', { checks: [flaky], waivers: [WAIVER] }, 'GO'],
  [
    'a waiver does not excuse the lack of an answer',
    { checks: [silent], waivers: [WAIVER] },
    'HOLD',
    'gave no usable answer',
  ],
  ['a waiver does not excuse a check that did not run', { checks: [], waivers: [WAIVER] }, 'HOLD', 'did not run'],
  ['an expired waiver is NO-GO', { checks: [failed], waivers: [{ ...WAIVER, expires: '2012-06-23' }] }, 'NO-GO', '404'],
  ['a waiver for a check that passed is NO-GO', { waivers: [WAIVER] }, 'NO-GO', 'not needed'],
  ['a waiver for an unknown check is NO-GO', { waivers: [{ ...WAIVER, check: 'x/y' }] }, 'NO-GO', 'names no check'],
  ['waivers that cannot be read are NO-GO', { waiverProblems: ['cannot be used'] }, 'NO-GO', 'cannot be used'],
  ['an empty list of expected checks is HOLD', { expected: [] }, 'HOLD', 'No check is expected'],
  ['an empty run is HOLD', { expected: [], checks: [] }, 'HOLD', 'No check is expected'],
  [
    'a check that is not in the list is HOLD',
    { checks: [CHECK, { ...CHECK, id: 'x/y' }] },
    'HOLD',
    'not in the committed list',
  ],
  [
    'a check that is advisory, but listed as a blocker, is HOLD',
    { checks: [{ ...CHECK, ...advisory }] },
    'HOLD',
    '(advisory).',
  ],
  [
    'a failed check that is advisory, but listed as a blocker, is NO-GO',
    { checks: [{ ...failed, ...advisory }] },
    'NO-GO',
    '404',
  ],
  ['a check whose step has changed is HOLD', { checks: [{ ...CHECK, step: '6' }] }, 'HOLD', 'declares step 6'],
  [
    'a check that names no step is HOLD',
    { checks: [{ ...CHECK, problems: ['says no step'] }] },
    'HOLD',
    'says no step',
  ],
  [
    'a step without a check is HOLD',
    { steps: [STEP, { ...STEP, id: '6', number: '6' }] },
    'HOLD',
    'No check proves step 6',
  ],
  [
    'a waiver of any length is GO where the target allows it',
    {
      checks: [failed],
      waivers: [{ ...WAIVER, expires: '9999-12-31' }],
      policy: { waiverDays: null, attestationDays: null },
    },
    'GO',
  ],
  [
    'an attestation from long ago is HOLD',
    { steps: [STEP, ATTESTED], attestations: [{ ...ATTESTATION, when: '1970-01-01T00:00:00Z' }] },
    'HOLD',
    'days ago, but on this target an attestation is valid for only 90 days',
  ],
  ['a step that a person attests to is GO', { steps: [STEP, ATTESTED], attestations: [ATTESTATION] }, 'GO'],
  ['a step that no one attests to is HOLD', { steps: [STEP, ATTESTED] }, 'HOLD', 'Not attested yet: Contract canceled'],
  [
    'a step that a person attests to, and that checks must also prove, is HOLD without a check',
    { steps: [STEP, { ...ATTESTED, checked: true }], attestations: [ATTESTATION] },
    'HOLD',
    'No check proves step 19',
  ],
  [
    'a step that is proven by checks, and that a person must also attest to, is HOLD without an attestation',
    { steps: [{ ...STEP, attested: true, checked: true }] },
    'HOLD',
    'Not attested yet',
  ],
  [
    'a step that is proven by both checks and a person is GO',
    { steps: [{ ...STEP, attested: true, checked: true }], attestations: [{ ...ATTESTATION, step: STEP.id }] },
    'GO',
  ],
  [
    'attestations that cannot be read are NO-GO',
    { attestationProblems: ['cannot be used'] },
    'NO-GO',
    'cannot be used',
  ],
  [
    'evidence that is too old is HOLD',
    { shelfLifeHours: 1 },
    'HOLD',
    'began more than 1 h ago; evidence for this gate is valid for 1 h',
  ],
  ['evidence from the future is HOLD', { started: '2012-06-25T00:00:00.000Z' }, 'HOLD', 'A clock is or was wrong'],
  ['trouble outside the checks is HOLD', { troubles: ['global set-up failed'] }, 'HOLD', 'global set-up'],
  ['trouble is reported first, and a failure is still NO-GO', { troubles: ['odd'], checks: [failed] }, 'NO-GO', 'odd'],
];

test.describe('the verdict', () => {
  for (const [fact, evidence, verdict, why = ''] of POLICY) {
    test(fact, () => {
      const decision = decide(given(evidence));

      expect(decision.verdict).toBe(verdict);
      expect(decision.reasons[0]?.why ?? '').toContain(why);
      // What is written down is evidence and decision in one; deciding it again must not change a word.
      expect(decide({ ...given(evidence), ...decision })).toEqual(decision);
    });
  }

  test('a reason names the step, whom to ask, the check, and its location', () => {
    expect(decide(given({ checks: [failed] })).reasons).toEqual([
      {
        weighs: 'NO-GO',
        kind: 'failed',
        step: '5',
        responsible: ['matthias'],
        check: CHECK.title,
        id: CHECK.id,
        why: 'Error: 404',
        where: 'tests/journeys/rox/feed.spec.ts:7',
      },
    ]);
  });

  for (const [fact, waiver, why] of [
    ['lasts longer than the target allows', { ...WAIVER, expires: '9999-12-31' }, 'allows 2012-09-18 at the latest'],
    [
      'is accepted as of a future date',
      { ...WAIVER, accepted: '2012-06-30', expires: '2012-06-30' },
      'a date in the future',
    ],
  ] as const)
    test(`a waiver that ${fact} has no effect, and the verdict says why`, () => {
      const decision = decide(given({ checks: [failed], waivers: [waiver] }));

      expect(decision.verdict).toBe('NO-GO');
      expect(decision.reasons.map(({ why: words }) => words)).toEqual(['Error: 404', expect.stringContaining(why)]);
    });

  test('an expired waiver is a reason in addition to the failure that it no longer covers', () => {
    const decision = decide(given({ checks: [failed], waivers: [{ ...WAIVER, expires: '2012-06-23' }] }));

    expect(decision.reasons.map(({ why }) => why)).toEqual([
      'Error: 404',
      'The waiver owned by jsfan expired at the end of 2012-06-23.',
    ]);
  });

  test('a step is only as good as its worst blocker, and its mark also shows a failed advisory check', () => {
    const other = { ...CHECK, id: 'x/y' };
    const mark = (...checks: CheckResult[]) => decide(given({ checks })).steps[0]?.mark;

    expect(mark(CHECK)).toBe('proven');
    expect(mark(CHECK, { ...other, ...failed, id: 'x/y' })).toBe('failed');
    expect(mark(CHECK, { ...silent, id: 'x/y' })).toBe('unproven');
    expect(mark(CHECK, { ...failed, ...advisory, id: 'x/y' })).toBe('advisory');
  });
});
