import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Suite } from '@playwright/test/reporter';
import { elsewhere } from '../run/planned-checks.js';
import type { VerdictFile } from '../decision/evidence.js';
import { screen } from './terminal.js';
import { gist } from './text.js';

/** Prints the verdict on one screen. */
export function print(
  verdict: VerdictFile,
  runFolder: string,
  say: (lines: string) => void = (lines) => process.stdout.write(`\n${lines}\n`),
): void {
  const { stdout } = process;
  const folder = relative(process.cwd(), runFolder) || '.';
  const html = existsSync(join(runFolder, 'html', 'index.html'));
  // hasColors() heeds NO_COLOR and dumb terminals.
  const paper = stdout.isTTY
    ? { width: Math.max(40, Math.min(stdout.columns || 80, 100)), colour: stdout.hasColors() }
    : { width: 80, colour: false };
  say(screen(verdict, { folder, html }, paper).join('\n'));
}

/** Reports what failed when the verdict reporter has the terminal to itself. */
export function printWithoutGate(root: Suite | undefined, troubles: readonly string[]): void {
  const failed = [...troubles, ...elsewhere(root, '')];
  const total = root?.allTests().length ?? 0;
  const lines = failed.flatMap((text) => gist(text, 6).map((line, at) => (at === 0 ? `✗ ${line}` : `    ${line}`)));
  process.stdout.write([...lines, `Tests: ${total}. Not passed: ${failed.length}. No gate was run.`, ''].join('\n'));
}
