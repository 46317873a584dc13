import { test, expect } from '@playwright/test';
import { proves } from '../../fixtures/checks.js';
import { claimedTwice, readDeclaration } from '../../reports/check.js';

test.describe('what a check says of itself', () => {
  const read = (tags: string[], steps: string[], file = '/t/site/registration.spec.ts') =>
    readDeclaration(
      { file, title: 'A fact', tags, annotations: steps.map((description) => ({ type: 'step', description })) },
      'puma-prerelease',
      '/t',
    );

  test('the id is made of spec and title, the step and severity are the innermost', () => {
    expect(read(['@blocker', '@writes', '@advisory'], ['5', '6'])).toEqual({
      id: 'site/registration › A fact',
      title: 'A fact',
      step: '6',
      severity: 'advisory',
      problems: [],
    });
  });

  test('proves() says what the reporter reads', () => {
    const { tag, annotation } = proves('5-maps', '@advisory');

    expect(read([tag], [annotation.description])).toMatchObject({ step: '5-maps', severity: 'advisory', problems: [] });
    expect(proves('6')).toEqual({ tag: '@blocker', annotation: { type: 'step', description: '6' } });
  });

  test('a missing or unknown word is a problem, and the check weighs as a blocker', () => {
    const { severity, problems } = read(['@blokcer'], ['99']);

    expect(severity).toBe('blocker');
    expect(problems).toEqual([
      expect.stringContaining('step 99, which the runbook does not have'),
      expect.stringContaining('neither @blocker nor @advisory'),
      expect.stringContaining('unknown tag @blokcer'),
    ]);
    expect(read(['@blocker'], []).problems).toEqual([expect.stringContaining('does not say which step')]);
  });

  test('two checks of one title are noticed', () => {
    expect([...claimedTwice([read([], []), read([], []), read([], [], 'x')])]).toEqual(['site/registration › A fact']);
  });
});
