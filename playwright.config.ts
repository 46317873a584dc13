import { join } from 'node:path';
import { defineConfig, type ReporterDescription } from '@playwright/test';
import { chosenBrowser, PLAIN_VISITOR } from './helpers/http/browser.js';
import { afterwards, specPath } from './helpers/core/gate-specs.js';
import { readSettings, type Override } from './helpers/core/settings.js';
import { exportRunFolder } from './helpers/core/folders.js';
import { waiversFile } from './helpers/core/waivers.js';
import { namesNoGate, namesShard, shardNamed } from './reports/run/command-line.js';
import { originOf, partMetadata } from './reports/run/part-origin.js';
import { secretsOf, withoutSecrets } from './helpers/evidence/evidence-item.js';
import { expectedFolder } from './reports/decision/expected.js';
import { leftOut } from './targets/absent.js';
import { hostNamesOf, migrationSteps } from './targets/index.js';
import { insistOnMergedVerdict, recordingRefusal } from './reports/run/refusal.js';
import { runFolder } from './reports/run/run-folder.js';
import { GATES, type Gate, type GateId, type GateVisitor } from './runbook.js';
import { frontPage } from './helpers/core/site-names.js';
import { patient, SLOWNESS } from './helpers/core/patience.js';

// Where `npm run verdict` looks, wherever Playwright is started.
const OUT = join(import.meta.dirname, 'reports/out');
// Widened to the type that any gate may have.
const gates: readonly (Gate & { readonly id: GateId })[] = GATES;
const settings = recordingRefusal(() => readSettings(), OUT);
const { target } = settings;
const isSelf = namesNoGate(process.argv);
const isRehearsal = target.prepare !== null;
const out = recordingRefusal(() => runFolder(settings.runFolder, OUT, process.argv, { isRehearsal }), OUT);
exportRunFolder(out);
insistOnMergedVerdict(out);

// The parts of a run and the machine that merges them must use the same code, target, and list of checks.
const part = shardNamed(process.argv);
const needsOrigin = part !== undefined || process.argv.includes('merge-reports');
const origin = needsOrigin
  ? originOf(import.meta.dirname, withoutSecrets(target, secretsOf(target)), expectedFolder(target.name))
  : undefined;

// Last, because the last reporter decides the exit status. Never left out: what the command line means is
// up to Playwright, and a gate that was not recognized here must not end with 0 without a verdict.
const verdictReporter: ReporterDescription = [
  './reports/run/verdict-reporter.ts',
  {
    runFolder: out,
    target: { name: target.name, summary: target.summary },
    hosts: hostNamesOf(target),
    steps: migrationSteps(target),
    expected: expectedFolder(target.name),
    waivers: waiversFile(target.name),
    attestations: `targets/${target.name}/attestations.json`,
    policy: target.policy,
    origin,
    signKey: settings.seal.signKey,
    heads: settings.seal.heads,
    jobSummary: settings.jobSummary,
    environment: settings.judgementVariables,
  },
];
const selfReporters: ReporterDescription[] = [
  [settings.ci ? 'dot' : 'list'],
  ['junit', { outputFile: join(out, 'junit.xml') }],
  verdictReporter,
];
const gateReporters: ReporterDescription[] = [
  ['./reports/run/masking-reporter.ts'],
  ['html', { outputFolder: join(out, 'html'), open: 'never' }],
  ['junit', { outputFile: join(out, 'junit.xml') }],
  [
    'allure-playwright',
    {
      resultsDir: join(out, 'allure-results'),
      detail: false,
      environmentInfo: { target: target.name, override: settings.override, browser: chosenBrowser().words },
    },
  ],
  // A part of a run, to be merged with the others: docs/verdict.md.
  ...(namesShard(process.argv) ? [['blob', { outputDir: join(out, 'blob') }] as const] : []),
  verdictReporter,
];

/** Specs as the runbook names them; if the target has no application, there are no journeys. */
function specsNamed(path: string): string[] {
  const found = specPath(path, target.application?.id ?? null);
  return found === undefined ? [] : [`tests/${found}.spec.ts`];
}

/** Checks that a gate leaves out because the target says that what they check is absent. */
function without(gate: GateId): { grepInvert?: RegExp } {
  const grepInvert = leftOut(target, gate, migrationSteps(target));
  return grepInvert === undefined ? {} : { grepInvert };
}

