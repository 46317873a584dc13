import { test, expect } from '@playwright/test';
import { slownessAt } from '../../../helpers/core/patience.js';

test('time limits scale with the load per processor, within bounds', () => {
  expect([0, 2, 8, 12, 40, 64, 500].map((load) => slownessAt(load, 2))).toEqual([1, 1, 2, 3, 8, 8, 8]);
  expect(slownessAt(40, 64)).toBe(1);
});
