import { onHost, type LabMachine } from '../../hosts/hosts.js';
import { fromOldHost, type Way } from '../copy-from-old-host.js';
import { firstOf, assertDone, type CutoverStep } from '../step.js';

/** A dump of the new host's databases before the copy, so that it can be undone. */
const KEPT = '/var/backups/databases-before-the-switch.sql';
export const DUMP =
  'mysqldump --single-transaction --routines --triggers --events --hex-blob --default-character-set=utf8mb4';

export type Copying = {
  readonly way: Way;
  readonly names: readonly string[];
  /** A sed(1) program for the dump. */
  readonly sed: string;
  /** A pipeline that prints the contents of the database `$name` in the same form on both hosts. */
  readonly content: string;
  /** Jobs of the new host, some of which write: until visitors come, its databases must equal those of the old host. */
  readonly jobs: {
    readonly rest: () => Promise<void>;
    readonly wake: () => Promise<void>;
    readonly awake: () => Promise<string | undefined>;
  };
  /** Further things that must be true of the copy. */
  readonly further: () => Promise<string | undefined>;
  readonly what: string;
  readonly who: string;
};

/** The last copy of the databases that move. */
export function databasesCopied({ way, names, sed, content, jobs, further, what, who }: Copying): CutoverStep {
  const dump = `${DUMP} --add-drop-database --databases ${names.join(' ')}`;
  const sums = async (machine: LabMachine): Promise<string[]> =>
    (await onHost(machine, `for name in ${names.join(' ')}; do echo "$name $(${content} | sha256sum)"; done`))
      .trim()
      .split('\n');
  const different = async (): Promise<string | undefined> => {
    const [old, now] = await Promise.all([sums(way.from), sums(way.to)]);
    const wrong = names.filter((_, index) => old[index] === undefined || old[index] !== now[index]);
    return wrong.length === 0
      ? undefined
      : `databases that differ between the machines ${way.from} and ${way.to}: ${wrong.join(', ')}`;
  };
  const missing = (): Promise<string | undefined> => firstOf(jobs.awake, further, different);
  return {
    id: 'databases',
    step: '12',
    what,
    who,
    until: 'dns',
    do: async () => {
      await jobs.rest();
      await fromOldHost(
        `if [ ! -e ${KEPT} ]; then
          ${dump} >${KEPT}.new
          mv ${KEPT}.new ${KEPT}
        fi
        on_old '${dump}' | sed '${sed}' | mysql --default-character-set=utf8mb4`,
        way,
      );
      await assertDone(missing);
    },
    undo: async () => {
      await onHost(way.to, `[ ! -e ${KEPT} ] || mysql --default-character-set=utf8mb4 <${KEPT}\nrm -f ${KEPT}`);
      await jobs.wake();
    },
    verify: missing,
  };
}
