import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { GATES, type GateId } from '../../../runbook.js';
import { sudo } from '../../sudo.js';
import { CHECKOUT } from '../../paths.js';
import { numberOf, readyFor } from './cli-options.js';
import type { SoakResult } from './soak-worker.js';
import { labTargetNamed } from './place.js';
import { shareOut } from './work-queue.js';

const USAGE = `npm run healthy -- [--target NAME] [--times N] [--gate NAME] [--labs M]
  makes N runs in all (default: one per gate), divided evenly among the gates of the runbook, on M separate healthy labs
  in parallel (default: one per core), with every core busy and with links that delay and drop packets. Any check that
  unexpectedly does not pass is a false alarm.
`;

let interrupted = false;
const say = (words: string): void => void process.stdout.write(`${words}\n`);

/** N runs, distributed as evenly as possible over the gates, with those of one gate together: a state is loaded once for all of them. */
function chosen(gate: string | undefined, times: string | undefined): GateId[] {
  const all = GATES.map(({ id }) => id).filter((id) => id === (gate ?? id));
  if (all.length === 0)
    throw new Error(`there is no gate ${gate ?? ''}; the gates are: ${GATES.map(({ id }) => id).join(', ')}`);
  const runs = times === undefined ? all.length : numberOf(times, 'times');
  return all.flatMap((id, index) => Array<GateId>(Math.ceil((runs - index) / all.length)).fill(id));
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      target: { type: 'string', default: 'lab' },
      times: { type: 'string' },
      gate: { type: 'string' },
      labs: { type: 'string', default: String(availableParallelism()) },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const ended = sudo(process.argv.slice(2));
  if (ended !== undefined) return ended;
  const gates = chosen(values.gate, values.times);
  const target = labTargetNamed(values.target);
  const labs = numberOf(values.labs, 'labs');
  const folder = join(CHECKOUT, 'reports', 'out', `${new Date().toISOString().replace(/\.\d+|:/g, '')}-healthy`);
  mkdirSync(folder, { recursive: true });
  await readyFor(gates, target);

  const began = performance.now();
  let count = 0;
  const { results: runs, lost } = await shareOut<SoakResult>(gates, {
    labs,
    folder,
    program: 'soak-worker.ts',
    options: { target },
    say,
    isOver: () => interrupted,
    over: ({ gate, seconds, alarms }) => {
      count += 1;
      const head = `${String(count).padStart(3)}/${gates.length} ${alarms.length === 0 ? 'GO   ' : 'ALARM'} ${gate.padEnd(16)} ${seconds} s`;
      say([head, ...alarms].join('\n      '));
    },
  });
  writeFileSync(join(folder, 'healthy.json'), JSON.stringify(runs, null, 1));
  const alarmed = runs.filter(({ alarms }) => alarms.length > 0).length;
  const seconds = Math.round((performance.now() - began) / 1000);
  say(`\nruns: ${runs.length}, with alarms: ${alarmed}, ${seconds} s; ${join(folder, 'healthy.json')}`);
  for (const words of lost) process.stderr.write(`healthy: ${words}\n`);
  if (interrupted) return 130;
  return lost.length > 0 ? 2 : Number(alarmed > 0);
}

// The labs and their gates also receive Ctrl-C from the terminal, and end on their own.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (interrupted = true));
main().then(
  (status) => (process.exitCode = status),
  (error: unknown) => {
    process.stderr.write(`healthy: ${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exitCode = 2;
  },
);
