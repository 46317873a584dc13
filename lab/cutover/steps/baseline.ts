import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { keyOf, Recorder } from '../../../helpers/baseline/record.js';
import { writeBaseline } from '../../../helpers/baseline/write.js';
import { closeConnection } from '../../../helpers/ssh/ssh-client.js';
import { lab } from '../../../targets/lab/target.js';
import { baseOfNow, load } from '../../lab.js';
import { CHECKOUT } from '../../paths.js';
import { handOver } from '../../hosts/provision.js';
import { step } from '../../exec.js';
import { FIRST_STATE } from '../../states.js';

const kept = (): string => join(baseOfNow(), 'baseline', 'kept');
const note = (): string => join(baseOfNow(), 'baseline', 'made-from');
/** A lab may be kept where the operator's key is not. */
const madeFrom = (): string => `${hashOf('helpers/baseline')} ${keyOf(lab)}`;
const isKept = (): boolean => existsSync(kept()) && existsSync(note()) && readFileSync(note(), 'utf8') === madeFrom();

/** Records Deer as it is before the switch, as the gate deer-baseline does, unless that was done for this base. */
export async function ensureBaseline(): Promise<void> {
  if (isKept()) return;
  await load(FIRST_STATE);
  await step('recording what deer does before the switch', async () => {
    try {
      writeBaseline(lab, await new Recorder(lab).whole(), keyOf(lab));
    } finally {
      for (const host of [lab.hosts.old, lab.hosts.new]) closeConnection(host);
    }
  });
  rmSync(kept(), { recursive: true, force: true });
  cpSync(lab.baseline, kept(), { recursive: true });
  writeFileSync(note(), madeFrom());
}

/** A loaded state has the baseline of a healthy Deer, whatever was recorded since: somebody may have broken that Deer. */
export function putBaselineBack(): void {
  if (!isKept()) return;
  rmSync(lab.baseline, { recursive: true, force: true });
  cpSync(kept(), lab.baseline, { recursive: true });
  handOver(baseOfNow(), ['baseline']);
}

/** A hash of the files below a folder of this repository. */
export function hashOf(folder: string): string {
  const hash = createHash('sha256');
  const entries = readdirSync(join(CHECKOUT, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  for (const file of files.sort()) hash.update(relative(CHECKOUT, file)).update('\0').update(readFileSync(file));
  return hash.digest('hex');
}
