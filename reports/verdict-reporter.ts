import { existsSync, mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter';
import { z } from 'zod';
import { elsewhere, planned, results, type Planned } from './collect.js';
import { isGate, namesNoGate } from './command-line.js';
import type { VerdictFile } from './evidence.js';
import { EXPECTED_FOLDER } from './expected.js';
import { textOf } from './outcome.js';
import { Progress } from './progress.js';
import { pointLatestTo, writeWhole } from './run-folder.js';
import { screen } from './screen.js';
import { gist } from './text.js';
import { judgeRun } from './judge-run.js';

const Options = z.object({
  /** Folder of this run, as run-folder.ts gave it. */
  runFolder: z.string().min(1),
  target: z.object({ name: z.string(), summary: z.string() }),
  /** Path of the target's waivers; need not exist. */
  waivers: z.string().min(1),
  /** Folder of the committed lists, for tests of this reporter. */
  expected: z.string().default(EXPECTED_FOLDER),
  /** Playwright's own word for why it made the reporter. */
  _mode: z.string().optional(),
});

export type VerdictReporterOptions = z.input<typeof Options>;

type Run = { readonly config: FullConfig; readonly root: Suite; readonly gates: string[]; readonly plan: Planned[] };

/**
 * Decides the gate of a run, prints the verdict on one screen and writes it to `verdict.json` in the run's folder.
 * It stands last in the list of reporters, because the last one has the last word on the exit status: 0 is GO, and
 * nothing else. A run without a gate is none of its business.
 */
export default class VerdictReporter implements Reporter {
  readonly #options: z.output<typeof Options>;
  readonly #troubles: string[] = [];
  readonly #started = new Date();
  #run: Run | undefined;
  #progress: Progress | undefined;

  constructor(options: VerdictReporterOptions) {
    this.#options = Options.parse(options);
  }

  /** Where no gate is meant, Playwright adds the reporter that it has for the terminal. */
  printsToStdio(): boolean {
    return this.#options._mode !== 'list' && !namesNoGate(process.argv);
  }

  onBegin(config: FullConfig, root: Suite): void {
    if (this.#options._mode === 'list') return;
    const gates = config.filteredProjects.map(({ name }) => name).filter(isGate);
    const plan = gates[0] ? planned(config, root, gates[0]) : [];
    this.#run = { config, root, gates, plan };
    if (!gates[0]) return;
    this.#progress = new Progress(root.allTests().length, process.stdout);
    // Until the run has ended nothing is proven, and `latest` must not show an older GO after a kill.
    this.#write(this.#judge(gates[0], this.#run, ['The run has not ended, or was killed.'], null));
  }

  onTestBegin(test: TestCase): void {
    this.#progress?.begun(test.title);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.retry === 0) this.#progress?.ended(test.title, result.status === 'passed');
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
    const run = this.#run;
    const gate = run?.gates[0];
    if (!run || !gate) {
      this.#withoutGate();
      return undefined;
    }
    try {
      const verdict = this.#judge(gate, run, this.#allTroubles(run, result), new Date());
      this.#write(verdict);
      this.#print(verdict);
      if (verdict.verdict !== 'GO') return { status: 'failed' };
      // GO beside failures means that each of them is advisory or waived: all else that Playwright counts is a trouble
      // and so HOLD. Left alone, its exit status would block what the verdict does not.
      return result.status === 'passed' ? undefined : { status: 'passed' };
    } catch (error) {
      process.stdout.write(`HOLD  The verdict could not be made or kept:\n${String(error)}\n`);
      return { status: 'failed' };
    }
  }

  #allTroubles({ root, gates, plan }: Run, { status }: FullResult): string[] {
    const troubles = [...this.#troubles, ...elsewhere(root, gates[0] ?? '')];
    if (gates.length > 1)
      troubles.push(`A run decides one gate; this one has ${gates.join(' and ')}. Run each by itself.`);
    if (status === 'interrupted') troubles.unshift('The run was interrupted.');
    const told = plan.some(({ tests }) => tests.some((test) => !test.ok() || test.outcome() === 'flaky'));
    if (status !== 'passed' && !told && troubles.length === 0)
      troubles.push(`Playwright ends with "${status}" and does not say why.`);
    return troubles;
  }

  #judge(gate: string, { config, plan }: Run, troubles: readonly string[], ended: Date | null): VerdictFile {
    const time = { started: this.#started, ended };
    return judgeRun({ gate, config, checks: results(plan), troubles, time, ...this.#options });
  }

  #write(verdict: VerdictFile): void {
    const { runFolder } = this.#options;
    mkdirSync(runFolder, { recursive: true });
    writeWhole(join(runFolder, 'verdict.json'), `${JSON.stringify(verdict, null, 2)}\n`);
    pointLatestTo(runFolder);
  }

  #print(verdict: VerdictFile): void {
    const { stdout } = process;
    const folder = relative(process.cwd(), this.#options.runFolder) || '.';
    const html = existsSync(join(this.#options.runFolder, 'html', 'index.html'));
    // hasColors() heeds NO_COLOR and dumb terminals.
    const paper = stdout.isTTY
      ? { width: Math.max(40, Math.min(stdout.columns || 80, 100)), colour: stdout.hasColors() }
      : { width: 80, colour: false };
    stdout.write(`\n${screen(verdict, { folder, html }, paper).join('\n')}\n`);
  }

  /** Somebody has to say what failed, where this reporter has taken the terminal for itself. */
  #withoutGate(): void {
    if (!this.printsToStdio() || this.#options._mode === 'list') return;
    const failed = [...this.#troubles, ...elsewhere(this.#run?.root, '')];
    const total = this.#run?.root.allTests().length ?? 0;
    const lines = failed.flatMap((text) => gist(text, 6).map((line, at) => (at === 0 ? `✗ ${line}` : `    ${line}`)));
    process.stdout.write([...lines, `${total} tests, ${failed.length} not passed. No gate was run.`, ''].join('\n'));
  }
}
