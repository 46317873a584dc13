import { expect, test } from '@playwright/test';
import { outages, secondsOf, type SampleOutcome } from '../../../helpers/evidence/downtime.js';
import { plan } from '../../../lab/rehearsal/plan.js';
import { table } from '../../../lab/rehearsal/table.js';
import { GATES } from '../../../runbook.js';

const samples = (...outcomes: SampleOutcome[]) =>
  outcomes.map((outcome, index) => ({ at: index * 1000, outcome, address: '198.51.100.10', took: 20 }));
const DAY = ['prerelease', 'freeze', 'postcutover'];

test('time without service runs from the first failed request to the next one that is served', () => {
  const found = outages(samples('served', 'closed (503)', 'refused', 'served', 'time-out', 'served'), 6000);

  expect(found).toEqual([
    { from: 1000, to: 3000, why: { 'closed (503)': 1, refused: 1 } },
    { from: 4000, to: 5000, why: { 'time-out': 1 } },
  ]);
  expect(secondsOf(found)).toBe(3);
});

test('a site that was not seen open again counts as closed until the end', () => {
  expect(secondsOf(outages(samples('served', 'closed (503)'), 9000))).toBe(8);
});

test('the day alternates between operations and gates in the order of the runbook', () => {
  expect(plan(DAY, 'before-switch')).toEqual([
    { gate: 'prerelease' },
    { operations: 'data' },
    { gate: 'freeze' },
    { operations: 'night' },
    { gate: 'postcutover' },
  ]);
});

test('a day that starts later skips what comes before, and one that ends early skips what comes after', () => {
  expect(plan(DAY, 'frozen', 'freeze')).toEqual([{ gate: 'freeze' }]);
  expect(plan(DAY, 'switched')).toEqual([{ gate: 'postcutover' }]);
});

test('every gate of the runbook has its place in the day', () => {
  const gates = GATES.map(({ id }) => id);

  expect(plan(gates, 'before-switch').filter((scene) => 'gate' in scene)).toEqual(gates.map((gate) => ({ gate })));
});

test('an unknown state, an unknown gate, or a gate without a place in the day is an error that names it', () => {
  expect(() => plan(DAY, 'noon')).toThrow('--from noon is not one of before-switch, frozen, switched');
  expect(() => plan(DAY, 'before-switch', 'puma')).toThrow('no gate "puma"; its gates are: prerelease, freeze');
  expect(() => plan(['puma-lunch'], 'before-switch')).toThrow('does not say when to run gate puma-lunch');
});

test('the table shows that visitors were without service for longer than announced', () => {
  const closed = samples('closed (503)', 'served').map((sample) => ({ ...sample, at: sample.at * 700 }));

  const text = table([], [{ kind: 'stale', scheme: 'https', samples: closed }], 700_000);

  expect(text).toContain('stale, https  2         700.0 s          1        closed (503) 1x');
  expect(text).toContain('The promise is BROKEN.');
});
