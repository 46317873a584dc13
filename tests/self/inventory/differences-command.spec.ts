import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { AREAS } from '../../../helpers/inventory/collectors/index.js';
import { plain } from '../../../helpers/inventory/rows.js';
import { keepPair } from '../../../helpers/inventory/take-both.js';
import type { Explanation, Inventory, Item } from '../../../helpers/inventory/types.js';
import { copyCheckout, documented, runToEnd, type Command } from '../docs/documented.js';

const host = (role: Inventory['role'], packages: readonly Item[]): Inventory => ({
  ...{ host: role, role, taken: '2012-06-22T00:00:00.000Z', owners: {}, families: {} },
  ...{ yardstick: { sighted: [], unreadable: [] }, cost: { seconds: 0, cpuSeconds: 0 } },
  areas: Object.fromEntries(
    AREAS.map((area) => [area, { items: area === 'packages' ? packages : [], unreadable: [] }]),
  ) as unknown as Inventory['areas'],
});
const installed = (name: string): Item => plain('packages', `package ${name}`, 'installed', `dpkg-query -W ${name}`);

test('the documented commands explain a difference directly, or through a draft that is filled in and accepted', ({}, info) => {
  const checkout = copyCheckout(info.outputPath('checkout'));
  const state = info.outputPath('state');
  keepPair(join(state, 'migration-verdict', 'lab'), {
    old: host('old', ['foo', 'baz'].map(installed)),
    new: host('new', []),
  });
  const run = ({ env, ...command }: Command): number | null =>
    runToEnd({ ...command, env: { ...env, XDG_STATE_HOME: state, MIGRATION_TARGET: 'lab' } }, checkout).status;
  const reasons = (): Record<string, string> => {
    const list = JSON.parse(readFileSync(join(checkout, 'targets/lab/explanations.json'), 'utf8')) as Explanation[];
    return Object.fromEntries(list.map(({ what, why }) => [what, why]));
  };

  expect(run(documented(`npm run differences -- --explain 'packages/package foo' "it was never used"`))).toBe(0);
  expect(reasons()).toMatchObject({ 'packages/package foo': 'it was never used' });
  const list = join(checkout, 'targets/lab/explanations.json');
  writeFileSync(list, '[]\n');
  expect(
    run(documented(`npm run differences -- --last --explain 'packages/package foo' "replaced by bar" --who jsfan`)),
  ).toBe(0);
  expect(reasons()).toEqual({ 'packages/package foo': 'replaced by bar' });

  const draft = join(checkout, 'differences.json');
  expect(run(documented('npm run differences -- --last --draft differences.json'))).toBe(2);
  writeFileSync(draft, readFileSync(draft, 'utf8').replaceAll('"why": ""', '"why": "nobody asks for it"'));
  expect(run(documented('npm run differences -- --accept differences.json'))).toBe(0);
  expect(reasons()).toEqual({
    'packages/package foo': 'replaced by bar',
    'packages/package baz': 'nobody asks for it',
  });
});
