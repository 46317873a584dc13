import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '../../targets/schema.js';
import { NoAnswer, wordsOf } from '../answer.js';
import type { HostFacts } from '../facts-types.js';

/** What Deer was and did before the switch, as the gate deer-baseline recorded it. */
export type Baseline = {
  /** When the recording was complete, ISO 8601. */
  readonly recorded: string;
  /** What Deer said of itself then: services, sockets, cron tables, virtual hosts, home directories, ... */
  readonly facts: HostFacts;
};

/** Files of a baseline, below {@link Target.baseline}. */
export const FILES = { about: 'baseline.json', facts: 'facts-deer.json' } as const;

const ASKED = 'what Deer did before the switch';

/** A baseline takes the place of an older one by two renames; whoever was killed between them left the older one here. */
export const older = (folder: string): string => `${folder}.old`;

/**
 * Reads the baseline of a target.
 * @throws {NoAnswer} when none was recorded, or its files cannot be read
 */
export function readBaseline({ name, baseline }: Pick<Target, 'name' | 'baseline'>): Baseline {
  const folder = [baseline, older(baseline)].find((each) => existsSync(join(each, FILES.about)));
  if (folder === undefined)
    throw new NoAnswer(
      ASKED,
      `the baseline of target ${name} (${baseline})`,
      'no baseline of Deer is recorded: run --project=deer-baseline before the freeze',
    );
  try {
    const about = readJson(join(folder, FILES.about)) as Pick<Baseline, 'recorded'>;
    return { recorded: about.recorded, facts: readJson(join(folder, FILES.facts)) as HostFacts };
  } catch (cause) {
    throw new NoAnswer(ASKED, `the baseline in ${folder}`, wordsOf(cause), { cause });
  }
}

// Written by helpers/baseline/write.ts as a whole: its shape needs no second look.
const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
