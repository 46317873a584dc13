import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, expect } from '@playwright/test';
import { unique } from '../../../helpers/core/lists.js';
import { serializeList, expectedFolder, readExpected } from '../../../reports/decision/expected.js';
import { SPEC_OF_CHECK } from '../../../check-ids.js';
import { staticPart } from '../../../helpers/core/check-id.js';
import { difference, holdList, listing, takeInventory } from '../../../reports/cli/inventory.js';
import { GATES } from '../../../runbook.js';
import { TARGETS } from '../../../targets/index.js';
import { listed, writeProject } from '../reports/reporter-child.js';

const MAP = `test.describe('maps', proves('5-maps'), () => {
  test('Tiles load', check('map/tiles'), () => {});
  test('Markers agree', check('map/markers', proves('5', '@advisory')), () => {});
});`;

test.describe('the list of expected checks', () => {
  for (const target of TARGETS.keys()) {
    for (const { id } of GATES) {
      test(`for the gate ${id} of the target ${target} matches the specs`, () => {
        const inventory = takeInventory(id, 'playwright.config.ts', listing(target));

        expect(holdList(id, inventory, { folder: expectedFolder(target) })).toEqual([]);
        expect(SPEC_OF_CHECK, 'npm run lists -- --write').toMatchObject(Object.fromEntries(inventory.specs));
      });
    }
  }

  test('combined from all gates and targets contains exactly the ids in check-ids.ts', () => {
    const listed = [...TARGETS.keys()].flatMap((target) =>
      GATES.flatMap(({ id }) => readExpected(id, expectedFolder(target)).map((check) => staticPart(check.id))),
    );

    expect(Object.keys(SPEC_OF_CHECK)).toEqual(unique(listed).sort());
  });

  test('is sorted and has one check per line, each with its innermost step and severity', ({}, info) => {
    const folder = info.outputPath('expected');
    writeProject(info.outputPath(), { specs: { map: MAP } });
    const inventory = takeInventory('prerelease', info.outputPath('playwright.config.ts'));
    const wrong = holdList('prerelease', inventory, { write: true, folder });

    expect(wrong).toEqual([]);
    expect(readFileSync(join(folder, 'prerelease.json'), 'utf8').split('\n').slice(1, 3)).toEqual([
      '  {"id":"map/markers","step":"5","severity":"advisory"},',
      '  {"id":"map/tiles","step":"5-maps","severity":"blocker"},',
    ]);
  });

  test('is not written if a check does not declare what it proves', ({}, info) => {
    const folder = info.outputPath();
    writeProject(folder, { specs: { map: `test('Tiles load', { tag: '@blokcer' }, () => {});` } });
    const before = readFileSync(join(folder, 'expected/prerelease.json'), 'utf8');
    const inventory = takeInventory('prerelease', join(folder, 'playwright.config.ts'));
    const wrong = holdList('prerelease', inventory, { write: true, folder: join(folder, 'expected') });

    expect(wrong).toEqual([
      expect.stringContaining('journeys/rox/map: Tiles load: has no id'),
      expect.stringContaining('journeys/rox/map: Tiles load: does not say which step'),
      expect.stringContaining('journeys/rox/map: Tiles load: is declared neither @blocker nor @advisory'),
      expect.stringContaining('journeys/rox/map: Tiles load: has the unknown tag @blokcer'),
    ]);
    expect(readFileSync(join(folder, 'expected/prerelease.json'), 'utf8')).toBe(before);
  });

  test('has a problem if two checks share an id, or if ids in two specs differ only in the part in brackets', ({}, info) => {
    const specs = { map: MAP, more: `test('More tiles', check('map/tiles', 'more', proves('5')), () => {});` };
    const inventory = (folder: string) => takeInventory('prerelease', join(folder, 'playwright.config.ts'));
    writeProject(info.outputPath('spec'), { specs });
    writeProject(info.outputPath('id'), { specs: { map: MAP.replace('map/markers', 'map/tiles') } });

    expect(inventory(info.outputPath('spec')).problems).toEqual([
      'map/tiles: ids in both journeys/rox/map and journeys/rox/more consist of this area and name',
    ]);
    expect(inventory(info.outputPath('id')).problems).toEqual(['map/tiles: two checks share this id']);
  });

  test('cannot be generated from specs that fail to load', ({}, info) => {
    writeProject(info.outputPath(), {});
    writeFileSync(info.outputPath('tests/journeys/rox/broken.spec.ts'), 'throw new Error("half a spec");');

    expect(() => takeInventory('prerelease', info.outputPath('playwright.config.ts'))).toThrow(
      /Playwright cannot list the checks of prerelease:\n.*half a spec/,
    );
  });

  test('has one check per line, and a new severity shows up as one line removed and one line added', () => {
    const [before, after] = [listed('a/b'), listed('a/b', '5', 'advisory')];

    expect(difference([before], [after])).toEqual(['- a/b  (step 5, blocker)', '+ a/b  (step 5, advisory)']);
    expect(serializeList([before, after]).split('\n')).toHaveLength(5);
  });
});
