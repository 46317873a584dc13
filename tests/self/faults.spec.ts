import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { expectedOf, fitting, specsOf } from '../../lab/faults/expected.js';
import { CATALOGUE, faultOf } from '../../lab/faults/index.js';
import { readSeen, tableOf, withTable } from '../../lab/faults/record.js';
import { GATES, type GateId } from '../../runbook.js';

/** Blockers that no fault makes fail, each with the reason. */
const NOT_PROVOKED = JSON.parse(readFileSync('lab/faults/not-provoked.json', 'utf8')) as {
  gate: GateId;
  check: string;
  why: string;
}[];
const seen = readSeen();
const seenAt = (gate: GateId): string[] =>
  CATALOGUE.filter((fault) => fault.gate === gate).flatMap(({ id }) => seen[id] ?? []);
/** `site/maps (stale)`: what puma-prerelease checks on Puma, played by a visitor of another gate. */
const JOURNEY = / \((fresh|stale)\) › /;

/** Checks that were seen to fail. A journey is the check that it plays; that its way is looked at is seen by others. */
function provoked(gate: GateId): Set<string> {
  const own = seenAt(gate);
  const ways = new Set(own.flatMap((check) => JOURNEY.exec(check)?.[1] ?? []));
  const played = seenAt('puma-prerelease').filter((check) => check.startsWith('site/'));
  return new Set([...own, ...[...ways].flatMap((way) => played.map((check) => check.replace(' › ', ` (${way}) › `)))]);
}

test('every fault has a name of its own, and checks and specs that are there', () => {
  expect(new Set(CATALOGUE.map(({ id }) => id)).size).toBe(CATALOGUE.length);
  for (const fault of CATALOGUE) {
    expect(fault.id).toMatch(/^[a-z][a-z0-9-]+$/);
    expect(fault.what, fault.id).toMatch(/\.$/);
    expect(fault.life, fault.id).not.toBe('');
    const { checks, unproven = [], perhaps = [], gate } = fault;
    // Throws where a pattern fits nothing.
    fitting([...checks, ...unproven, ...perhaps], gate);
    expect(specsOf(fault), fault.id).not.toEqual([]);
  }
});

test('every fault was seen to be caught, by the checks that it names', () => {
  expect(Object.keys(seen)).toEqual(CATALOGUE.map(({ id }) => id));
  for (const [id, failed] of Object.entries(seen)) {
    const fault = faultOf(id);
    const named = fitting(fault.checks, fault.gate);
    expect(
      failed.filter((check) => !named.has(check)),
      id,
    ).toEqual([]);
  }
});

for (const { id: gate } of GATES) {
  test(`every blocker of ${gate} was seen to fail because of a fault, or it is said why not`, () => {
    const excused = NOT_PROVOKED.filter((each) => each.gate === gate).map(({ check }) => check);
    const blockers = expectedOf(gate).filter(({ severity }) => severity === 'blocker');
    const unproven = blockers.map(({ id }) => id).filter((id) => !provoked(gate).has(id) && !excused.includes(id));

    expect(unproven, 'npm run faults -- --new --write').toEqual([]);
    expect(
      excused.filter((check) => provoked(gate).has(check)),
      'was seen to fail: take it from lab/faults/not-provoked.json',
    ).toEqual([]);
  });
}

test('the table in the README is that of what was seen', () => {
  const readme = readFileSync('README.md', 'utf8');

  expect(withTable(readme, tableOf(seen))).toBe(readme);
});

test('a fault that is not there is told with those that are', () => {
  expect(() => faultOf('no-such-fault')).toThrow(/no fault "no-such-fault".*puma-mta-stopped/s);
});
