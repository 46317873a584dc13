import { readFileSync } from 'node:fs';
import { dirname } from 'node:path/posix';
import { expect, test } from '@playwright/test';
import { expectedOf, fitting, specsOf } from '../../../lab/faults/runner/expected-checks.js';
import { CATALOGUE, faultOf } from '../../../lab/faults/catalogue/index.js';
import { specOf, type CheckPattern } from '../../../lab/faults/catalogue/pattern.js';
import { outdated, readSeen, tableOf, withTable } from '../../../lab/faults/runner/results.js';
import { GATES, type Gate, type GateId } from '../../../runbook.js';

/** Blockers that no fault was seen to make fail, each with the reason; patterns as faults have them. */
const NOT_PROVOKED = JSON.parse(readFileSync('lab/faults/runner/uncovered-checks.json', 'utf8')) as {
  gate: GateId;
  check: string;
  why: string;
}[];
const seen = readSeen();
const seenAt = (gate: GateId): string[] =>
  CATALOGUE.filter((fault) => fault.gate === gate && fault.target === 'lab').flatMap(({ id }) => seen[id] ?? []);
/** `maps/tiles-shown@stale`: what puma-prerelease checks on Puma, played by a visitor of another gate. */
const JOURNEY = /@(fresh|stale)$/;

/** Checks that were seen to fail. A journey is the check that it plays; that its way is looked at is seen by others. */
function provoked(gate: GateId): Set<string> {
  const own = seenAt(gate);
  const ways = new Set(own.flatMap((check) => JOURNEY.exec(check)?.[1] ?? []));
  const played = seenAt('prerelease').filter(
    (check) => specOf(check).startsWith('journeys/rox/') || specOf(check).startsWith('visitors/'),
  );
  // What a gate asks again fails there as it does where it was asked first.
  const gates: readonly Gate[] = GATES;
  const repeated = gates.find(({ id }) => id === gate)?.repeats?.specs ?? [];
  const again = seenAt('prerelease').filter((check) =>
    repeated.some((each) => each === specOf(check) || each === `${dirname(specOf(check))}/*`),
  );
  return new Set([...own, ...again, ...[...ways].flatMap((way) => played.map((check) => `${check}@${way}`))]);
}

test('every fault has a unique id, and its checks and specs exist', () => {
  expect(new Set(CATALOGUE.map(({ id }) => id)).size).toBe(CATALOGUE.length);
  for (const fault of CATALOGUE) {
    expect(fault.id).toMatch(/^[a-z][a-z0-9-]+$/);
    expect(fault.description, fault.id).toMatch(/\.$/);
    expect(fault.precedent, fault.id).not.toBe('');
    const { checks, unproven = [], mayAlsoFail = [], gate, target } = fault;
    // Throws where a pattern fits nothing.
    fitting([...checks, ...unproven, ...mayAlsoFail], gate, target);
    expect(specsOf(fault), fault.id).not.toEqual([]);
  }
});

test('the record of detections contains only existing faults and checks that they name', () => {
  expect(Object.keys(seen)).not.toEqual([]);
  for (const [id, failed] of Object.entries(seen)) {
    const fault = faultOf(id);
    const named = fitting(fault.checks, fault.gate, fault.target);
    expect(
      failed.filter((check) => !named.has(check)),
      id,
    ).toEqual([]);
  }
});

for (const { id: gate } of GATES) {
  test(`every blocker of ${gate} has been seen to fail because of a fault, or has a recorded reason why not`, () => {
    const said = NOT_PROVOKED.filter((each) => each.gate === gate).map(({ check }) => check);
    const excused = [...fitting(said, gate)];
    const blockers = expectedOf(gate).filter(({ severity }) => severity === 'blocker');
    const unproven = blockers.map(({ id }) => id).filter((id) => !provoked(gate).has(id) && !excused.includes(id));

    expect(unproven, 'npm run faults -- --new --write').toEqual([]);
    expect(
      said.filter((each) => [...fitting([each], gate)].every((check) => provoked(gate).has(check))),
      'was seen to fail: remove it from lab/faults/runner/uncovered-checks.json',
    ).toEqual([]);
  });
}

test('the table in docs/faults.md shows the recorded detections', () => {
  const doc = readFileSync('docs/faults.md', 'utf8');

  expect(doc).toContain('| **all** |');
  expect(withTable(doc, tableOf(seen))).toBe(doc);
});

test('a fault with recorded checks whose ids no longer exist is reported', () => {
  const [[id, checks] = ['', []]] = Object.entries(seen);

  expect(outdated({ [id]: checks })).toEqual([]);
  expect(outdated({ [id]: [...checks, 'host/machine › Puma has the expected hostname'] })).toEqual([id]);
  expect(outdated({ [id]: ['machine/renamed'] })).toEqual([id]);
});

test('a pattern matches any value of the parts that it omits, and a pattern for an unknown check does not compile', () => {
  const every = [...fitting(['login/refused'], 'postcutover')];
  expect(every).toHaveLength(6);
  expect([...fitting(['login/refused@stale'], 'postcutover')]).toEqual(every.filter((id) => id.endsWith('@stale')));
  expect([...fitting(['login/refused[no-*]@fresh'], 'postcutover')]).toEqual(['login/refused[no-name]@fresh']);

  // @ts-expect-error -- misspelled
  const misspelled: CheckPattern = 'login/refusd';
  // @ts-expect-error -- of an old form
  const old: CheckPattern = 'site/login › Puma forgets a member who logs out';
  for (const pattern of [misspelled, old])
    expect(() => fitting([pattern], 'postcutover')).toThrow(`no check of postcutover matches "${pattern}"`);
});

test('an unknown fault is refused, and the known ones are listed', () => {
  expect(() => faultOf('no-such-fault')).toThrow(/no fault "no-such-fault".*puma-mta-stopped/s);
});
