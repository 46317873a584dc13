import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter';
import * as z from 'zod';
import { unique } from '../../helpers/core/lists.js';
import { readSealSettings } from '../../helpers/core/settings.js';
import { claimRun, releaseRun } from '../../helpers/evidence/judging.js';
import { finalizeRun } from './finalize-run.js';
import { homeOf, plannedChecks } from './planned-checks.js';
import { conclude, type Ended } from './conclude.js';
import { namesNoGate } from './command-line.js';
import type { VerdictFile } from '../decision/evidence.js';
import { buildRunFacts, type Run } from './build-run-facts.js';
import { textOf } from '../decision/test-result.js';
import { judgePart } from '../decision/part.js';
import { printWithoutGate } from '../outputs/terminal-writer.js';
import { blobTroubles, sealBlobs } from './part-blob.js';
import { partTroubles } from './part-origin.js';
import { writeTroubles } from './part-writes.js';
import { clean } from '../outputs/text.js';
import { Progress } from './progress.js';
import { noteComparedFiles } from './compared-files.js';
import { endAsOnCtrlC } from './polite-kill.js';
import { freeReserve, takeReserve } from './reserve.js';
import { publishHead } from './shared-heads.js';
import { pointLatestTo, verdictText, writeWhole } from './run-folder.js';
import { suiteVersion } from './suite-version.js';
import { record } from './run-log.js';
import { gateOf, type PlannedStep } from '../../runbook.js';
import { evaluateRun } from '../decision/evaluate-run.js';

const Options = z.object({
  /** Folder of this run, as run-folder.ts gave it. */
  runFolder: z.string().min(1),
  target: z.object({ name: z.string(), summary: z.string() }),
  /** The names that people use for the two hosts. */
  hosts: z.object({ old: z.string(), new: z.string() }),
  /** All steps of the migration. */
  steps: z.array(z.custom<PlannedStep>()),
  /** Paths of the target's waivers and attestations; need not exist. */
  waivers: z.string().min(1),
  attestations: z.string().min(1),
  /** How long agreements between people may count. */
  policy: z.object({ waiverDays: z.int().positive().nullable(), attestationDays: z.int().positive().nullable() }),
  /** Names of environment variables that could have changed results. */
  environment: z.array(z.string()).default([]),
  /** The origin that the parts of one run have in common; only a merge needs it. */
  origin: z.object({ code: z.string(), target: z.string(), lists: z.string() }).optional(),
  /** Key to sign the evidence with; file of a build server to add the verdict to. */
  signKey: z.string().optional(),
  /** Folder in which operators share how far their records have come. */
  heads: z.string().optional(),
  jobSummary: z.string().optional(),
  /** Folder of the committed lists of the target. */
  expected: z.string().min(1),
  /** Playwright's own value for why it created the reporter. */
  _mode: z.string().optional(),
});

export type VerdictReporterOptions = z.input<typeof Options>;

/** How much of the evidence a kill that cannot be handled may cost. */
const SAVE_AFTER_MS = 5_000;

/**
 * Decides the gate of a run, writes the verdict to `verdict.json` in the run's folder, seals it, and prints it on one screen
 * when nothing is left that could write there. It is last in the list of reporters, because the last one has the final
 * word on the exit status: 0 means GO and nothing else, except for a declared part of a run, where 0 means that this part was
 * judged. It ignores a run without a gate.
 */
export default class VerdictReporter implements Reporter {
  readonly #options: z.output<typeof Options>;
  readonly #troubles: string[] = [];
  readonly #started = new Date();
  readonly #startedAt = performance.now();
  #run: Run | undefined;
  #progress: Progress | undefined;
  #ended: Ended | undefined;
  #saving: NodeJS.Timeout | undefined;

