import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { forgetOldLabsBeside, startBeside } from '../beside.js';
import { faultOf, type Listed } from './index.js';
import type { Result } from './rounds.js';
import type { FromShare, ShareOptions, Told, ToShare } from './share.js';

export type SideBySide = {
  /** How many labs. */
  readonly labs: number;
  readonly full: boolean;
  readonly folder: string;
  readonly say: (words: string) => void;
  /** A round is over; what it left behind may still come out. */
  readonly over: (result: Result) => void;
};

const asResult = ({ ids, finding, seconds, leftBehind }: Told): Result => ({
  faults: ids.map(faultOf),
  finding,
  seconds,
  leftBehind: [...leftBehind],
});

/**
 * Plays rounds in several labs at a time; each takes the next one as soon as it is free.
 * @throws Error when a lab ended without having told what became of its share
 */
export async function playSideBySide(
  rounds: readonly (readonly Listed[])[],
  { labs, full, folder, say, over }: SideBySide,
): Promise<Result[]> {
  forgetOldLabsBeside();
  const waiting = rounds.map((faults) => faults.map(({ id }) => id));
  const share = async (name: string): Promise<Result[]> => {
    const own = join(folder, `lab-${name}`);
    mkdirSync(own);
    const options = JSON.stringify({ full, folder: own } satisfies ShareOptions);
    const child = startBeside(name, ['--import', 'tsx', join('lab', 'faults', 'share.ts'), options]);
    let all: Result[] | undefined;
    child.on('message', (message: FromShare) => {
      if (message.kind === 'next') child.send((waiting.shift() ?? []) satisfies ToShare);
      else if (message.kind === 'over') over(asResult(message.result));
      else if (message.kind === 'say') say(message.words);
      else all = message.results.map(asResult);
    });
    const status = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject).on('exit', resolve);
    });
    if (all === undefined) throw new Error(`lab ${name} ended (${status ?? 'a signal'}) and did not tell what it saw`);
    return all;
  };
  const names = Array.from({ length: Math.min(labs, rounds.length) }, (_, index) => String(index + 1));
  const found = await Promise.allSettled(names.map(share));
  const lost = found.find((each) => each.status === 'rejected');
  if (lost) throw lost.reason;
  return found.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
}
