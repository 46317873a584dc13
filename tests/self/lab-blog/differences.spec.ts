import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { OF_RELEASES } from '../../../helpers/inventory/defaults.js';
import { nameOf } from '../../../helpers/inventory/explain.js';
import { assess, type Assessment } from '../../../helpers/inventory/judge.js';
import { takeBoth, takeOne, type Pair } from '../../../helpers/inventory/take-both.js';
import { readSettings } from '../../../helpers/core/settings.js';
import { childEnvironment } from '../../../helpers/core/environment.js';
import { onHost } from '../../../lab/hosts/hosts.js';
import { up } from '../../../lab/lab.js';
import { BLOG } from '../../../lab/pairs.js';
import { LOSSES } from './losses.js';

/** The first list of differences between two releases, before anybody has explained one. */
test.describe.configure({ mode: 'default', timeout: 30 * 60_000 });

const { target } = readSettings(childEnvironment({ MIGRATION_TARGET: 'blog' }));
/** Other losses are drawn each day; the same seed draws the same ones. LOSSES_SEED repeats a draw, LOSSES_DRAWN=20 plays all. */
const SEED = process.env['LOSSES_SEED'] ?? new Date().toISOString().slice(0, 10);
const DRAWN = Number(process.env['LOSSES_DRAWN'] ?? 10);
const SEEN_AT_ONCE = 10;

let state: string;
let pair: Pair;
const judge = (now = pair.new): Assessment =>
  assess(target, { old: pair.old, new: now }, [], { gate: 'prerelease', today: '2026-01-01' });

test.beforeAll(async ({}, info) => {
  test.setTimeout(30 * 60_000);
  state = info.outputPath('state');
  await up(BLOG);
  // As each night does. When that was differs, and is explained.
  await Promise.all((['old', 'new'] as const).map((host) => onHost(host, 'systemctl start logrotate')));
  pair = await takeBoth(target, state);
});

test('every built-in explanation for differences between releases is needed', () => {
  const needed = judge().judged.explained.map(({ by }) => by);

  expect(OF_RELEASES.filter((each) => !needed.includes(each))).toEqual([]);
});

test('hundreds of differences form at most forty groups', () => {
  const { judged, groups } = judge();

  expect(judged.unexplained.length).toBeGreaterThan(500);
  expect(groups.map(({ cause }) => cause).slice(40)).toEqual([]);
});

const lotOf = (what: string): string => createHash('sha256').update(`${SEED} ${what}`).digest('hex');
const drawn = LOSSES.toSorted((a, b) => lotOf(a.what).localeCompare(lotOf(b.what))).slice(0, DRAWN);

for (const [index, { what, difference, change }] of drawn.entries())
  test(`the loss of "${what}" is in the first ten groups (seed ${SEED}, draw ${index})`, async () => {
    try {
      await change.inject(`loss-${index}`);
      const { groups } = judge(await takeOne(target, 'new', state));
      const place = groups.findIndex(({ members }) => members.some((each) => difference.test(nameOf(each))));

      expect(place, groups.map(({ cause }) => cause).join('\n')).toBeGreaterThanOrEqual(0);
      expect(place, groups.map(({ cause, weight }) => `${weight} ${cause}`).join('\n')).toBeLessThan(SEEN_AT_ONCE);
    } finally {
      await change.revert?.(`loss-${index}`);
    }
  });
