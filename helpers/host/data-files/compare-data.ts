import type { Target } from '../../../targets/schema.js';
import { NoAnswer } from '../../core/no-answer.js';
import { compareTrees, type ComparedTrees, type CompareOptions } from './compare-trees.js';

/** In a folder owned by root, or one in which no account can replace another account's file. Clocks of file systems have ticks of up to 2 s. */
const KEEP = { path: '/var/tmp/migration-verdict-files', settled: 2 };
const asked = (folder: string): string => `whether every file below ${folder} is the same on both hosts`;

/**
 * Compares a data folder on both hosts as the target specifies. Unreadable files are listed among the differences.
 * @param tree its absolute path
 * @throws {NoAnswer} when nothing differs, but something could not be read
 */
export async function compareData(
  target: Target,
  tree: string,
  rest: Pick<CompareOptions, 'webUser' | 'file' | 'before'>,
): Promise<ComparedTrees> {
  const { quickIsEnough, minutes, ...how } = target.dataComparison;
  const signal = AbortSignal.timeout(minutes * 60_000);
  const content = quickIsEnough === null ? 'full' : 'quick';
  const { old, new: now } = target.hosts;
  const options = { ...how, ...rest, tree, content, signal, keep: KEEP } as const;
  const compared = await compareTrees(old, now, options).catch((cause: unknown) => {
    throw signal.aborted
      ? new NoAnswer(asked(tree), 'the file comparison', `not finished after ${minutes} min (dataComparison.minutes)`, {
          cause,
        })
      : cause;
  });
  const { differences, unproven, found } = compared;
  if (found.differences === 0 && found.unproven > 0)
    throw new NoAnswer(
      asked(tree),
      'the file comparison',
      `not compared (${found.unproven}): ${unproven.slice(0, 10).join('; ')}`,
    );
  return { ...compared, differences: [...differences, ...unproven.map((line) => `not compared: ${line}`)] };
}
