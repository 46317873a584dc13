/** One lab's share of the faults. */
import { faultOf } from '../catalogue/index.js';
import { FaultRunner, type Result } from './runner.js';
import { doShare } from './work-queue.js';

/** The outcome of one round, in a form that can be sent. */
export type WorkerResult = Omit<Result, 'faults'> & { readonly ids: readonly string[] };

const toSend = ({ faults, ...rest }: Result): WorkerResult => ({ ids: faults.map(({ id }) => id), ...rest });

await doShare<readonly string[], WorkerResult, { readonly full: boolean }>(
  ({ options: { full, folder }, say, isOver }) => {
    const play = new FaultRunner({ full, folder, say, isOver });
    return {
      each: async (ids) => {
        await play.play(ids.map(faultOf));
        const result = play.results.at(-1);
        return result && toSend(result);
      },
      end: () => play.settle(),
      all: () => play.results.map(toSend),
    };
  },
);
