import { test, expect } from '@playwright/test';
import { check, proves } from '../../../fixtures/core/metadata.js';
import { migrationSteps } from '../../../targets/index.js';
import { lab } from '../../../targets/lab/target.js';
import { duplicateIds, readDeclaration } from '../../../reports/decision/check.js';

test.describe('what a check declares', () => {
  const ID = '@registration/link-refused[short-key]';
  const read = (tags: string[], steps: string[], file = '/t/site/registration.spec.ts') =>
    readDeclaration(
      { file, title: 'A fact', tags, annotations: steps.map((description) => ({ type: 'step', description })) },
      'prerelease',
      migrationSteps(lab),
      '/t',
    );

  test('the id comes from a tag, and the innermost step and severity apply', () => {
    expect(read([ID, '@blocker', '@writes', '@advisory'], ['5', '6'])).toEqual({
      id: 'registration/link-refused[short-key]',
      title: 'A fact',
      step: '6',
      severity: 'advisory',
      problems: [],
    });
  });

  test('the reporter reads back what proves() declares', () => {
    const { tag, annotation } = proves('5-maps', '@advisory');

    expect(read([ID, tag], [annotation.description])).toMatchObject({
      step: '5-maps',
      severity: 'advisory',
      problems: [],
    });
    expect(proves('6')).toEqual({ tag: '@blocker', annotation: { type: 'step', description: '6' } });
  });

  test('a missing or unknown step or tag is a problem, and the check counts as a blocker', () => {
    const { severity, problems } = read([ID, '@blokcer'], ['99']);

    expect(severity).toBe('blocker');
    expect(problems).toEqual([
      expect.stringContaining('step 99, which is not in the runbook'),
      expect.stringContaining('neither @blocker nor @advisory'),
      expect.stringContaining('unknown tag @blokcer'),
    ]);
    expect(read([ID, '@blocker'], []).problems).toEqual([expect.stringContaining('does not say which step')]);
  });

  test('check() declares the id that the reporter reads, along with other details for Playwright', () => {
    expect(check('cron/file-accepted')).toEqual({ tag: ['@cron/file-accepted'] });
    expect(check('database/structure-identical', 'BW_MAIN', 'foreign keys', { tag: '@writes', lock: 'x' })).toEqual({
      tag: ['@database/structure-identical[BW_MAIN,foreign-keys]', '@writes'],
      lock: 'x',
    });
    const { tag, annotation } = check('dns/ttl-short', 14, proves('5-maps', '@advisory'));
    expect(read(tag, [annotation?.description ?? ''])).toMatchObject({
      ...{ id: 'dns/ttl-short[14]', step: '5-maps', severity: 'advisory', problems: [] },
    });
  });

  for (const [what, tags, problem] of [
    ['a missing id', [], 'has no id. Use check() from fixtures/core/metadata.ts.'],
    ['a second id', [ID, '@registration/other'], `has more than one id: ${ID}, @registration/other.`],
    ['an id with a space in it', ['@registration/link-refused[a short key]'], 'which is not of the form @area/name'],
    ['an id with capital letters', ['@Registration/Link'], 'which is not of the form @area/name'],
    ['an id with a wildcard', ['@registration/link-refused[*]'], 'which is not of the form @area/name'],
  ] as const)
    test(`${what} is a problem, and no list can contain the check`, () => {
      const { id, problems } = read(['@blocker', ...tags], ['5']);

      expect(problems).toEqual([expect.stringContaining(problem)]);
      expect(id).toBe('site/registration: A fact');
    });

  test('two checks with the same id are reported', () => {
    expect([...duplicateIds([read([ID], []), read([ID], [], 'x'), read(['@a/b'], [])])]).toEqual([ID.slice(1)]);
  });
});
