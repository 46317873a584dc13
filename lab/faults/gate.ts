import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GateId } from '../../runbook.js';
import { CHECKOUT } from '../paths.js';
import { handedOn } from '../rehearsal/child.js';
import type { Operator } from './fault.js';
import type { Run, Verdict } from './judge.js';

/** A whole gate on a slow machine. */
const LONGEST_MS = 900_000;

/** What a gate shall be asked, and how. */
export type Question = {
  readonly gate: GateId;
  /** Specs to run; undefined: all of the gate. */
  readonly specs: readonly string[] | undefined;
  /** Where the run leaves its evidence. */
  readonly folder: string;
  /** What is wrong on the machine that asks. */
  readonly operators?: readonly Operator[];
};

/**
 * Lays files over the machine's own for one command, in a mount namespace that ends with it, and runs a script beside it.
 * The script ends with the command: it is in a PID namespace of its own, whose first process is a child of the command.
 */
const LAID_OVER = `while [ "$1" != -- ]; do mount --bind "$1" "$2" || exit 97; shift 2; done; shift
beside=$1; shift
[ -z "$beside" ] || unshare --pid --fork --kill-child sh -c "$beside" </dev/null >/dev/null 2>&1 &
"$@"
status=$?
kill $! 2>/dev/null
exit $status`;

/** Runs a gate as an operator does, in a process and with an environment of its own. */
export async function askGate({ gate, specs, folder, operators = [] }: Question): Promise<Run> {
  const playwright = [join('node_modules', '@playwright', 'test', 'cli.js'), 'test', `--project=${gate}`];
  // As a pattern with the end in it: `site/email` would take `site/email-forum` along.
  const wanted = (specs ?? []).map((spec) => `/${spec}\\.spec\\.ts`);
  const command = [process.execPath, ...playwright, ...wanted];
  const laid = operators
    .flatMap(({ files }) => Object.entries(files))
    .flatMap(([path, text], index) => {
      const file = `${folder}.${index}`;
      writeFileSync(file, text);
      return [file, path];
    });
  const beside = operators.flatMap((each) => each.beside ?? []).join('\n');
  const [program = '', ...args] =
    operators.length === 0
      ? command
      : ['unshare', '--mount', 'sh', '-c', LAID_OVER, 'sh', ...laid, '--', beside, ...command];
  const began = performance.now();
  const child = spawn(program, args, {
    cwd: CHECKOUT,
    env: { ...handedOn(), MIGRATION_TARGET: 'lab', MIGRATION_RUN_FOLDER: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let screen = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (screen += text));
  const bound = setTimeout(() => child.kill('SIGTERM'), LONGEST_MS);
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  clearTimeout(bound);
  return { status, screen, verdict: readVerdict(folder), seconds: (performance.now() - began) / 1000 };
}

function readVerdict(folder: string): Verdict | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'verdict.json'), 'utf8')) as Verdict;
  } catch {
    return undefined;
  }
}
