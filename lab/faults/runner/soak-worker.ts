/** One lab's share of the gates that run in healthy labs under impaired conditions. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { GateId } from '../../../runbook.js';
import type { LabTarget } from '../catalogue/index.js';
import { askGate } from './gate.js';
import { unhealthy } from './judge.js';
import { loadFor } from './place.js';
import { STATE_OF } from './runner.js';
import { doShare } from './work-queue.js';
import { Weather } from './network-impairment.js';

/** One run of a gate. */
export type SoakResult = { readonly gate: GateId; readonly seconds: number; readonly alarms: readonly string[] };

await doShare<GateId, SoakResult, { readonly target: LabTarget }>(({ options: { folder, target }, say, isOver }) => {
  const results: SoakResult[] = [];
  const weather = new Weather();
  let state: string | undefined;
  return {
    each: async (gate) => {
      if (state !== STATE_OF[gate]) {
        // Each loaded state has new links.
        weather.calm();
        state = STATE_OF[gate];
        await loadFor(target, state);
        const means = weather.raise();
        if (results.length === 0) say(`network impaired with ${means}`);
      }
      const own = join(folder, `${results.length + 1}-${gate}`);
      const run = await askGate({ target, gate, choice: {}, folder: own });
      if (isOver()) return undefined;
      const result = { gate, seconds: Math.round(run.seconds), alarms: unhealthy(run, {}) };
      results.push(result);
      if (result.alarms.length === 0) rmSync(own, { recursive: true, force: true });
      return result;
    },
    end: () => {
      weather.calm();
      return Promise.resolve();
    },
    all: () => results,
  };
});
