import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '../../targets/schema.js';
import { NoAnswer, errorMessage } from '../core/no-answer.js';
import type { Inventory } from '../inventory/types.js';
import type { HostFacts } from '../host/facts/types.js';
import { withoutUnreadable } from '../host/facts/unreadable.js';
import type { PageProblem } from '../http/page-problem.js';
import type { RecordedFiles } from './recorded-files.js';
import type { Lists, RecordedPage, Stable } from './stable-parts.js';

/** The parts of the old host that were recorded. */
export type Recording = {
  /** Facts that the old host reported: services, sockets, crontabs, virtual hosts, home directories, ... */
  readonly facts: HostFacts;
  /** The same as lists that can be compared: services, ports, virtual hosts, cron jobs. */
  readonly machine: Stable<Lists>;
  readonly pages: readonly RecordedPage[];
  /** Problems with its pages in a browser. */
  readonly noise: readonly PageProblem[];
  /** Records of the zone and of the site's names, by type and name. */
  readonly zone: Stable<Lists>;
  /** Names that the certificates cover. */
  readonly certificates: Stable<Lists>;
  /** Tables, views, routines, triggers, and events. */
  readonly databases: Stable<Lists>;
  /** Row counts by `DATABASE.TABLE`. */
  readonly rows: Readonly<Record<string, number>>;
  /** Everything else that is on the host, area by area. */
  readonly inventory: Inventory;
  /** The files below the data directory. */
  readonly files: RecordedFiles;
};
export type PartName = keyof Recording;
type About = Pick<Baseline, 'recorded'> & { readonly key: string; readonly digests: Readonly<Record<string, string>> };

/** The state and the answers of the old host before the switch, as the gate `baseline` recorded them. */
export type Baseline = Recording & {
  /** When the recording was complete, ISO 8601. */
  readonly recorded: string;
};

/** The files of a baseline, below the folder that the target names. */
export const FILES: { readonly [Part in PartName]: string } = {
  facts: 'facts-old.json',
  machine: 'machine.json',
  pages: 'pages.json',
  noise: 'noise.json',
  zone: 'zone.json',
  certificates: 'certificates.json',
  databases: 'databases.json',
  rows: 'rows.json',
  files: 'files.json',
  inventory: 'inventory.json',
};
/** The list of files below the data directory: it is too long to hold in memory. */
export const FILE_LIST = 'files.gz';
/** Written last: a folder without it is not a baseline. */
export const ABOUT = 'baseline.json';

const ASKED = 'what the old host did before the switch';

/** The digest of the contents of a part, regardless of the formatting of its file. */
export const digestOf = (part: unknown): string => createHash('sha256').update(JSON.stringify(part)).digest('hex');

/** Two renames replace the old baseline with the new one; if the run is killed between them, the old one is left here. */
export const olderOf = (folder: string): string => `${folder}.old`;

/** The folder that holds a complete baseline; undefined when none was recorded. */
const folderOf = ({ baseline }: Pick<Target, 'baseline'>): string | undefined =>
  [baseline, olderOf(baseline)].find((folder) => existsSync(join(folder, ABOUT)));

/** Complaints of the old host's pages; undefined when no baseline was recorded, or it has none. */
export function readNoise(target: Pick<Target, 'baseline'>): readonly PageProblem[] | undefined {
  const folder = folderOf(target);
  if (folder === undefined || !existsSync(join(folder, FILES.noise))) return undefined;
  return JSON.parse(readFileSync(join(folder, FILES.noise), 'utf8')) as PageProblem[];
}

/**
 * Reads the baseline of a target.
 * @param key fingerprint of the key of the migration: digests made with another key cannot be read, and differ from all others
 * @throws {NoAnswer} when none was recorded, or its files cannot be read
 */
export function readBaseline(target: Pick<Target, 'name' | 'baseline'>, key: string): Baseline {
  const folder = folderOf(target);
  if (folder === undefined)
    throw new NoAnswer(
      ASKED,
      `the baseline of target ${target.name} (${target.baseline})`,
      'no baseline of the old host has been recorded: run the gate `baseline` before the freeze',
    );
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  try {
    const parts = Object.entries(FILES).map(([part, name]) => [part, read(name)]);
    // Written by writeBaseline as a whole: its shape is not validated again.
    const recording = Object.fromEntries(parts) as Recording;
    const facts = withoutUnreadable(recording.facts, 'the old host, as recorded,');
    const { digests, ...about } = read(ABOUT) as About;
    const edited = Object.values(FILES).find((name) => digestOf(read(name)) !== digests[name]);
    if (edited)
      throw new Error(`${edited} has changed since it was recorded: restore it, or record the baseline again`);
    const files = { ...recording.files, list: join(folder, FILE_LIST) };
    const whole = { ...about, ...recording, facts, files };
    return about.key === key ? whole : withoutDigests(whole, folder);
  } catch (cause) {
    throw new NoAnswer(ASKED, `the baseline in ${folder}`, errorMessage(cause), { cause });
  }
}

/** Parts that hold digests of secrets; the others can be compared under any key. */
const WITH_DIGESTS = ['facts', 'machine', 'inventory'] as const satisfies readonly PartName[];

function withoutDigests(baseline: Baseline, folder: string): Baseline {
  const guarded = { ...baseline };
  for (const part of WITH_DIGESTS)
    Object.defineProperty(guarded, part, {
      get: () => {
        throw new NoAnswer(
          ASKED,
          `the baseline in ${folder}`,
          'its digests of secrets cannot be read: it was recorded with a key other than the inventory.key in the state ' +
            'folder of this migration. Restore the original key, or record the baseline again while the old host still serves its visitors',
        );
      },
    });
  return guarded;
}
