import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JSONReport, JSONReportSpec, JSONReportSuite } from '@playwright/test/reporter';
import { unique } from '../../helpers/core/lists.js';
import { childEnvironment } from '../../helpers/core/environment.js';
import { GATES, type GateId, type PlannedStep } from '../../runbook.js';
import { loadTarget, migrationSteps, exampleSettings, TARGETS } from '../../targets/index.js';
import { visitorOf } from '../run/planned-checks.js';
import { staticPart } from '../../helpers/core/check-id.js';
import { duplicateIds, readDeclaration, specOf } from '../decision/check.js';
import type { ExpectedCheck } from '../decision/evidence.js';
import { DOCS_WITH_TABLES } from './doc-tables.js';
import { serializeList, expectedFolder, listPath, readExpected } from '../decision/expected.js';

/** The checks of a gate as the specs declare them, sorted by id, and the problems with their declarations. */
export type Inventory = {
  readonly checks: ExpectedCheck[];
  readonly problems: string[];
  /** The static part of each id, with its spec. */
  readonly specs: ReadonlyMap<string, string>;
};

/**
 * Asks Playwright which checks a gate would run. Nothing is run.
 * @param config path of a playwright.config.ts; the specs are in tests/ next to it
 * @param of settings and steps of the target whose checks are listed
 * @throws when Playwright cannot list them, with its output
 */
export function takeInventory(gate: GateId, config: string, { environment, steps } = listing('lab')): Inventory {
  const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli');
  const args = [playwright, 'test', '--config', config, '--project', `*${gate}`, '--list', '--reporter=json'];
  const run = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    // Ends what hangs; a busy machine takes minutes.
    timeout: 900_000,
    maxBuffer: 64 << 20,
    env: environment,
  });
  const report = parse(run.stdout);
  const errors = (report?.errors ?? [])
    .map(({ message }) => message ?? '')
    .filter((error) => !NOTHING_THERE.test(error));
  if (!report || errors.length > 0)
    throw new Error(`Playwright cannot list the checks of ${gate}:\n${[...errors, run.stderr].join('\n').trim()}`);

  const testsFolder = join(dirname(resolve(config)), 'tests');
  const visitors = new Map(report.config.projects.map(({ id, metadata }) => [id, visitorOf(metadata)]));
  const declared = report.suites.flatMap(specsOf).flatMap((spec) =>
    spec.tests.map(({ annotations, projectId }) => {
      const file = resolve(report.config.rootDir, spec.file);
      const check = readDeclaration(
        {
          file,
          title: spec.title,
          // The JSON report removes the @.
          tags: spec.tags.map((tag) => `@${tag}`),
          annotations,
          visitor: visitors.get(projectId),
        },
        gate,
        steps,
        testsFolder,
      );
      return { ...check, spec: specOf(file, testsFolder) };
    }),
  );
  const specs = new Map(declared.map(({ id, spec }) => [staticPart(id), spec]));
  return {
    checks: declared
      .map(({ id, step, severity }) => ({ id, step, severity }))
      .sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id))),
    problems: [
      ...declared.flatMap(({ id, problems }) => problems.map((problem) => `${id}: ${problem}`)),
      ...[...duplicateIds(declared)].map((id) => `${id}: two checks share this id`),
      ...[...specs].flatMap(([name, spec]) => {
        const others = declared.filter((each) => staticPart(each.id) === name && each.spec !== spec);
        return unique(others.map((each) => each.spec)).map(
          (other) => `${name}: ids in both ${other} and ${spec} consist of this area and name`,
        );
      }),
    ],
    specs,
  };
}

/** A gate whose specs are not written yet has an empty list, which makes the verdict HOLD. */
const NOTHING_THERE = /^(Error: )?No tests found/;

function parse(stdout: string): JSONReport | undefined {
  try {
    return JSON.parse(stdout) as JSONReport;
  } catch {
    return undefined;
  }
}

const specsOf = (suite: JSONReportSuite): JSONReportSpec[] => [
  ...suite.specs,
  ...(suite.suites ?? []).flatMap((inner) => specsOf(inner)),
];

/**
 * Differences between the committed list and the specs, one line each: `+` is only in the specs, `-` only in the list.
 * A check whose step or severity has changed appears as both.
 */
export function difference(committed: readonly ExpectedCheck[], actual: readonly ExpectedCheck[]): string[] {
  const lines = (checks: readonly ExpectedCheck[]): string[] =>
    checks.map(({ id, step, severity }) => `${id}  (step ${step}, ${severity})`);
  const [before, now] = [lines(committed), lines(actual)];
  return [
    ...before.filter((line) => !now.includes(line)).map((line) => `- ${line}`),
    ...now.filter((line) => !before.includes(line)).map((line) => `+ ${line}`),
  ];
}

