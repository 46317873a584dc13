import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { GATES, type GateId } from '../../runbook.js';
import { asRoot } from '../as-root.js';
import { CHECKOUT } from '../paths.js';
import { up } from '../lab.js';
import { FIRST_STATE } from '../states.js';
import { loadState } from '../switch/states.js';
import { expectedOf } from './expected.js';
import { askGate } from './gate.js';
import { unhealthy } from './judge.js';
import { STATE_OF } from './rounds.js';
import { Weather } from './weather.js';

const USAGE = `npm run healthy -- [--times N] [--gate NAME]
  asks the gates on the healthy lab N times (once without it), with every core busy and with links that delay and lose
  packets. Whatever does not pass is a false alarm.
`;

let interrupted = false;
const isInterrupted = (): boolean => interrupted;
const say = (words: string): boolean => process.stdout.write(`${words}\n`);

/** Gates that have checks, or the one that is asked for. */
function chosen(gate: string | undefined): GateId[] {
  const all = GATES.map(({ id }) => id).filter((id) => expectedOf(id).length > 0);
  const found = all.filter((id) => id === (gate ?? id));
  if (found.length === 0) throw new Error(`no gate with checks is called ${gate ?? ''}; there are: ${all.join(', ')}`);
  return found;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { times: { type: 'string', default: '1' }, gate: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const ended = asRoot(process.argv.slice(2));
  if (ended !== undefined) return ended;
  const times = Number(values.times);
  const folder = join(CHECKOUT, 'reports', 'out', `${new Date().toISOString().replace(/\.\d+|:/g, '')}-healthy`);
  mkdirSync(folder, { recursive: true });
  const runs: { gate: string; seconds: number; alarms: readonly string[] }[] = [];
  // Sources that have changed make another lab, and a gate would start that one under our feet.
  await up();
  const weather = new Weather();
  try {
    for (const gate of chosen(values.gate)) {
      if (isInterrupted()) break;
      weather.calm();
      await loadState(STATE_OF[gate]);
      say(`${gate}: bad weather by ${weather.raise()}`);
      for (let time = 1; time <= times && !isInterrupted(); time += 1) {
        const own = join(folder, `${gate}-${time}`);
        const run = await askGate({ gate, specs: undefined, folder: own });
        const alarms = unhealthy(run, undefined);
        runs.push({ gate, seconds: Math.round(run.seconds), alarms });
        say(
          [`  ${time}/${times} ${alarms.length === 0 ? 'GO' : 'ALARM'} ${run.seconds.toFixed(0)} s`, ...alarms].join(
            '\n    ',
          ),
        );
        if (alarms.length === 0) rmSync(own, { recursive: true, force: true });
      }
    }
  } finally {
    weather.calm();
    writeFileSync(join(folder, 'healthy.json'), JSON.stringify(runs, null, 1));
    await loadState(FIRST_STATE);
  }
  const alarmed = runs.filter(({ alarms }) => alarms.length > 0).length;
  say(`\n${runs.length} runs, ${alarmed} with alarms; ${join(folder, 'healthy.json')}`);
  return isInterrupted() ? 130 : Number(alarmed > 0);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (interrupted = true));
main().then(
  (status) => (process.exitCode = status),
  (error: unknown) => {
    process.stderr.write(`healthy: ${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exitCode = 2;
  },
);