/** Self-tests: nothing about the suite depends on how fast a machine is, so these bounds only end what hangs. */
const unhurried = {
  default: false,
  timeout: 15 * 60_000,
  expect: { timeout: 60_000 },
  use: { actionTimeout: 60_000, navigationTimeout: 60_000 },
};

export default defineConfig<object, { override: Override | 'none'; visitorKind: GateVisitor['kind'] | 'none' }>({
  testDir: 'tests',
  outputDir: join(out, 'artifacts'),
  globalSetup: './fixtures/global-setup.ts',
  fullyParallel: true,
  workers: 2,
  // A check that passes at the second attempt points to an intermittent fault. On the day of a migration, that is
  // a reason to stop, not to try again.
  retries: 0,
  failOnFlakyTests: true,
  forbidOnly: settings.ci,
  // On a busy machine everything waits for a processor: helpers/core/patience.ts.
  timeout: patient(30_000),
  // If every server is silent, each check takes its full time; what did not run is then unproven. Self-tests take as long
  // as the machine is slow.
  globalTimeout: isSelf ? 0 : (patient(20) + target.databases.comparison.minutes) * 60_000,
  expect: { timeout: patient(5_000) },
  // A list of the checks is not a run: it leaves nothing behind.
  reporter: process.argv.includes('--list') ? [['list'], verdictReporter] : isSelf ? selfReporters : gateReporters,
  metadata: {
    ...(part !== undefined && origin !== undefined ? partMetadata(part, out, origin) : {}),
    target: target.name,
    override: settings.override,
    browser: chosenBrowser().words,
    ...(SLOWNESS > 1
      ? {
          patience: `time limits are ${SLOWNESS.toFixed(1)} times as long as usual: this machine was busy at the start`,
        }
      : {}),
  },
  projects: [
    // One project for each kind of visitor, all under the name of their gate: `--project` takes them together.
    ...gates.flatMap(({ id, areas, override, visitors, last, repeats }) =>
      (visitors ?? [undefined]).map((visitor, index) => ({
        name: target.projects[id],
        testMatch: [
          ...[...(index === 0 ? areas : []), ...(visitor ? ['visitors', 'journeys'] : [])].map((area) => `${area}/*`),
          ...(repeats?.specs ?? []),
        ].flatMap(specsNamed),
        ...without(id),
        // A plain `npx playwright test` runs what can be run on any day, and changes nothing for visitors.
        default: id === 'prerelease',
        ...(last !== undefined && specsNamed(last).length > 0 ? { teardown: afterwards(target.projects[id]) } : {}),
        metadata: visitor ? { visitor: visitor.kind } : {},
        use: {
          override: override === 'hosts-file' ? settings.override : ('none' as const),
          visitorKind: visitor?.kind ?? ('none' as const),
        },
      })),
    ),
    ...gates.flatMap(({ id, last }) =>
      last === undefined || specsNamed(last).length === 0
        ? []
        : [{ name: afterwards(target.projects[id]), testMatch: specsNamed(last), ...without(id), default: false }],
    ),
    {
      ...unhurried,
      name: 'unit',
      testMatch: 'self/{attacks,core,docs,fixtures,helpers,inventory,lab-tools,reports}/**/*.spec.ts',
    },
    // There is one lab, and these tests break it and take it down.
    { ...unhurried, name: 'lab-lifecycle', testMatch: 'self/lab-lifecycle/*.spec.ts', workers: 1 },
    // A pair of hosts with its own images, which are built when they are first needed.
    { ...unhurried, name: 'lab-blog', testMatch: 'self/lab-blog/*.spec.ts', workers: 1 },
    { ...unhurried, name: 'lab', testMatch: 'self/lab/*.spec.ts' },
    // A MySQL from Debian sid, which keeps changing: a test with its own command.
    { ...unhurried, name: 'mysql', testMatch: 'self/mysql/*.spec.ts', workers: 1 },
    // Two MariaDB servers with up to a million rows: takes minutes on every core, so it is not a stage of npm test.
    { ...unhurried, name: 'rows', testMatch: 'self/rows/*.spec.ts', workers: 1 },
  ],
  use: {
    baseURL: frontPage(target),
    ...PLAIN_VISITOR,
    locale: 'en-GB',
    actionTimeout: patient(5_000),
    navigationTimeout: patient(10_000),
    // A trace holds every word that was typed and every cookie, and costs a gate a quarter of its time. For the lab, whose
    // passwords open nothing else, there is --trace=retain-on-failure.
    trace: 'off',
    screenshot: 'only-on-failure',
  },
});
