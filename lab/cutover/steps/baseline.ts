import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { keyOf, Recorder } from '../../../helpers/baseline/record.js';
import { writeBaseline } from '../../../helpers/baseline/write.js';
import { closeConnection } from '../../../helpers/ssh/ssh-client.js';
import type { Target } from '../../../targets/index.js';
import { baseOfNow, load } from '../../lab.js';
import type { Pair } from '../../pair.js';
import { CHECKOUT } from '../../paths.js';
import { handOver } from '../../hosts/provision.js';
import { step } from '../../exec.js';
import { FIRST_STATE } from '../../states.js';

const kept = (pair: Pair): string => join(baseOfNow(pair), 'baseline', 'kept');
const note = (pair: Pair): string => join(baseOfNow(pair), 'baseline', 'made-from');
/** A lab may be stored in a place without the operator's key. */
const madeFrom = (target: Target): string => `${hashOf('helpers/baseline')} ${keyOf(target)}`;
const isKept = (pair: Pair, target: Target): boolean =>
  existsSync(kept(pair)) && existsSync(note(pair)) && readFileSync(note(pair), 'utf8') === madeFrom(target);

/** Records the old host as it is before the switch, as the baseline gate does, unless that has already been done for this base. */
export async function ensureBaseline(pair: Pair, target: Target): Promise<void> {
  if (isKept(pair, target)) return;
  await load(FIRST_STATE, pair);
  await step('recording the baseline of the old host', async () => {
    try {
      writeBaseline(target, await new Recorder(target).whole(), keyOf(target));
    } finally {
      for (const host of [target.hosts.old, target.hosts.new]) closeConnection(host);
    }
  });
  rmSync(kept(pair), { recursive: true, force: true });
  cpSync(target.baseline, kept(pair), { recursive: true });
  writeFileSync(note(pair), madeFrom(target));
}

/** A loaded state has the baseline of a healthy old host, whatever was recorded since then: someone may have broken that host. */
export function putBaselineBack(pair: Pair, target: Target): void {
  if (!isKept(pair, target)) return;
  rmSync(target.baseline, { recursive: true, force: true });
  cpSync(kept(pair), target.baseline, { recursive: true });
  handOver(baseOfNow(pair), ['baseline']);
}

/** A hash of the files below a folder of this repository. */
export function hashOf(folder: string): string {
  const hash = createHash('sha256');
  const entries = readdirSync(join(CHECKOUT, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  for (const file of files.sort()) hash.update(relative(CHECKOUT, file)).update('\0').update(readFileSync(file));
  return hash.digest('hex');
}
