import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { GATES } from '../../../runbook.js';
import { sudo } from '../../sudo.js';
import { CHECKOUT } from '../../paths.js';
import { numberOf, readyFor } from './cli-options.js';
import { fitting, specsOf } from './expected-checks.js';
import { CATALOGUE, faultOf, type CatalogueEntry } from '../catalogue/index.js';
import { isCaught } from './judge.js';
import type { WorkerResult } from './fault-worker.js';
import { STATE_OF, type Result } from './runner.js';
import { labTargetNamed } from './place.js';
import { shareOut } from './work-queue.js';
import { keep, merged, outdated, readSeen, report } from './results.js';

const USAGE = `npm run faults -- [--target NAME] [--only ID] [--gate NAME] [--area NAME] [--full] [--pairs N] [--part I/N] [--seed N] [--new | --seen] [--labs N] [--merge DIR] [--write]
  injects each fault of the catalogue into the lab, runs its gate, and compares the result with the expected one
  --full     run the whole gate for each fault, not only the specs that can detect it
  --pairs N  inject two faults of different areas at a time: N such pairs, drawn with --seed
  --part I/N run part I of N, which is every Nth fault; the N parts together cover all of them
  --target NAME
             the hosts to use: lab (the default) or blog, the pair with Debian 11 and 13
  --new      run only faults that are not in lab/faults/runner/detections.json
  --seen     run only faults that are in that file: those that have been caught before
  --labs N   use N labs in parallel, in addition to the one that is up (default: one more than the number of cores)
  --merge DIR
             print one table from all faults.json files in DIR (one per machine), without running anything
  --write    record the results in lab/faults/runner/detections.json, and update the table in docs/faults.md
`;

let interrupted = false;
const say = (words: string): void => void process.stdout.write(`${words}\n`);

const readOptions = () =>
  parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      target: { type: 'string', default: 'lab' },
      gate: { type: 'string' },
      area: { type: 'string' },
      full: { type: 'boolean', default: false },
      pairs: { type: 'string' },
      part: { type: 'string' },
      seed: { type: 'string' },
      labs: { type: 'string', default: String(availableParallelism() + 1) },
      merge: { type: 'string' },
      write: { type: 'boolean', default: false },
      new: { type: 'boolean', default: false },
      seen: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  }).values;
type Options = ReturnType<typeof readOptions>;

async function main(): Promise<number> {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (options.merge !== undefined) {
    const ids = CATALOGUE.map(({ id }) => id);
    const { words, isGood } = merged(options.merge, ids);
    say(words);
    return isGood ? 0 : 1;
  }
  const ended = sudo(process.argv.slice(2));
  if (ended !== undefined) return ended;
  labTargetNamed(options.target);
  const faults = chosen(options);
  if (faults.length > 0) return play(faults, options);
  if (!options.new) throw new Error('no fault in the catalogue matches the selection');
  say('there are no new faults');
  return 0;
}

function chosen(options: Options): readonly CatalogueEntry[] {
  const kept = readSeen();
  const old = outdated(kept);
  if (old.length > 0)
    say(
      `lab/faults/runner/detections.json names checks that no longer exist, for these faults: ${old.join(', ')}; to run them again, use --new --write`,
    );
  const seen = new Map(Object.entries(kept).filter(([id]) => !old.includes(id)));
  return part(
    CATALOGUE.filter(
      ({ id, gate, area, target }) =>
        target === options.target &&
        (options.only?.includes(id) ?? true) &&
        !(options.new && seen.has(id)) &&
        (!options.seen || seen.has(id)) &&
        gate === (options.gate ?? gate) &&
        area === (options.area ?? area),
    ),
    options.part,
  );
}

async function play(faults: readonly CatalogueEntry[], options: Options): Promise<number> {
  const seed = Number(options.seed ?? Date.now() % 1_000_000);
  const rounds =
    options.pairs === undefined ? faults.map((fault) => [fault]) : pairs(faults, Number(options.pairs), seed);
  if (options.pairs !== undefined) say(`pairs: ${rounds.length}, drawn with --seed ${seed}`);

  const folder = join(CHECKOUT, 'reports', 'out', `${new Date().toISOString().replace(/\.\d+|:/g, '')}-faults`);
  mkdirSync(folder, { recursive: true });
  await readyFor(
    rounds.flatMap(([first]) => first?.gate ?? []),
    faults[0]?.target,
  );

  const began = performance.now();
  let count = 0;
  const { results: answers, lost } = await shareOut<WorkerResult>(
    inOrder(rounds).map((round) => round.map(({ id }) => id)),
    {
      labs: numberOf(options.labs, 'labs'),
      folder,
      program: 'fault-worker.ts',
      options: { full: options.full },
      say,
      isOver: () => interrupted,
      over: (result) => {
        count += 1;
        say(lineOf(result, count, rounds.length));
      },
    },
  );
  const results = answers.map(({ ids, ...rest }): Result => ({ faults: ids.map(faultOf), ...rest }));
  if (options.write) keep(results);
  if (interrupted) return 130;
  say(`\n${report(results, { rounds: rounds.length, seconds: (performance.now() - began) / 1000, folder })}`);
  for (const words of lost) process.stderr.write(`faults: ${words}\n`);
  if (lost.length > 0) return 2;
  const good = results.filter((result) => isCaught(result.finding) && result.leftBehind.length === 0);
  // A lab that did not start has run nothing, and reports nothing.
  return good.length === rounds.length ? 0 : 1;
}

