import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { draftSettings } from '../../helpers/core/settings.js';
import { GATES } from '../../runbook.js';
import { CHECKOUT } from '../paths.js';
import { FIRST_STATE } from '../states.js';
import { retire } from '../cutover/steps/retire.js';
import { runChild } from './child-process.js';
import { outages, secondsOf } from '../../helpers/evidence/downtime.js';
import { plan, type Scene } from './plan.js';
import { Probe } from './probe.js';
import { ANNOUNCED_SECONDS, table, worst, type GateResult } from './table.js';

const USAGE = `npm run rehearse -- [--from STATE] [--until GATE] [--keep]
  rehearses the day of the migration and the days after it in the lab: every gate of the runbook and, between gates,
  what people do
  --from STATE   begin in before-switch (default), frozen, switched, or retired
  --until GATE   stop after this gate
  --keep         do not reset the lab; by default, it goes back to before-switch after a day that ends with GO
`;
const OPERATIONS_MS = 300_000;
const GATE_MS = 1_200_000;
const say = (words: string): boolean => process.stderr.write(`rehearsal: ${words}\n`);
const lab = (...args: string[]): Promise<{ status: number | null }> =>
  runChild(['run.js', 'lab/cli.ts', ...args], OPERATIONS_MS);

let interrupted = false;
const isInterrupted = (): boolean => interrupted;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      until: { type: 'string' },
      keep: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const from = values.from ?? FIRST_STATE;
  const scenes = plan(
    GATES.map(({ id }) => id),
    from,
    values.until,
  );
  const folder = join(
    CHECKOUT,
    'reports',
    'out',
    `${new Date().toISOString().replace(/\.\d+/, '').replaceAll(':', '')}-rehearsal`,
  );
  mkdirSync(folder, { recursive: true });
  if ((await lab('load', from)).status !== 0) throw new Error(`the lab did not start in state ${from}`);

  const probe = new Probe();
  const gates: GateResult[] = [];
  let stopped: string | undefined;
  try {
    stopped = await play(scenes, gates, folder, probe);
  } finally {
    await probe.stop();
    const end = probe.now;
    writeFileSync(join(folder, 'rehearsal.json'), JSON.stringify(record(probe, gates, end), null, 1));
    process.stdout.write(`\n${table(gates, probe.visitors, end)}\n\n`);
  }
  const late = worst(probe.visitors, probe.now) > ANNOUNCED_SECONDS;
  if (from !== FIRST_STATE) say(`the day began in state ${from}: earlier outages are not counted`);
  say(stopped === undefined ? 'every gate that ran says GO' : `the day ended without GO: ${stopped}`);
  say(`all requests from the visitors: ${join(folder, 'rehearsal.json')}`);
  if (stopped === undefined && !values.keep) await lab('load', FIRST_STATE);
  else say('the lab stays as it is (see `npm run lab -- switch`); `npm run lab -- load before-switch` starts over');
  return interrupted ? 130 : stopped !== undefined || late ? 1 : 0;
}

/** Plays scene by scene; returns why it stopped before the end. */
async function play(
  scenes: readonly Scene[],
  gates: GateResult[],
  folder: string,
  probe: Probe,
): Promise<string | undefined> {
  for (const scene of scenes) {
    if (isInterrupted()) return 'it was interrupted';
    if ('operations' in scene) {
      // The days after: no one's DNS resolves to Deer anymore, and anyone who keeps its address is not a visitor of the switch.
      if (scene.operations === retire.id) await probe.stop();
      say(`operations up to ${scene.operations}`);
      const { status } = await lab('switch', '--until', scene.operations);
      if (!isInterrupted() && status !== 0) return `one of the operations up to ${scene.operations} failed`;
    } else {
      say(`gate ${scene.gate}`);
      const result = await askGate(scene.gate, join(folder, scene.gate));
      gates.push(result);
      if (!isInterrupted() && result.verdict !== 'GO') return `gate ${scene.gate} says ${result.verdict}`;
    }
  }
  if (gates.length === 0) return 'no gate ran, so nothing is proven';
  return isInterrupted() ? 'it was interrupted' : undefined;
}

/** Runs a gate as an operator would, with its own settings. */
async function askGate(gate: string, folder: string): Promise<GateResult> {
  const args = [join('node_modules', '@playwright', 'test', 'cli.js'), 'test', `--project=*${gate}`];
  // Of the caller's settings, only this one says how to ask; the others would say which hosts to ask.
  const settings = {
    MIGRATION_TARGET: 'lab',
    MIGRATION_RUN_FOLDER: folder,
    MIGRATION_OVERRIDE: draftSettings('lab').override,
  };
  const { status, seconds } = await runChild(args, GATE_MS, settings);
  try {
    const said = JSON.parse(readFileSync(join(folder, 'verdict.json'), 'utf8')) as {
      verdict: string;
      checks: unknown[];
    };
    const agrees = (said.verdict === 'GO') === (status === 0);
    const verdict = agrees
      ? said.verdict
      : `${said.verdict}, but ${status === null ? 'it was killed by a signal' : `its exit status is ${status}`}`;
    return { gate, verdict, checks: said.checks.length, seconds };
  } catch {
    return {
      gate,
      verdict: `nothing: it left no verdict (${status === null ? 'killed by a signal' : `exit status ${status}`})`,
      checks: 0,
      seconds,
    };
  }
}

function record(probe: Probe, gates: readonly GateResult[], end: number): object {
  const visitors = probe.visitors.map(({ kind, scheme, samples }) => {
    const found = outages(samples, end);
    return { kind, scheme, secondsWithoutService: secondsOf(found), outages: found, samples };
  });
  return { began: probe.began.toISOString(), milliseconds: end, announcedSeconds: ANNOUNCED_SECONDS, gates, visitors };
}

process.on('SIGINT', () => {
  interrupted = true;
});
process.on('SIGTERM', () => {
  interrupted = true;
});
main().then(
  (status) => (process.exitCode = status),
  (error: unknown) => {
    process.stderr.write(`rehearsal: ${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exitCode = 2;
  },
);
