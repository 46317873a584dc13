import { expect, test } from '@playwright/test';
import { asGrep, asks, sparedOn } from '../../lab/faults/asked.js';
import { fitting, titleOf } from '../../lab/faults/expected.js';
import { CATALOGUE, faultOf } from '../../lab/faults/index.js';
import { judge, type Run } from '../../lab/faults/judge.js';

const PAGES = faultOf('puma-warning-in-pages');
const titles = [...new Set([...fitting(PAGES.checks, PAGES.gate)].map(titleOf))];
const askedOn = (day: number): string[] => titles.filter((title) => !sparedOn(day, PAGES).includes(title));

test('of many like checks three are asked each day, and all of them within days', () => {
  const days = Math.ceil(titles.length / 3);

  expect(askedOn(0)).toHaveLength(3);
  expect(new Set(Array.from({ length: days }, (_, day) => askedOn(day)).flat())).toEqual(new Set(titles));
});

test('a fault that names its checks one by one has all of them asked, whatever the day', () => {
  const named = CATALOGUE.filter(({ checks }) => checks.every((check) => !check.includes('*')));

  expect(named.length).toBeGreaterThan(100);
  for (const fault of named) expect(sparedOn(7, fault)).toEqual([]);
});

test('a title is found whole: not the longer one that begins or ends with it', () => {
  const grep = new RegExp(asGrep(['Puma shows / (a page)']), 'i');

  expect(grep.test('puma-prerelease site/pages.spec.ts Pages Puma shows / (a page) @blocker')).toBe(true);
  expect(grep.test('puma-prerelease site/pages.spec.ts Pages Puma shows / (a page) to a member @blocker')).toBe(false);
  expect(grep.test('puma-prerelease site/pages.spec.ts Pages NoPuma shows / (a page) @blocker')).toBe(false);
});

test('what was left out is neither missed nor an alarm', () => {
  const [asked = '', ...rest] = [...fitting(PAGES.checks, PAGES.gate)];
  const choice = { specs: ['site/pages'], except: rest.map(titleOf) };
  const run: Run = {
    status: 1,
    seconds: 1,
    screen: ' ✗ Puma shows a page\n     Warning: mysql_fetch_assoc()',
    verdict: {
      verdict: 'NO-GO',
      checks: [asked, ...rest].map((id) => ({ id, outcome: id === asked ? 'failed' : 'unproven', error: '' })),
    },
  };

  expect(asks(choice)(asked)).toBe(true);
  expect(judge([PAGES], run, choice)).toMatchObject({ failed: [asked], missed: [], alarms: [], wrong: [] });
  expect(judge([PAGES], run, { specs: ['site/pages'] }).missed).toHaveLength(rest.length);
});
