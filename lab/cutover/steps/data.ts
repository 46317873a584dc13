import { onHost } from '../../hosts/hosts.js';
import { fromOldHost, type Way } from '../copy-from-old-host.js';
import { assertDone, type CutoverStep } from '../step.js';

const KEPT = '/var/backups/data-before-the-switch';

/** Every entry with its type, mode, owner, group, and link target, and every file with its content. */
const manifest = (folders: string): string => `find ${folders} -printf '%p %y %m %u %g %l\\n' | sort
  find ${folders} -type f -print0 | sort -z | xargs -0r sha256sum`;

export type Copying = {
  readonly way: Way;
  readonly folders: readonly string[];
  /** Options of rsync besides `--delete-before`. */
  readonly options: string;
  /** Commands for the new host afterwards. */
  readonly after: string;
  readonly who: string;
};

/** The last copy of the folders that move. */
export function dataCopied({ way, folders, options, after, who }: Copying): CutoverStep {
  const list = folders.join(' ');
  const missing = async (): Promise<string | undefined> => {
    const said = await Promise.all([way.from, way.to].map((machine) => onHost(machine, manifest(list))));
    const [old = new Set<string>(), now = new Set<string>()] = said.map((lines) => new Set(lines.split('\n')));
    const other = [...[...old].filter((line) => !now.has(line)), ...[...now].filter((line) => !old.has(line))];
    return other.length === 0
      ? undefined
      : `differences between the machines ${way.from} and ${way.to} in ${folders.join(', ')}: ${other.length}, e.g. ${other[0] ?? ''}`;
  };
  return {
    id: 'data',
    step: '13',
    what: `The data is the same on the new host as on the old one: ${folders.join(', ')}`,
    who,
    until: 'dns',
    do: async () => {
      // Not with -u, unlike the command in the runbook: a file that a test changed on the new host is newer there, and would be kept.
      await fromOldHost(
        `if [ ! -e ${KEPT} ]; then mkdir -p ${KEPT}.new; cp -a --parents ${list} ${KEPT}.new; mv ${KEPT}.new ${KEPT}; fi
        ${folders.map((folder) => `rsync ${options} --delete-before -e "$SSH" $OLD:${folder}/ ${folder}/`).join('\n')}
        ${after}`,
        way,
      );
      await assertDone(missing);
    },
    undo: async () => {
      const back = folders.map((folder) => `rsync -aHc --delete ${KEPT}${folder}/ ${folder}/`).join('\n');
      await onHost(way.to, `if [ -e ${KEPT} ]; then\n${back}\nfi\nrm -rf ${KEPT}`);
    },
    verify: missing,
  };
}
