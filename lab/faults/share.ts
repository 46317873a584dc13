/**
 * One lab's share of the faults. Runs in a lab of its own (lab/beside.ts), asks who started it for one round after the other,
 * and tells what became of each.
 */
import { faultOf } from './index.js';
import type { Finding } from './judge.js';
import { Rounds, type Result } from './rounds.js';

/** What became of one round, fit to be sent. */
export type Told = {
  readonly ids: readonly string[];
  readonly finding: Finding;
  readonly seconds: number;
  readonly leftBehind: readonly string[];
};
/** From the share: it wants a round; a round is over; words for the screen; all it has, at the end. */
export type FromShare =
  | { readonly kind: 'next' }
  | { readonly kind: 'over'; readonly result: Told }
  | { readonly kind: 'say'; readonly words: string }
  | { readonly kind: 'all'; readonly results: readonly Told[] };
/** Ids of the next round; none: there is no more. */
export type ToShare = readonly string[];

/** What a share is told on its command line. */
export type ShareOptions = { readonly full: boolean; readonly folder: string };

const tell = (message: FromShare): void => void process.send?.(message);
const told = ({ faults, ...rest }: Result): Told => ({ ids: faults.map(({ id }) => id), ...rest });

const { full, folder } = JSON.parse(process.argv[2] ?? '') as ShareOptions;
let interrupted = false;
const isInterrupted = (): boolean => interrupted;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (interrupted = true));
// Whoever started it is gone, and so is the sense of going on.
process.on('disconnect', () => process.exit(1));

const play = new Rounds({
  full,
  folder,
  // The other labs keep the other cores busy.
  workers: 1,
  say: (words) => {
    tell({ kind: 'say', words });
  },
  isOver: isInterrupted,
});

/** The next round, from who started this. */
const next = (): Promise<ToShare> =>
  new Promise((resolve) => {
    process.once('message', (ids: ToShare) => {
      resolve(ids);
    });
    tell({ kind: 'next' });
  });

try {
  for (let ids = await next(); ids.length > 0; ids = await next()) {
    await play.play(ids.map(faultOf));
    const result = play.results.at(-1);
    if (isInterrupted()) break;
    if (result) tell({ kind: 'over', result: told(result) });
  }
  await play.settle();
} finally {
  tell({ kind: 'all', results: play.results.map(told) });
}
process.disconnect();
process.exit(isInterrupted() ? 130 : 0);
