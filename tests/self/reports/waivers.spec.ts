import { writeFileSync } from 'node:fs';
import { test as base, expect } from '@playwright/test';
import { readWaivers } from '../../../reports/decision/waivers.js';
import { readAttestations } from '../../../reports/decision/attestations.js';
import { againstPolicy, waiversFile } from '../../../helpers/core/waivers.js';
import { expectedFolder, readExpected } from '../../../reports/decision/expected.js';
import { listing } from '../../../reports/cli/inventory.js';
import { GATES } from '../../../runbook.js';
import { readSettings } from '../../../helpers/core/settings.js';
import { exampleSettings, TARGETS } from '../../../targets/index.js';

const WAIVER = {
  check: 'map/tiles',
  reason: 'key pending',
  owner: 'jsfan',
  accepted: '2012-06-20',
  expires: '2012-06-30',
};

const KNOWN = new Set(['map/tiles', 'map/tiles@stale', 'login/refused[no-name]']);
const RAN = [{ id: 'map/tiles@stale', title: 'As a stale visitor: Tiles load' }];

/** Writes a file of waivers, reads it back. */
const test = base.extend<{ read: (content: unknown) => ReturnType<typeof readWaivers> }>({
  read: async ({}, use, info) => {
    const path = info.outputPath('waivers.json');
    await use((content) => {
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
      return readWaivers(path, KNOWN, RAN);
    });
  },
});

test.describe('waivers', () => {
  test('without a file, nothing is waived, and that is not a problem', () => {
    expect(readWaivers('/nowhere/lab.waivers.json', KNOWN)).toEqual({ waivers: [], problems: [] });
  });

  test('a well-formed file is used unchanged', ({ read }) => {
    expect(read([WAIVER])).toEqual({ waivers: [WAIVER], problems: [] });
  });

  test('every problem with a file is named in one message, and none of the file is used', ({ read }) => {
    const { waivers, problems } = read([
      WAIVER,
      { ...WAIVER, owner: ' ', expires: '2012-06-31' },
      { check: 'x', ticket: 7 },
    ]);

    expect(waivers).toEqual([]);
    expect(problems).toHaveLength(1);
    for (const words of [
      'waivers.json cannot be used',
      'entry 2, owner: must contain at least two letters or digits',
      'entry 2, expires: must be a date such as 2012-06-24',
      'entry 3, reason',
      'ticket',
    ])
      expect(problems[0]).toContain(words);
  });

  test('a file that is not JSON, or a folder in its place, is a problem', ({ read }) => {
    expect(read('[{').problems[0]).toContain('JSON');
    expect(readWaivers('/', KNOWN).problems[0]).toContain('EISDIR');
  });

  test('a check waived twice is a problem', ({ read }) => {
    expect(read([WAIVER, WAIVER]).problems[0]).toContain('map/tiles: waived twice');
  });

  for (const [what, check, says] of [
    [
      'that no gate has',
      'login/refused[no-nam]',
      'no gate has a check "login/refused[no-nam]". Did you mean login/refused[no-name]?',
    ],
    ['whose id resembles no known id', 'a/b', 'no gate has a check "a/b".'],
    [
      'named by its title',
      'site/map (stale) › Tiles load',
      'Rewrite the entry with the id of the check: map/tiles@stale.',
    ],
    ['named by an unknown title', 'site/map › Old', 'the lists in targets/*/expected contain the ids.'],
  ] as const)
    test(`a waiver for a check ${what} is a problem, and nothing is waived`, ({ read }) => {
      const { waivers, problems } = read([WAIVER, { ...WAIVER, check }]);

      expect(waivers).toEqual([]);
      expect(problems).toEqual([expect.stringMatching(/waivers\.json: /)]);
      expect(problems[0]?.endsWith(says), problems[0]).toBe(true);
    });
});

for (const [name, source] of TARGETS)
  test(`the waivers and attestations of ${name} are usable, and its policy allows the waivers`, () => {
    const { policy } = readSettings({ ...exampleSettings(source), MIGRATION_TARGET: name }).target;
    const known = new Set(GATES.flatMap(({ id }) => readExpected(id, expectedFolder(name)).map((check) => check.id)));
    const { waivers, problems } = readWaivers(waiversFile(name), known);
    const sworn = readAttestations(`targets/${name}/attestations.json`, '2999-01-01', listing(name).steps);

    expect([...problems, ...sworn.problems]).toEqual([]);
    expect(waivers.flatMap((waiver) => againstPolicy(waiver, policy, '2999-01-01') ?? [])).toEqual([]);
  });