/**
 * Compares the committed list of a gate with the specs, or writes it again.
 * @returns what is wrong, one line each; empty when list and specs agree
 */
export function holdList(
  gate: GateId,
  { checks, problems }: Inventory,
  { write = false, folder = expectedFolder('lab') } = {},
): string[] {
  if (problems.length > 0) return [...problems];
  if (write) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(listPath(gate, folder), serializeList(checks));
  }
  return difference(readExpected(gate, folder), checks);
}

/** check-ids.ts of this repository, which has the spec for the static part of every id. */
const IDS_FILE = fileURLToPath(new URL('../../check-ids.ts', import.meta.url));

const asIdsFile = (specs: ReadonlyMap<string, string>): string =>
  `/** Made by \`npm run lists -- --write\`: the static part of the id of every check, with its spec. */
export const SPEC_OF_CHECK = {
${[...specs]
  .map(([id, spec]) => `  '${id}': '${spec}',\n`)
  .sort()
  .join('')}} as const;

export type CheckId = keyof typeof SPEC_OF_CHECK;
export type SpecPath = (typeof SPEC_OF_CHECK)[CheckId];
`;

/** Compares the committed file of ids with those of all gates of all targets, or writes it again. */
function holdIds(specs: ReadonlyMap<string, string>, write: boolean): string[] {
  const text = asIdsFile(specs);
  if (write) writeFileSync(IDS_FILE, text);
  return readFileSync(IDS_FILE, 'utf8') === text ? [] : [`${IDS_FILE} does not match the specs.`];
}

/** Compares the tables in the documents with the code that they are made from, or writes them again. */
const holdTables = (write: boolean): string[] =>
  [...DOCS_WITH_TABLES].flatMap(([doc, made]) => {
    const path = fileURLToPath(new URL(`../../${doc}`, import.meta.url));
    const text = made(readFileSync(path, 'utf8'));
    if (write) writeFileSync(path, text);
    return readFileSync(path, 'utf8') === text ? [] : [`A table in ${doc} does not match the code.`];
  });

type Listing = { readonly environment: Record<string, string>; readonly steps: readonly PlannedStep[] };

/**
 * Everything needed to list a target's checks: its steps, and its settings as given, with examples for
 * the missing ones. No host is contacted.
 * @throws when even with examples the target is not valid
 */
export function listing(name: string): Listing {
  const source = TARGETS.get(name);
  const examples = source === undefined ? {} : exampleSettings(source);
  const environment = { ...examples, ...childEnvironment({}), MIGRATION_TARGET: name };
  const loaded = loadTarget(name, (setting) => new Map(Object.entries(environment)).get(setting));
  if ('problems' in loaded)
    throw new Error(`The checks of target ${name} cannot be listed:\n${loaded.problems.join('\n')}`);
  return { environment, steps: migrationSteps(loaded.target) };
}

/** `npm run lists [-- --write]` */
function main(): void {
  const write = process.argv.includes('--write');
  const config = fileURLToPath(new URL('../../playwright.config.ts', import.meta.url));
  const specs = new Map<string, string>();
  for (const target of TARGETS.keys()) {
    for (const { id } of GATES) {
      const folder = expectedFolder(target);
      const wrong = orWhy(() => {
        const inventory = takeInventory(id, config, listing(target));
        const elsewhere = [...inventory.specs].filter(([check, spec]) => (specs.get(check) ?? spec) !== spec);
        for (const [check, spec] of inventory.specs) specs.set(check, spec);
        return [
          ...elsewhere.map(([check, spec]) => `${check}: ${spec} and a spec of another gate or target share this id`),
          ...holdList(id, inventory, { write, folder }),
        ];
      });
      if (wrong.length === 0)
        console.log(`${target}, ${id}: ${readExpected(id, folder).length} checks; the list and the specs agree.`);
      else complain(`${target}, ${id}: the list of expected checks and the specs do not agree.`, wrong);
    }
  }
  const wrong = process.exitCode === undefined ? orWhy(() => holdIds(specs, write)) : [];
  if (wrong.length > 0) complain('The ids in check-ids.ts and those in the specs do not agree.', wrong);
  const stale = orWhy(() => holdTables(write));
  if (stale.length > 0) complain('The documents and the code do not agree.', stale);
}

function complain(what: string, wrong: readonly string[]): void {
  console.error(`${what}\n${wrong.join('\n')}`);
  console.error('If a difference is intended, run npm run lists -- --write and have it reviewed.');
  process.exitCode = 1;
}

function orWhy(hold: () => string[]): string[] {
  try {
    return hold();
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
