import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test, type TestInfo } from '@playwright/test';

/** Runs stages that only print and end, as tests/run.sh runs the real ones. */
function run(info: TestInfo, stages: readonly string[]) {
  mkdirSync(info.outputPath(), { recursive: true });
  writeFileSync(info.outputPath('stages'), ['# a remark', ...stages, ''].join('\n'));
  const { status, stdout } = spawnSync('sh', ['tests/run.sh', info.outputPath('stages'), info.outputPath('tally')], {
    encoding: 'utf8',
  });
  return { status, said: stdout, tally: readFileSync(info.outputPath('tally'), 'utf8') };
}

/** A stage that prints a text and fails. */
function failing(info: TestInfo, name: string, text: string): string {
  mkdirSync(info.outputPath(), { recursive: true });
  writeFileSync(info.outputPath(`${name}.txt`), text);
  return `1 | ${name} | cat '${info.outputPath(`${name}.txt`)}'; false`;
}

const LIST = `  ✘  2 [unit] › tests/self/a.spec.ts:7:3 › group › breaks (2ms)

  1) [unit] › tests/self/a.spec.ts:7:3 › group › breaks

    Error: no

  1 failed
    \u001b[31m[unit] › tests/self/a.spec.ts:7:3 › group › breaks \u001b[39m
  2 did not run
  4 passed (1.2s)
`;
const SCREEN = ` NO-GO   Is it ready?
Fails
 ✗ The clock is right
     Step 1 · ask jsfan
     tests/host/machine.spec.ts:9
     | off
 ✗ 3 checks, one cause
     - one
`;

test('run.sh prints what to expect and how far along it is, and ends with the totals of all stages', ({}, info) => {
  const { status, said, tally } = run(info, ['200 | first | echo "  12 passed (3s)"', '10 | second one | true']);

  expect(status).toBe(0);
  expect(said).toContain('2 stages, about 4 min on two quiet cores:\n   1   200 s  first\n   2    10 s  second one\n');
  expect(said).toMatch(/\n== 2 of 2: second one: ok after \d+ s; \d+ s of about 4 min have passed\n/);
  expect(said).not.toContain('What failed');
  expect(said).toMatch(/\n\n13 passed, 0 failed\n$/);
  expect(tally).toBe('13 passed, 0 failed\n');
});

test('once all stages have run, run.sh lists each part that failed, with the command that runs it, alone if possible', ({}, info) => {
  const { status, said } = run(info, [
    failing(info, 'specs', LIST),
    `${failing(info, 'gate', SCREEN)} --project=gate`,
    failing(info, 'rehearsal', SCREEN),
    failing(
      info,
      'faults',
      ' 1/2 NOT OK deer-off     3 checks  9 s\n 2/2 NOT OK one + two   3 checks  9 s\n  2 failed\n',
    ),
    '1 | types | echo wrong; exit 2',
    '1 | last | true',
  ]);
  const command = (name: string): string => `cat '${info.outputPath(`${name}.txt`)}'; false`;

  expect(status).toBe(1);
  expect(said.slice(said.indexOf('What failed')))
    .toBe(`What failed, and the command that runs each part, alone if possible:
1 of 6: specs
  - group › breaks
      npx playwright test --project=unit tests/self/a.spec.ts:7
2 of 6: gate
  - The clock is right
      ${command('gate')} --project=gate tests/host/machine.spec.ts:9
  - 3 checks, one cause
      ${command('gate')} --project=gate
3 of 6: rehearsal
  - The clock is right
      ${command('rehearsal')}
  - 3 checks, one cause
      ${command('rehearsal')}
4 of 6: faults
  - deer-off
      npm run faults -- --only deer-off
  - one + two
      ${command('faults')}
5 of 6: types
      echo wrong; exit 2

5 passed, 6 failed
`);
});
