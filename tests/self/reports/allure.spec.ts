import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, expect } from '@playwright/test';
import { runsWithoutIds, updateAllureResults } from '../../../reports/outputs/allure.js';
import { sampleVerdict, spoilt } from './sample-verdict.js';

/** As allure-playwright 3.12 writes it, shortened. */
const resultOf = (step: string, status: string, message?: string) => ({
  uuid: `uuid-${step}`,
  name: `A fact about step ${step} of Puma`,
  historyId: 'of-path-and-title',
  testCaseId: 'of-path',
  status,
  statusDetails: message === undefined ? {} : { message },
  start: 0,
  labels: [
    { name: 'host', value: 'vm' },
    { name: 'severity', value: 'normal' },
    { name: 'tag', value: 'blocker' },
    { name: 'tag', value: `sample/fact[${step}]` },
  ],
  links: [],
  steps: [{ name: `step: ${step}` }, { name: 'GET /' }],
});

test.describe('Allure results', () => {
  let folder: string;
  const read = (name: string) => readFileSync(join(folder, 'allure-results', name), 'utf8');
  const result = (step: string) => JSON.parse(read(`uuid-${step}-result.json`)) as ReturnType<typeof resultOf>;
  const label = (step: string, name: string) => result(step).labels.find((each) => each.name === name)?.value;

  test.beforeEach(({}, info) => {
    folder = info.outputPath();
    mkdirSync(info.outputPath('allure-results'));
    for (const given of [
      resultOf('how-to-test', 'failed', 'Expected: on'),
      resultOf('1', 'failed', 'NoAnswer: puma gave no usable answer'),
      resultOf('2', 'failed', 'tiles'),
      resultOf('3', 'failed', 'disk'),
      resultOf('6', 'passed'),
    ])
      writeFileSync(info.outputPath('allure-results', `${given.uuid}-result.json`), JSON.stringify(given));
  });

  test('state the outcome that the verdict gives each check', () => {
    updateAllureResults(spoilt(), folder);

    expect(
      ['how-to-test', '1', '2', '3', '6'].map((step) => [label(step, 'outcome'), label(step, 'severity')]),
    ).toEqual([
      ['failed', 'blocker'],
      ['could not ask', 'blocker'],
      ['waived', 'blocker'],
      ['advisory', 'minor'],
      ['passed', 'blocker'],
    ]);
    expect(result('1').status).toBe('broken');
    expect(result('2').statusDetails.message).toBe('Waived by matthias until 2012-06-24: key ordered\ntiles');
  });

  test('link to the runbook step and name its owner', () => {
    updateAllureResults(spoilt(), folder);

    expect(result('6').links).toEqual([
      { type: 'runbook', name: 'Step 6: Install and test cron jobs', url: 'verdict/index.html#step-6' },
    ]);
    expect(result('6').steps).toEqual([{ name: 'GET /' }]);
    expect(label('6', 'owner')).toBe('jsfan');
    expect(label('6', 'host')).toBe('vm');
  });

  test('have one history per check id and gate', () => {
    updateAllureResults(spoilt(), folder);
    const first = result('6').historyId;
    writeFileSync(
      join(folder, 'allure-results', 'uuid-6-result.json'),
      JSON.stringify({
        ...resultOf('6', 'passed'),
        historyId: 'elsewhere',
        name: 'Another title',
      }),
    );
    updateAllureResults(spoilt(), folder);

    expect(result('6').historyId).toBe(first);
    updateAllureResults(
      sampleVerdict(undefined, {}, { gate: { id: 'another', project: 'another', title: '' } }),
      folder,
    );
    expect(result('6').historyId).not.toBe(first);
  });

  test('for several visitors are distinguished by their start time', () => {
    const began = ['2012-06-22T03:00:10.000Z', '2012-06-22T03:00:11.000Z'];
    const given = sampleVerdict();
    const [first = given.checks[0], ...others] = given.checks;
    const played = ['fresh', 'stale'].map((kind, at) => ({ ...first, id: `sample/fact[6]@${kind}`, began: began[at] }));
    const start = Date.parse(began[1] ?? '');
    writeFileSync(
      join(folder, 'allure-results', 'uuid-6-result.json'),
      JSON.stringify({ ...resultOf('6', 'passed'), start }),
    );
    updateAllureResults({ ...given, checks: [...played, ...others] as typeof given.checks }, folder);

    expect(result('6').testCaseId).toBe(createHash('md5').update('sample/fact[6]@stale').digest('hex'));
  });

  test('without check ids are found in the history, and their runs are counted', () => {
    const run = (...tags: string[]) =>
      JSON.stringify({ testResults: { x: { labels: tags.map((value) => ({ name: 'tag', value })) } } });

    expect(runsWithoutIds('')).toBe(0);
    expect(runsWithoutIds(`${run('blocker')}\n${run('blocker', 'a/b[c]')}\n`)).toBe(1);
  });

  test('list the verdict, gate, and target in the environment, each on one line', () => {
    updateAllureResults(
      sampleVerdict(undefined, {}, { target: { name: 'lab', summary: 'a\nVerdict = NO-GO' } }),
      folder,
    );

    expect(read('environment.properties')).toContain(
      'Verdict = GO\nGate = puma-prerelease\nTarget = lab: a Verdict = NO-GO\n',
    );
  });

  test('are not required to exist', ({}, info) => {
    expect(() => {
      updateAllureResults(spoilt(), info.outputPath('nowhere'));
    }).not.toThrow();
  });
});