/** Part I of N: every Nth fault. Counted from 0, part 1 starts with fault 1, and part N with fault 0. */
function part(all: readonly CatalogueEntry[], wanted: string | undefined): readonly CatalogueEntry[] {
  if (wanted === undefined) return all;
  const [, one, of] = /^(\d+)\/(\d+)$/.exec(wanted) ?? [];
  if (one === undefined || of === undefined) throw new Error(`--part ${wanted} must have the form I/N`);
  return all.filter((_, index) => index % Number(of) === Number(one) % Number(of));
}

/** Faults of one gate are adjacent, as are those with the same specs; those that require loading a state come last. */
function inOrder(rounds: readonly (readonly CatalogueEntry[])[]): (readonly CatalogueEntry[])[] {
  const gates: readonly string[] = GATES.map(({ id }) => id);
  const key = (faults: readonly CatalogueEntry[]): string => {
    const [first] = faults;
    if (first === undefined) return '';
    const needsLoad = faults.some(({ revert }) => revert === undefined);
    return [gates.indexOf(first.gate), STATE_OF[first.gate], Number(needsLoad), ...specsOf(first)].join(' ');
  };
  return [...rounds].sort((a, b) => (key(a) < key(b) ? -1 : Number(key(a) > key(b))));
}

/**
 * Pairs of one gate and of different areas. The same seed draws the same pairs, even when faults are added, except for those
 * that a new pair displaces. If a fault leaves no host to ask, the other one cannot be seen, and need not be: such a
 * fault is in no pair, nor is one alongside which no other can be injected. A fault that may hide others is not paired with a
 * fault whose checks it may affect.
 */
function pairs(all: readonly CatalogueEntry[], count: number, seed: number): CatalogueEntry[][] {
  const apart = all.filter(
    ({ unproven, verdict, isAlone }) => unproven === undefined && verdict === undefined && isAlone !== true,
  );
  const must = new Map(apart.map((fault) => [fault, fitting(fault.checks, fault.gate, fault.target)]));
  const may = new Map(apart.map((fault) => [fault, fitting(fault.mayAlsoFail ?? [], fault.gate, fault.target)]));
  const mayHide = (one: CatalogueEntry, other: CatalogueEntry): boolean =>
    [...(must.get(other) ?? [])].some((check) => may.get(one)?.has(check));
  const drawn = apart.flatMap((one, index) =>
    apart
      .slice(index + 1)
      .filter(
        (other) => one.gate === other.gate && one.area !== other.area && !mayHide(one, other) && !mayHide(other, one),
      )
      .map((other) => ({ pair: [one, other], lot: lotOf(`${seed} ${one.id} ${other.id}`) })),
  );
  return drawn
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, count)
    .map(({ pair }) => pair);
}

const lotOf = (words: string): string => createHash('sha256').update(words).digest('hex');

function lineOf({ ids, finding, seconds }: WorkerResult, number: number, of: number): string {
  const names = ids.join(' + ');
  const head = `${String(number).padStart(3)}/${of} ${isCaught(finding) ? 'caught' : 'NOT OK'} ${names.padEnd(44)} ${String(finding.failed.length).padStart(3)} ${finding.failed.length === 1 ? 'check ' : 'checks'} ${seconds.toFixed(0).padStart(3)} s`;
  return [
    head,
    ...finding.undetected.map((words) => `      undetected: ${words}`),
    ...finding.falsePositives.map((words) => `      false positive: ${words}`),
    ...finding.errors.map((words) => `      wrong: ${words}`),
  ].join('\n');
}

// The labs and their gates also receive Ctrl-C from the terminal, and end on their own.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (interrupted = true));
main().then(
  (status) => (process.exitCode = status),
  (error: unknown) => {
    process.stderr.write(`faults: ${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exitCode = 2;
  },
);
