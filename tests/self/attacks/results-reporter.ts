import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { FullConfig, Reporter, Suite } from '@playwright/test/reporter';

/** A test that was played, with its spec below tests/ and all titles above its own. */
export type Played = { readonly file: string; readonly title: string; readonly ok: boolean };

/**
 * Writes how each test ended into the file that ATTACK_RESULTS names. Playwright's JSON reporter takes its file from a
 * variable that every Playwright started by a test would inherit.
 */
export default class ResultsReporter implements Reporter {
  #root = '';
  #suite: Suite | undefined;

  onBegin({ rootDir }: FullConfig, suite: Suite): void {
    this.#root = rootDir;
    this.#suite = suite;
  }

  onEnd(): void {
    const played = (this.#suite?.allTests() ?? []).map((test): Played => ({
      file: relative(this.#root, test.location.file),
      title: test.titlePath().join(' '),
      ok: test.results.length > 0 && test.ok(),
    }));
    writeFileSync(process.env['ATTACK_RESULTS'] ?? '', JSON.stringify(played));
  }

  printsToStdio(): boolean {
    return false;
  }
}