  constructor(options: VerdictReporterOptions) {
    this.#options = Options.parse(options);
    if ((this.#options._mode ?? 'test') === 'test') endAsOnCtrlC(this.#noteSignal);
  }

  /** If no gate is meant, Playwright adds its own terminal reporter. */
  printsToStdio(): boolean {
    return this.#options._mode !== 'list' && !namesNoGate(process.argv);
  }

  onBegin(config: FullConfig, root: Suite): void {
    if (this.#options._mode === 'list') return;
    // Merged blob reports do not have their own projects, and the one that a gate ends with was not requested by name.
    const withTests = root.suites.map(({ title }) => title);
    const named = this.#options._mode === 'merge' ? [] : config.filteredProjects.map(({ name }) => name);
    const projects = unique([...named, ...withTests]).filter((name) => gateOf(name) !== undefined);
    const gates = unique(projects.flatMap((name) => gateOf(name)?.id ?? []));
    const plan = gates[0] ? plannedChecks(config, root, gates[0], this.#options.steps) : [];
    const suite = suiteVersion(homeOf(config));
    const run = { config, root, gates, project: projects[0] ?? '', plan, suite };
    const { runFolder } = this.#options;
    if (gates[0]) this.#concludeLast();
    if (gates[0] && existsSync(join(runFolder, 'verdict.json')))
      throw new Error(`${runFolder} holds the verdict of another run: start Playwright again`);
    this.#run = run;
    if (!gates[0]) return;
    if (this.#options._mode === 'merge' && this.#options.origin)
      this.#troubles.push(
        ...partTroubles(config.metadata, this.#options.origin),
        ...blobTroubles(process.argv, readSealSettings().signers),
      );
    this.#progress = new Progress(root.allTests().length, process.stdout);
    // Until the run has ended nothing is proven, and `latest` must not show an older GO after a kill.
    this.#write(this.#judge(run, undefined));
    takeReserve(runFolder);
    this.#publishHead();
    if (this.#options._mode === 'merge') return;
    claimRun(runFolder, projects);
    const { target } = this.#options;
    noteComparedFiles(runFolder, {
      ...{ target: target.name, signers: readSealSettings().signers, now: this.#started },
    });
  }

  #publishHead(): void {
    const { runFolder, signKey, heads } = this.#options;
    publishHead(dirname(runFolder), { signKey, heads, signers: readSealSettings().signers });
  }

  onTestBegin(test: TestCase): void {
    this.#progress?.begun(test.title);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.retry === 0) this.#progress?.ended(test.title, result.status === 'passed');
    if (this.#run?.gates[0]) this.#saving ??= setTimeout(this.#save, SAVE_AFTER_MS).unref();
  }

  /** The evidence so far, for anyone who finds the folder of a killed run. */
  readonly #save = (): void => {
    this.#saving = undefined;
    if (!this.#run?.gates[0] || this.#ended) return;
    try {
      this.#write(this.#judge(this.#run, undefined));
    } catch (error) {
      const why = `What the checks saw could not be written during the run: ${String(error)}`;
      if (!this.#troubles.includes(why)) this.#troubles.push(why);
    }
  };

  readonly #noteSignal = (signal: NodeJS.Signals): void => {
    this.#troubles.push(
      `The run was ended by ${signal}, perhaps because the time limit of a build server was reached.`,
    );
    this.#save();
  };

  /** Of the output of checks, only their progress is shown. */
  onStdErr(chunk: string | Buffer): void {
    for (const [, words = ''] of chunk.toString().matchAll(/^progress: (.*)$/gm)) this.#progress?.note(clean(words));
  }

  onError(error: TestError): void {
    this.#troubles.push(textOf(error));
  }

  /** Comes after every teardown, the global one included; what fails there is among the troubles. */
  onEnd(result: FullResult): Promise<{ status: FullResult['status'] } | undefined> {
    return Promise.resolve(this.#end(result));
  }

  #end(result: FullResult): { status: FullResult['status'] } | undefined {
    this.#progress?.close();
    clearTimeout(this.#saving);
    const run = this.#run;
    const gate = run?.gates[0];
    if (!run || !gate) {
      if (this.printsToStdio() && this.#options._mode !== 'list') printWithoutGate(run?.root, this.#troubles);
      return undefined;
    }
    try {
      releaseRun(this.#options.runFolder);
      if (this.#options._mode === 'merge') this.#troubles.push(...writeTroubles(run.root.allTests()));
      const verdict = this.#judge(run, result);
      freeReserve(this.#options.runFolder);
      this.#write(verdict);
      const part = this.#partOf(run, verdict);
      this.#ended = { verdict, unsealed: 'the run has not ended', part };
      if ((part?.verdict ?? verdict).verdict !== 'GO') return { status: 'failed' };
      // GO despite failures means that each of them is advisory or waived: everything else that Playwright counts is trouble
      // and so HOLD. Left alone, its exit status would block what the verdict does not.
      return result.status === 'passed' ? undefined : { status: 'passed' };
    } catch (error) {
      process.stdout.write(`HOLD  The verdict could not be reached or saved:\n${String(error)}\n`);
      return { status: 'failed' };
    }
  }

  /** Every other reporter has written its files by now: they do it in onEnd. */
  onExit(): Promise<void> {
    if (this.#ended) {
      this.#ended = { ...this.#ended, unsealed: this.#seal(this.#ended.verdict) };
      // After all handlers registered meanwhile for the end of the process.
      this.#concludeLast();
    }
    return Promise.resolve();
  }

  /** Why the folder cannot be sealed, if it cannot. */
  #seal(verdict: VerdictFile): string | undefined {
    try {
      const { runFolder, signKey } = this.#options;
      if (this.#ended?.part) sealBlobs(runFolder, { ...readSealSettings(), signKey });
      const seal = finalizeRun(runFolder, verdict, this.#options);
      const { run, gate, target } = verdict;
      record(dirname(runFolder), { event: 'sealed', run, gate: gate.id, target: target.name, seal });
      this.#publishHead();
      return undefined;
    } catch (error) {
      return String(error);
    }
  }

  /**
   * Whatever a later reporter, or Playwright, decides: without proof, this process does not end with 0. Merging
   * reports ends with 0 whatever failed.
   */
  #concludeLast(): void {
    process.off('exit', this.#conclude).on('exit', this.#conclude);
  }

  readonly #conclude = (): void => {
    if (!this.#ended || !conclude(this.#ended, this.#options)) process.exitCode = 1;
  };

  #partOf({ config: { shard }, plan }: Run, verdict: VerdictFile): Ended['part'] {
    if (!shard || shard.total < 2 || this.#options._mode === 'merge') return undefined;
    return { shard, verdict: judgePart(verdict, new Set(plan.map(({ declared }) => declared.id))) };
  }

  #judge(run: Run, result: FullResult | undefined): VerdictFile {
    const clock = { isMerge: this.#options._mode === 'merge', started: this.#started, startedAt: this.#startedAt };
    return evaluateRun({
      ...this.#options,
      hostNames: this.#options.hosts,
      ...buildRunFacts(run, clock, result, this.#troubles, this.#options.runFolder),
    });
  }

  #write(verdict: VerdictFile): void {
    const { runFolder } = this.#options;
    mkdirSync(runFolder, { recursive: true, mode: 0o700 });
    writeWhole(join(runFolder, 'verdict.json'), verdictText(verdict));
    pointLatestTo(runFolder);
  }
}
