import { onHost } from '../../hosts/hosts.js';
import { fromOldHost, type Way } from '../copy-from-old-host.js';
import { assertDone, type CutoverStep } from '../step.js';

/** Logs go on being written, so they are copied and not compared. */
const LOGS = 'var/log';

export type Keeping = {
  readonly way: Way;
  /** Where on the new host. */
  readonly folder: string;
  /** Files that are not the distribution's own, without the slash at their beginning. */
  readonly kept: readonly string[];
  readonly who: string;
};

/** The copy of the old host that the new one keeps. The databases are there in another form. */
export function oldHostKept({ way, folder, kept, who }: Keeping): CutoverStep {
  const rsync = (options: string, what: readonly string[]): string =>
    `rsync -aHR --numeric-ids --delete ${options} -e "$SSH" ${what.map((each) => `$OLD:/./${each}`).join(' ')} ${folder}/`;
  const missing = async (): Promise<string | undefined> => {
    // What rsync would still do; folders change their time by being looked into.
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
