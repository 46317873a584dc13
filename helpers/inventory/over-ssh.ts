import type { Reachable } from '../ssh/ssh-script.js';
import { streamFrom } from '../ssh/ssh-stream.js';
import type { RunLines } from './take.js';

/** The host has other work, and each part of the script has its own time limit there. */
const SILENCE_MS = 300_000;

/** Runs the inventory script on a host over ssh. */
export const overSsh =
  (host: Reachable): RunLines =>
  (script) =>
    streamFrom(host, script, {
      description: 'an inventory of the host (helpers/inventory, over ssh)',
      silenceMs: SILENCE_MS,
    });
