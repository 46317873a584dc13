import { availableParallelism, loadavg } from 'node:os';

/** Processes per processor that a machine copes with before everything slows down. */
const CALM = 2;
/** However busy the machine is, a silent server has to be noticed in bounded time. */
const MOST = 8;

/**
 * How much longer things take on a machine with this load: 1 up to two processes per processor, then in proportion,
 * at most 8. Waiting for a processor here says nothing about the server that was asked.
 * @param load processes that run or wait, as loadavg(3) has it for one minute
 */
export const slownessAt = (load: number, processors: number): number =>
  Math.min(MOST, Math.max(1, load / processors / CALM));

/** How much longer this process waits for answers than on a quiet machine; by the load when it started. */
export const SLOWNESS = slownessAt(loadavg()[0] ?? 0, availableParallelism());

/** A time limit adjusted to this machine; both limits are in milliseconds. */
export const patient = (ms: number): number => Math.ceil(ms * SLOWNESS);
