import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, expect } from '@playwright/test';
import { serializeList, expectedFolder } from '../../../reports/decision/expected.js';
import { checkInventory, difference, settingsToList, takeInventory } from '../../../reports/cli/inventory.js';
import { GATES } from '../../../runbook.js';
import { TARGETS } from '../../../targets/index.js';
import { listed, writeProject } from '../reports/reporter-child.js';

const MAP = `test.describe('maps', proves('5-maps'), () => {
  test('Tiles load', () => {});
  test('Markers agree', proves('5', '@advisory'), () => {});
});`;

test.describe('the list of expected checks', () => {
  for (const target of TARGETS.keys()) {
    for (const { id } of GATES) {
      test(`of ${id} for ${target} is that of its specs`, () => {
        const options = { folder: expectedFolder(target), environment: settingsToList(target) };

        expect(checkInventory(id, 'playwright.config.ts', options)).toEqual([]);
      });
    }
  }

  test('is written one check a line, sorted, with the innermost step and severity', ({}, info) => {
    const folder = info.outputPath('expected');
    writeProject(info.outputPath(), { specs: { map: MAP } });
    const wrong = checkInventory('puma-prerelease', info.outputPath('playwright.config.ts'), { write: true, folder });

    expect(wrong).toEqual([]);
    expect(readFileSync(join(folder, 'puma-prerelease.json'), 'utf8').split('\n').slice(13)).toEqual([
      '  {"id":"site/map › Markers agree","step":"5","severity":"advisory"},',
      '  {"id":"site/map › Tiles load","step":"5-maps","severity":"blocker"}',
      ']',
      '',
    ]);
  });

  test('is not written while a check does not say what it proves', ({}, info) => {
    const folder = info.outputPath();
    writeProject(folder, { specs: { map: `test('Tiles load', { tag: '@blokcer' }, () => {});` } });
    const before = readFileSync(join(folder, 'expected/puma-prerelease.json'), 'utf8');
    const wrong = checkInventory('puma-prerelease', join(folder, 'playwright.config.ts'), {
      write: true,
      folder: join(folder, 'expected'),
    });

    expect(wrong).toEqual([
      expect.stringContaining('site/map › Tiles load: does not say which step'),
      expect.stringContaining('site/map › Tiles load: says neither @blocker nor @advisory'),
      expect.stringContaining('site/map › Tiles load: has the unknown tag @blokcer'),
    ]);
    expect(readFileSync(join(folder, 'expected/puma-prerelease.json'), 'utf8')).toBe(before);
  });

  test('cannot be made from specs that do not load', ({}, info) => {
    writeProject(info.outputPath(), {});
    writeFileSync(info.outputPath('tests/journeys/rox/broken.spec.ts'), 'throw new Error("half a spec");');

    expect(() => takeInventory('puma-prerelease', info.outputPath('playwright.config.ts'))).toThrow(
      /Playwright cannot list the checks of puma-prerelease:\n.*half a spec/,
    );
  });

  test('shows a changed severity as both gone and new, one check a line', () => {
    const [before, after] = [listed('a › b'), listed('a › b', '5', 'advisory')];

    expect(difference([before], [after])).toEqual(['- a › b  (step 5, blocker)', '+ a › b  (step 5, advisory)']);
    expect(serializeList([before, after]).split('\n')).toHaveLength(5);
  });
});
