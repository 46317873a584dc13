import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTarget, type Target } from '../../../targets/index.js';
import { afterwards, specPath } from '../../../helpers/core/gate-specs.js';
import { GATES, type Gate, type GateId } from '../../../runbook.js';
import { patient } from '../../../helpers/core/patience.js';
import { CHECKOUT } from '../../paths.js';
import { inheritedEnv } from '../../rehearsal/child-process.js';
import { toGrepPattern, type Choice } from './check-selection.js';
import type { Operator } from '../catalogue/fault.js';
import type { LabTarget } from '../catalogue/index.js';
import type { Run, Verdict } from './judge.js';

/** A whole gate on a slow machine. */
const LONGEST_MS = patient(900_000);

/** The gate to run, and how. */
export type Question = {
  readonly target: LabTarget;
  readonly gate: GateId;
  readonly choice: Choice;
  /** Where the run stores its evidence. */
  readonly folder: string;
  /** Faults of the machine that runs the gate. */
  readonly operators?: readonly Operator[];
  /** One of hundreds of runs, whose evidence is not kept, in a lab that shares the machine with others. */
  readonly isOneOfMany?: boolean;
};

/**
 * Runs a command in its own mount namespace, with an /etc that ends with it: hundreds of runs do not touch the machine's hosts
 * file, and other gates that run meanwhile do not interfere. Files may be mounted over others, and a script may
 * run alongside the command.
 */
const ASIDE = `mount -t tmpfs tmpfs "$1" && mkdir "$1/etc" "$1/work" || exit 97
mount -t overlay overlay -o "lowerdir=/etc,upperdir=$1/etc,workdir=$1/work" /etc || exit 97
rm -rf /etc/hosts.migration-verdict
printf '127.0.0.1 localhost\n::1 localhost\n' >/etc/hosts
shift
while [ "$1" != -- ]; do
  case $2 in /etc/*) cat "$1" >"$2" ;; *) mount --bind "$1" "$2" ;; esac || exit 97
  shift 2
done
shift
beside=$1; shift
[ -z "$beside" ] || sh -c "$beside" </dev/null >/dev/null 2>&1 &
exec "$@"`;

/**
 * Options that make one of many runs cheaper without changing its result. Its processes live for a second or two,
 * too short for V8's optimizing compiler or garbage collector to pay off: together they would take a sixth of their
 * time. The other labs keep the other cores busy. A lab that is already up is used as it is; a worker
 * goes on after a failure.
 */
const V8 = ['--no-opt', '--min-semi-space-size=32', '--max-semi-space-size=32'];
const OF_MANY = {
  node: V8,
  playwright: ['--workers=1'],
  environment: { LAB_IS_UP: 'yes', LAB_WORKERS_OUTLIVE_FAILURES: 'yes' },
};
const ALONE = { node: [], playwright: [], environment: {} };

/** Runs a gate as an operator does, with its own process and environment. */
export async function askGate({
  target,
  gate,
  choice,
  folder,
  operators = [],
  isOneOfMany = false,
}: Question): Promise<Run> {
  const of = isOneOfMany ? OF_MANY : ALONE;
  const playwright = [
    join('node_modules', '@playwright', 'test', 'cli.js'),
    'test',
    ...projectsFor(labTarget(target), gate, choice),
  ];
  const command = [process.execPath, ...of.node, ...playwright, ...of.playwright];
  const laid = operators
    .flatMap(({ files }) => Object.entries(files))
    .flatMap(([path, text], index) => {
      const file = `${folder}.${index}`;
      writeFileSync(file, text);
      return [file, path];
    });
  const beside = operators.flatMap((each) => each.beside ?? []).join('\n');
  const place = mkdtempSync(join(tmpdir(), 'faults-'));
  const args = ['--mount', 'sh', '-c', ASIDE, 'sh', place, ...laid, '--', beside, ...command];
  const began = performance.now();
  const child = spawn('unshare', args, {
    cwd: CHECKOUT,
    env: { ...inheritedEnv(), ...of.environment, MIGRATION_TARGET: target, MIGRATION_RUN_FOLDER: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Its own process group: anything that runs alongside the gate ends with it.
    detached: true,
  });
  const end = (signal: 'SIGTERM' | 'SIGKILL'): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // The whole group has ended.
    }
  };
  const politely = (): void => {
    end('SIGTERM');
  };
  let screen = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (screen += text));
  const bound = setTimeout(politely, LONGEST_MS);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, politely);
  try {
    const status = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject).on('close', resolve);
    });
    return { status, screen, verdict: readVerdict(folder), seconds: (performance.now() - began) / 1000 };
  } finally {
    clearTimeout(bound);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, politely);
    end('SIGKILL');
    rmdirSync(place);
  }
}

/** The spec that a gate ends with. */
function lastSpecOf({ application }: Target, gate: GateId): string | undefined {
  const found = (GATES as readonly Gate[]).find(({ id }) => id === gate)?.last;
  return found === undefined ? undefined : specPath(found, application?.id ?? null);
}

/** A target of the lab, which needs no settings. */
function labTarget(name: LabTarget): Target {
  const loaded = loadTarget(name, () => undefined);
  if ('problems' in loaded) throw new Error(loaded.problems.join('\n'));
  return loaded.target;
}

/**
 * The part of a gate to run, as arguments of `playwright test`. No pattern affects its last spec, a separate project.
 */
function projectsFor(target: Target, gate: GateId, { specs, only }: Choice): string[] {
  const last = lastSpecOf(target, gate);
  const others = specs?.filter((spec) => spec !== last) ?? [];
  const isLastAlone = specs !== undefined && others.length === 0;
  return [
    `--project=${isLastAlone ? afterwards(target.projects[gate]) : target.projects[gate]}`,
    ...(specs === undefined || specs.includes(last ?? '') ? [] : ['--no-deps']),
    // As a pattern that includes the end: `site/email` would also match `site/email-forum`.
    ...others.map((spec) => `/${spec}\\.spec\\.ts`),
    ...(only ? [`--grep=${toGrepPattern(only)}`] : []),
  ];
}

function readVerdict(folder: string): Verdict | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'verdict.json'), 'utf8')) as Verdict;
  } catch {
    return undefined;
  }
}
