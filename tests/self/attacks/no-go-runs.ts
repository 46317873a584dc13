import { resolve } from 'node:path';
import { listed, type Scenario } from '../reports/reporter-child.js';

const TODAY = new Date().toISOString().slice(0, 10);
const OVERRIDE = resolve(import.meta.dirname, '../../../helpers/routing/override.js');

const SAW_PUMA = `const puma = { name: 'puma', addresses: ['198.51.100.20'], hostname: 'puma', certificate: '', database: '' };
const seen = (keys) => ({ contentType: 'application/vnd.migration-verdict.evidence+json', body: JSON.stringify({
  name: 'GET /', at: new Date().toISOString(), host: 'puma', address: '198.51.100.20', who: { ...puma, sshKeys: keys }, saw: {} }) });`;

const fact = (body: string, details = `check('more/fact', proves('5'))`): Scenario => ({
  specs: { more: `test('A fact', ${details}, ${body});` },
  expected: [listed('more/fact')],
});

/** A run that nobody may take for a GO, and what is said instead. Titles are those of the list in docs/verdict.md. */
export const RUNS: readonly [title: string, scenario: Scenario, verdict: 'HOLD' | 'NO-GO', says: string][] = [
  [
    'everything is skipped',
    {
      specs: {
        'all-steps': `test.skip(() => true, 'not today');
          for (const { id } of STEPS) test('step ' + id + ' holds', check('steps/proven', id, proves(id)), () => {});`,
      },
    },
    'HOLD',
    'is skipped by test.skip(): not today',
  ],
  ['only part of the gate is run with --grep', { args: ['--grep=step 5'] }, 'HOLD', 'did not run'],
  [
    'a failure is expected with test.fail',
    fact(`() => { test.fail(); expect(404).toBe(200); }`),
    'NO-GO',
    'Expected: 200',
  ],
  [
    'a check passes only if it is tried again',
    { ...fact(`({}, info) => { expect(info.retry).toBe(1); }`), config: 'retries: 1,' },
    'NO-GO',
    'passed only on attempt 2',
  ],
  ['a spec is deleted', { expected: [listed('gone/fact')] }, 'HOLD', 'did not run'],
  [
    'the list is edited but the spec is not',
    { ...fact('() => expect(1).toBe(1)'), expected: [] },
    'HOLD',
    'ran, but is not in the committed list of checks.',
  ],
  [
    'a later reporter marks the run as passed',
    {
      ...fact(`() => { throw new Error('404'); }`),
      head: `import { writeFileSync } from 'node:fs';
        writeFileSync('kind.ts', "export default class { onEnd() { return { status: 'passed' }; } }");`,
      reporters: `['./kind.ts']`,
    },
    'NO-GO',
    '404',
  ],
  ['a check has no id', fact('() => {}', `proves('5')`), 'HOLD', 'has no id.'],
  [
    'a check has two ids',
    fact('() => {}', `{ ...proves('5'), tag: ['@more/fact', '@more/other', '@blocker'] }`),
    'HOLD',
    'has more than one id',
  ],
  [
    'two checks share an id',
    {
      ...fact(''),
      specs: {
        more: `test('A fact', check('more/fact', proves('5')), () => {});
          test('Another', check('more/fact', proves('5')), () => {});`,
      },
    },
    'HOLD',
    'shares its id with another check',
  ],
  [
    'a waiver names a check that does not exist',
    {
      ...fact(`() => { throw new Error('404'); }`),
      waivers: [{ check: 'more/facts', reason: 'late', owner: 'jsfan', accepted: TODAY, expires: TODAY }],
    },
    'NO-GO',
    'no gate has a check "more/facts". Did you mean more/fact?',
  ],
  [
    'test.only is left in',
    { ...fact('() => {}'), specs: { more: `test.only('A fact', check('more/fact', proves('5')), () => {});` } },
    'HOLD',
    'did not run',
  ],
  [
    'a run is interrupted',
    { ...fact('async () => { ready(); await new Promise(() => {}); }'), signal: 'SIGINT' },
    'HOLD',
    'The run was interrupted.',
  ],
  [
    'a check is reported as passed although it never began',
    {
      // Playwright reports so what wants a fixture of the worker that has failed where that was expected.
      specs: {
        more: `const lame = test.extend({ database: [({}, use) => { throw new Error('no database'); }, { scope: 'worker' }] });
          lame('An advisory', check('more/advisory', proves('5', '@advisory')), ({ database }) => { test.fail(); });
          lame.fail('Another', check('more/another', proves('5', '@advisory')), ({ database }) => {});
          lame('A fact', check('more/fact', proves('5')), ({ database }) => { expect(404).toBe(200); });`,
      },
      expected: [
        listed('more/fact'),
        listed('more/advisory', '5', 'advisory'),
        listed('more/another', '5', 'advisory'),
      ],
    },
    'HOLD',
    'it may never have begun',
  ],
  ['a check expects nothing', fact('() => {}'), 'HOLD', 'without asking or expecting anything'],
  ['a worker crashes', fact('() => { process.exit(0); }'), 'HOLD', 'worker process exited unexpectedly'],
  [
    'the clock is set back',
    {
      ...fact('() => { ready(); expect(1).toBe(1); }'),
      head: `import { existsSync } from 'node:fs';
        const real = Date;
        globalThis.Date = class extends real {
          constructor(...given) { super(...(given.length ? given : [Date.now()])); }
          static now() { return real.now() - (existsSync('ready') ? 3_600_000 : 0); }
        };`,
    },
    'HOLD',
    'clock of this machine was changed during the run',
  ],
  [
    "the hosts file still overrides the site's names after the switch",
    {
      head: `import { writeFileSync } from 'node:fs';
        writeFileSync('hosts', '198.51.100.20 www.site.example');
        writeFileSync('hook.ts', \`import { refuseOverride } from '${OVERRIDE}';
          const sites = [{ host: 'www.site.example', aliases: [] }, { host: 'a.site.example', aliases: [] }];
          export default () => refuseOverride({ sites }, 'hosts');\`);`,
      config: `globalSetup: './hook.ts',`,
    },
    'HOLD',
    'hosts still overrides names of the site',
  ],
  [
    'a check asks the other host',
    {
      specs: {
        more: `${SAW_PUMA}
          test('A fact', check('more/fact', proves('5')), async ({}, info) => { await info.attach('seen', seen(['SHA256:a'])); });
          test('Another', check('more/another', proves('5')), async ({}, info) => { await info.attach('seen', seen(['SHA256:b'])); });`,
      },
      expected: [listed('more/fact'), listed('more/another')],
    },
    'HOLD',
    'Two different hosts answered as puma during this run.',
  ],
];
