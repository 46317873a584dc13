import type { Host } from '../../targets/schema.js';
import { runScript } from '../ssh/ssh.js';
import type { RunLines } from './take.js';

/** All parts together, on a host that has other things to do. */
const TIMEOUT_MS = 300_000;

/** Runs the script of the inventory on a host by ssh. */
export const overSsh = (host: Host): RunLines =>
  async function* (script) {
    const { stdout } = await runScript(host, script, {
      timeoutMs: TIMEOUT_MS,
      description: 'an inventory of the host (helpers/inventory, by ssh)',
    });
    yield* stdout.split('\n');
  };
