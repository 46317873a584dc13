import { expect, test } from '@playwright/test';
import { readExpected } from '../../../reports/decision/expected.js';
import { GATES, type Gate } from '../../../runbook.js';
import { migrationSteps } from '../../../targets/index.js';
import { lab } from '../../../targets/lab/target.js';

const steps = migrationSteps(lab);
const gates: readonly Gate[] = GATES;

/** In the words of the runbook, one row of its tables each. */
const ROWS = [
  ...['Baseline', 'How to test', 'Known issues', '1', '2', '3', '4', '5', '5 Email', '5 Maps', '5 HTTPS'],
  ...['5 Registration', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '6 again', '18'],
  // What the gates table says of deer-baseline: the reference that later gates compare with.
  'Baseline again',
  // What the gates make up is taken out again.
  'Cleanup',
  'Cleanup again',
  // The old host is the specification: what is not the same has a reason.
  'Differences',
  // What may be the same on both hosts, and wrong.
  ...['Mail', 'Secrets', 'Upkeep'],
  ...[
    'deployment',
    'sub-domains',
    'cron-stopped',
    'backup',
    'old-host-copy',
    'nothing-forgotten',
    'old-host-shredded',
    'old-host-gone',
    'contract',
  ].map((row) => `Afterwards: ${row}`),
  ...['disk', 'repository', 'off-machine', 'still-sound', 'zone-clean'].map((row) => `Afterwards: ${row}`),
];

test('the runbook has exactly the steps that this spec lists', () => {
  expect(steps.map(({ number }) => number).sort()).toEqual([...ROWS].sort());
});

for (const { number, id, gate, attested } of steps) {
  test(`step "${number}" is proven by a blocker of ${gate}, or attested`, () => {
    const checks = readExpected(gate).filter(({ step, severity }) => step === id && severity === 'blocker');

    expect(checks.length > 0 || attested === true, `checks of step ${id} in targets/lab/expected/${gate}.json`).toBe(
      true,
    );
  });
}

for (const { id, visitors = [] } of gates) {
  for (const { kind, proves } of visitors) {
    test(`the ${kind} visitor of the gate ${id} proves a step of that gate`, () => {
      expect(steps.find((step) => step.id === proves)?.gate).toBe(id);
    });
  }
}
