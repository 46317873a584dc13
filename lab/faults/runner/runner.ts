import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { unique } from '../../../helpers/core/lists.js';
import { tagOf } from '../../../helpers/core/check-id.js';
import type { GateId } from '../../../runbook.js';
import { loadFor } from './place.js';
import type { Choice } from './check-selection.js';
import { specsOf } from './expected-checks.js';
import type { Operator } from '../catalogue/fault.js';
import { askGate } from './gate.js';
import type { CatalogueEntry } from '../catalogue/index.js';
import { specOf } from '../catalogue/pattern.js';
import { isCaught, judge, unhealthy, type Finding, type Run } from './judge.js';

/** State of the lab in which each gate is GO. */
export const STATE_OF: Readonly<Record<GateId, string>> = {
  baseline: 'before-switch',
  prerelease: 'before-switch',
  freeze: 'frozen',
  postcutover: 'switched',
  aftercare: 'retired',
};

/** A gate, and the target on whose hosts it runs. */
type Place = Pick<CatalogueEntry, 'gate' | 'target'>;

/** One or more faults that are injected at the same time, the result, and how long it took. */
export type Result = {
  readonly faults: readonly CatalogueEntry[];
  readonly finding: Finding;
  readonly seconds: number;
  /** Why the gate did not recover after they were reverted; empty if it did. */
  leftBehind: string[];
};

export type Options = {
  /** Runs the whole gate for each fault. */
  readonly full: boolean;
  /** Where the runs store their evidence. */
  readonly folder: string;
  readonly say: (words: string) => void;
  readonly isOver: () => boolean;
};

/**
 * Injects faults into one clean lab, one round after the other. Whether a fault was fully reverted is shown by the checks that it had
 * made fail: they must pass in a later run, or in a final one without any fault.
 */
export class FaultRunner {
  readonly results: Result[] = [];
  readonly #options: Options;
  /** Checks that failed and have not passed since, with the round that caused it. */
  readonly #owed = new Map<string, Result>();
  #at: Place | undefined;
  /** Has nothing been done to the lab since its state was loaded? */
  #isFresh = false;
  #count = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Injects faults, runs the gate, and reverts the faults. */
  async play(faults: readonly CatalogueEntry[]): Promise<void> {
    const at = faults[0];
    if (at === undefined) return;
    if (at.gate !== this.#at?.gate || at.target !== this.#at.target) {
      await this.settle();
      await this.#load(at);
    }
    let result = await this.#round(at, faults);
    if (!isCaught(result.finding) && !this.#isFresh && !this.#options.isOver()) {
      // Was it this fault, or something that an earlier one left behind?
      const before = result;
      await this.#load(at);
      result = await this.#round(at, faults);
      if (isCaught(result.finding)) this.#attribute(before.finding);
    }
    this.results.push(result);
    this.#trackUnrecovered(result);
    const isOut = result.finding.failed.length > 0 && (await this.#revert(faults));
    if (!isOut) await this.#load(at);
    this.#isFresh = !isOut;
  }

  /** Runs once more, without any fault, all checks that have not been seen to pass again. */
  async settle(): Promise<void> {
    if (this.#owed.size === 0 || this.#at === undefined || this.#options.isOver()) return;
    const owed = [...this.#owed.keys()];
    const choice = this.#options.full
      ? {}
      : { specs: sortedNames(owed.map(specOf)), only: sortedNames(owed.map(tagOf)) };
    const run = await this.#ask(this.#at, choice, 'healthy', []);
    const bad = unhealthy(run, choice);
    this.#options.say(
      `  without any fault: ${bad.length === 0 ? 'all pass' : bad.join('\n    ')}  ${run.seconds.toFixed(0)} s`,
    );
    this.#markRecovered(run);
    for (const [check, result] of this.#owed) result.leftBehind.push(`${check} still does not pass`);
    if (this.#owed.size === 0) for (const words of bad) this.results.at(-1)?.leftBehind.push(words);
    this.#owed.clear();
  }

  async #load({ gate, target }: Place): Promise<void> {
    await loadFor(target, STATE_OF[gate]);
    this.#at = { gate, target };
    this.#isFresh = true;
  }

  async #round(at: Place, faults: readonly CatalogueEntry[]): Promise<Result> {
    const began = performance.now();
    const choice = this.#options.full ? {} : { specs: sortedNames(faults.flatMap(specsOf)) };
    try {
      for (const fault of faults) await fault.inject(fault.id);
    } catch (cause) {
      return { faults, finding: notPutIn(cause), seconds: (performance.now() - began) / 1000, leftBehind: [] };
    }
    const operators = faults.flatMap(({ operator }) => operator ?? []);
    const run = await this.#ask(at, choice, faults.map(({ id }) => id).join('+'), operators);
    const finding = judge(faults, run, choice);
    this.#markRecovered(run);
    return { faults, finding, seconds: (performance.now() - began) / 1000, leftBehind: [] };
  }

  async #ask({ gate, target }: Place, choice: Choice, name: string, operators: Operator[]): Promise<Run> {
    this.#count += 1;
    const folder = join(this.#options.folder, `${this.#count}-${name}`);
    const run = await askGate({ target, gate, choice, folder, operators, isOneOfMany: true });
    // Hundreds of runs: the output is kept, but not the files that fill the disk.
    for (const part of ['artifacts', 'html', 'allure-results', 'evidence'])
      rmSync(join(folder, part), { recursive: true, force: true });
    return run;
  }

  #markRecovered(run: Run): void {
    for (const { id, outcome } of run.verdict?.checks ?? []) if (outcome === 'passed') this.#owed.delete(id);
  }

  #trackUnrecovered(result: Result): void {
    for (const check of result.finding.failed) this.#owed.set(check, result);
  }

  #attribute({ falsePositives }: Finding): void {
    const last = this.results.at(-1);
    last?.leftBehind.push(...falsePositives.map((check) => `still there in the next round: ${check}`));
  }

  /** Reverts faults; false if the state must be loaded again instead. */
  async #revert(faults: readonly CatalogueEntry[]): Promise<boolean> {
    for (const { id, revert } of [...faults].reverse()) {
      if (revert === undefined) return false;
      const isOut = await revert(id).then(
        () => true,
        (cause: unknown) => {
          this.results.at(-1)?.leftBehind.push(cause instanceof Error ? cause.message : String(cause));
          return false;
        },
      );
      if (!isOut) return false;
    }
    return true;
  }
}

const sortedNames = (names: readonly string[]): string[] => unique(names).sort();

const notPutIn = (cause: unknown): Finding => ({
  failed: [],
  passed: [],
  undetected: [],
  falsePositives: [],
  errors: [`injection failed: ${cause instanceof Error ? cause.message : String(cause)}`],
});
