import { onHost } from '../../hosts/hosts.js';
import { fromOldHost, type Way } from '../copy-from-old-host.js';
import { assertDone, type CutoverStep } from '../step.js';

/** Logs are still being written, so they are copied but not compared. */
const LOGS = 'var/log';

export type Keeping = {
  readonly way: Way;
  /** The folder on the new host. */
  readonly folder: string;
  /** Files that are not the distribution's own, without the leading slash. */
  readonly kept: readonly string[];
  readonly who: string;
};

/** The copy of the old host that the new one keeps. The new host has the databases in another form. */
export function oldHostKept({ way, folder, kept, who }: Keeping): CutoverStep {
  const rsync = (options: string, what: readonly string[]): string =>
    `rsync -aHR --numeric-ids --delete ${options} -e "$SSH" ${what.map((each) => `$OLD:/./${each}`).join(' ')} ${folder}/`;
  const missing = async (): Promise<string | undefined> => {
    // What rsync would still do; reading a folder changes its times.
    const said = await fromOldHost(
      `[ -d ${folder}/home ] || { echo nothing is there; exit; }
      ${rsync('--dry-run --itemize-changes --omit-dir-times', kept)}`,
      way,
    );
    const [first = ''] = said.trim().split('\n');
    return first === '' ? undefined : `the copy of the old host in ${folder} is incomplete: ${first}`;
  };
  return {
    id: 'copy',
    step: 'old-host-copy',
    what: `The old host is copied to ${folder} on the new one`,
    who,
    until: 'retire',
    do: async () => {
      await fromOldHost(`install -d -m 700 ${folder}\n${rsync('', [...kept, LOGS])}`, way);
      await assertDone(missing);
    },
    undo: async () => {
      await onHost(way.to, `rm -rf ${folder}`);
    },
    verify: missing,
  };
}
