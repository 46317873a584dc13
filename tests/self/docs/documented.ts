import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { CHECKOUT } from '../../../lab/paths.js';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const PLAYWRIGHT = createRequire(import.meta.url).resolve('@playwright/test/cli');

/** A program of this repository with its arguments, and what its environment holds besides. */
export type Command = {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
};

/**
 * A command line as the documents have it, as one process to start, stop and kill: without npm and npx around it.
 * docs.spec.ts finds the calls in the specs; the command line must be written in the call.
 * @throws Error when this repository has no such command
 */
export function documented(line: string): Command {
  const words = (line.match(/'[^']*'|"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^(['"])(.*)\1$/, '$2'));
  const settings = words.filter((word) => /^[A-Z_]+=/.test(word)).map((word) => word.split('='));
  const [npm, run, ...rest] = words.slice(settings.length);
  const env = Object.fromEntries(settings.map(([name = '', value = '']) => [name, value]));
  if (npm === 'npx' && run === 'playwright') return { program: process.execPath, args: [PLAYWRIGHT, ...rest], env };
  const [name = '', dashes = '--', ...args] = rest;
  const program = /^node run\.js (\S+)$/.exec(scripts[name] ?? '')?.[1];
  if (npm !== 'npm' || run !== 'run' || program === undefined || dashes !== '--')
    throw new Error(`this repository has no command "${line}"`);
  return { program: process.execPath, args: ['run.js', program, ...args], env };
}

/**
 * Arguments for Node that run some TypeScript in a separate process.
 * @param code imports files of this repository as `ROOT/helpers/...`
 * @param file where to keep it
 */
export function programOf(code: string, file: string): string[] {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, code.replaceAll('ROOT/', `${CHECKOUT}/`));
  return [join(CHECKOUT, 'run.js'), file];
}

/** How a command ended, and what it printed. */
export type Ended = { readonly status: number | null; readonly said: string };

/** Runs a command to its end, in another checkout where one is given, and not as a part of this run: it would hang up on its hosts. */
export function runToEnd({ program, args, env }: Command, cwd = CHECKOUT): Ended {
  const own = { ...process.env, MIGRATION_RUN_FOLDER: '' };
  const done = spawnSync(program, args, { encoding: 'utf8', cwd, env: { ...own, ...env } });
  return { status: done.status, said: done.stdout + done.stderr };
}

const FILES = ['run.js', 'runbook.ts', 'check-ids.ts', 'package.json', 'package-lock.json', 'tsconfig.json'];

/** Copies what commands need into a folder, to be run there: without the specs, and without what runs leave behind. */
export function copyCheckout(folder: string): string {
  mkdirSync(folder, { recursive: true });
  // One by one: the folder itself lies in reports/out.
  const reports = readdirSync(join(CHECKOUT, 'reports')).filter((name) => name !== 'out');
  for (const name of ['lab', 'helpers', 'targets', ...reports.map((each) => join('reports', each)), ...FILES])
    cpSync(join(CHECKOUT, name), join(folder, name), { recursive: true });
  symlinkSync(join(CHECKOUT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}
