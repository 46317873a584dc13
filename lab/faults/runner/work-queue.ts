/** Work distributed to several labs in parallel: both ends, the process that has the work and those that do it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { removeStaleLabs, startIsolatedLab } from '../../isolated-lab.js';

type FromShare<WorkResult> =
  | { readonly kind: 'next' }
  | { readonly kind: 'over'; readonly result: WorkResult }
  | { readonly kind: 'say'; readonly words: string }
  | { readonly kind: 'all'; readonly results: readonly WorkResult[] };
/** One piece of work; undefined: there is no more. */
type ToShare<Item> = readonly [Item] | readonly [];

export type Sharing<WorkResult> = {
  /** The number of labs. */
  readonly labs: number;
  /** Where the runs store their evidence; each lab gets a folder in it. */
  readonly folder: string;
  /** Program in this folder that does a share of the work; it receives the folder of its lab and its options on the command line. */
  readonly program: string;
  readonly options: object;
  readonly say: (words: string) => void;
  /** The rest is no longer needed. */
  readonly isOver: () => boolean;
  /** Called when a piece of work is done. */
  readonly over: (result: WorkResult) => void;
};

/** The results of shared work. */
export type QueueResult<WorkResult> = {
  readonly results: readonly WorkResult[];
  /** Labs that ended before they reported their results, one line each; the others did the rest of the work. */
  readonly lost: readonly string[];
};

/** Distributes work to separate labs (lab/isolated-lab.ts); each takes the next piece as soon as it is free. */
export async function shareOut<WorkResult>(
  work: readonly unknown[],
  sharing: Sharing<WorkResult>,
): Promise<QueueResult<WorkResult>> {
  const { labs, folder, program, options, say, isOver, over } = sharing;
  removeStaleLabs();
  const waiting = work.map((item): ToShare<unknown> => [item]);
  const share = async (name: string): Promise<QueueResult<WorkResult>> => {
    const own = join(folder, `lab-${name}`);
    mkdirSync(own);
    const child = startIsolatedLab(name, [
      'run.js',
      join('lab', 'faults', 'runner', program),
      JSON.stringify({ ...options, folder: own }),
    ]);
    let all: readonly WorkResult[] | undefined;
    child.on('message', (message: FromShare<WorkResult>) => {
      // From both ends: similar work stays together, and fewer labs have to change to another kind.
      const take = (): ToShare<unknown> | undefined => (Number(name) % 2 === 1 ? waiting.shift() : waiting.pop());
      if (message.kind === 'next') child.send((isOver() ? undefined : take()) ?? []);
      else if (message.kind === 'over') over(message.result);
      else if (message.kind === 'say') say(message.words);
      else all = message.results;
    });
    const how = await new Promise<string>((resolve) => {
      child.on('error', ({ message }) => {
        resolve(message);
      });
      child.on('exit', (status, signal) => {
        resolve(signal ?? `exit status ${status ?? 'unknown'}`);
      });
    });
    return all === undefined
      ? { results: [], lost: [`lab ${name} ended (${how}) without reporting its results`] }
      : { results: all, lost: [] };
  };
  const names = Array.from({ length: Math.min(labs, work.length) }, (_, index) => String(index + 1));
  const shared = await Promise.all(names.map(share));
  return { results: shared.flatMap(({ results }) => results), lost: shared.flatMap(({ lost }) => lost) };
}

/** What a worker receives besides its work. */
export type WorkerContext<Options> = {
  readonly options: Options & { readonly folder: string };
  /** Text for the screen. */
  readonly say: (words: string) => void;
  readonly isOver: () => boolean;
};
/** How a worker does its share. */
export type Worker<Item, WorkResult> = {
  readonly each: (item: Item) => Promise<WorkResult | undefined>;
  /** Called when there is no more work. */
  readonly end: () => Promise<void>;
  /** All results so far; also requested after an error. */
  readonly all: () => readonly WorkResult[];
};

/** The other end: does one share, piece by piece, until there is no more or someone presses Ctrl-C. */
export async function doShare<Item, WorkResult, Options>(
  begin: (given: WorkerContext<Options>) => Worker<Item, WorkResult>,
): Promise<void> {
  const tell = (message: FromShare<WorkResult>): void => void process.send?.(message);
  let interrupted = false;
  const isOver = (): boolean => interrupted;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (interrupted = true));
  // The process that distributed the work is gone, so going on is pointless.
  process.on('disconnect', () => process.exit(1));
  const { each, end, all } = begin({
    options: JSON.parse(process.argv[2] ?? '') as WorkerContext<Options>['options'],
    say: (words) => {
      tell({ kind: 'say', words });
    },
    isOver,
  });
  const next = (): Promise<ToShare<Item>> =>
    new Promise((resolve) => {
      process.once('message', (work: ToShare<Item>) => {
        resolve(work);
      });
      tell({ kind: 'next' });
    });
  try {
    for (let [item] = await next(); item !== undefined && !isOver(); [item] = await next()) {
      const result = await each(item);
      if (result !== undefined && !isOver()) tell({ kind: 'over', result });
    }
    await end();
  } finally {
    tell({ kind: 'all', results: all() });
  }
  process.removeAllListeners('disconnect');
  process.disconnect();
  process.exitCode = isOver() ? 130 : 0;
}
