import { createHmac, randomBytes } from 'node:crypto';
import type { Target } from '../../targets/schema.js';
import { AREAS, COLLECTORS } from './collectors/index.js';
import { familiesIn, ownersIn } from './collectors/system/packages.js';
import { readFrames, type Frame, type Output } from './frames.js';
import { byRole, namesOf, type Named } from './roles.js';
import { merged } from './rows.js';
import { composeScript, DEFAULT_SECONDS } from './script.js';
import type { SealKey } from './seal.js';
import type { Area, Inventory, Item, ParseContext, Reading, ScriptVariables } from './types.js';
import { parseYardstick, YARDSTICK } from './yardstick.js';

export type Role = Inventory['role'];

/** Runs a script on a host and yields its output line by line, without storing it. */
export type RunLines = (script: string) => AsyncIterable<string>;

/** A target's description of its hosts and of how they are read. */
export type InventorySubject = Pick<Target, 'inventory' | 'dataDirectory'> & {
  readonly hosts: Readonly<Record<Role, Named & { readonly name: string }>>;
  readonly aftercare: { readonly backup: Pick<Target['aftercare']['backup'], 'folder'> };
};

/** Folders that other checks compare, or that hold data of services that have their own areas. */
const ELSEWHERE = [
  '/var/lib/dpkg',
  '/var/lib/apt',
  '/var/lib/mysql',
  '/var/lib/postgresql',
  '/var/lib/mongodb',
  '/var/lib/redis',
  '/var/lib/docker',
  '/var/lib/containerd',
  '/var/lib/lxc',
  '/var/spool/postfix',
  '/var/spool/exim4',
  '/var/spool/mqueue',
];

/**
 * Takes the inventory of a host, all areas in one round trip. Unreadable parts are recorded in the inventory.
 * @throws {NoAnswer} when the host could not be asked at all
 */
export async function takeInventory(
  target: InventorySubject,
  role: Role,
  key: SealKey,
  run: RunLines,
): Promise<Inventory> {
  const nonce = randomBytes(12).toString('hex');
  const began = Date.now();
  const parts = [...AREAS.map((area) => ({ name: area, ...COLLECTORS[area] })), YARDSTICK];
  const output = await readFrames(run(composeScript(parts, variablesOf(target, role), { nonce, ...key })), nonce);
  const seconds = (Date.now() - began) / 1000;
  const host = target.hosts[role];
  const hosts = (['old', 'new'] as const).map((each) => ({ role: each, names: namesOf(target.hosts[each]) }));
  const normalise = (text: string): string => byRole(text, hosts);
  const context: ParseContext = {
    seal: (text) => createHmac('sha256', key.outer).update(text).digest('hex').slice(0, 16),
  };
  return {
    host: host.name,
    role,
    taken: new Date(began).toISOString(),
    areas: readAreas(output, context, normalise),
    yardstick: parseYardstick(output.frames.get(YARDSTICK.name)),
    owners: ownersIn(output.frames.get('packages')?.rows ?? []),
    families: familiesIn(output.frames.get('packages')?.rows ?? []),
    cost: { seconds, cpuSeconds: output.cpuSeconds },
  };
}

/** Reads every frame, and replaces the names of the hosts with their roles. */
function readAreas(
  { frames, account, isRoot }: Output,
  context: ParseContext,
  normalise: (text: string) => string,
): Inventory['areas'] {
  const all = AREAS.map((area): [Area, Reading] => {
    const frame = frames.get(area);
    const { items, unreadable } = COLLECTORS[area].parse(frame?.rows ?? [], context);
    const why =
      whyCut(frame, COLLECTORS[area].seconds) ??
      (items.length + unreadable.length === 0 ? emptyAs(account, isRoot) : undefined);
    return [
      area,
      {
        items: merged(items.map((item) => normalised(item, normalise))),
        unreadable: [...unreadable, ...(why === undefined ? [] : [{ area, scope: '', why }])],
      },
    ];
  });
  // One entry for each area.
  return Object.fromEntries(all) as Inventory['areas'];
}

/** Every host has something: an empty area means that its script failed to read it. */
const emptyAs = (account: string, isRoot: boolean): string =>
  `its script found nothing at all${isRoot ? '' : ` when run as ${account}`}`;

const normalised = (item: Item, normalise: (text: string) => string): Item => ({
  ...item,
  key: normalise(item.key),
  value: Object.fromEntries(Object.entries(item.value).map(([facet, text]) => [facet, normalise(text)])),
  source: normalise(item.source),
});

/** Why the output of a script is incomplete; undefined when the script finished. */
export function whyCut(frame: Frame | undefined, seconds = DEFAULT_SECONDS): string | undefined {
  if (frame === undefined) return 'the answer from the host ended before this area';
  if (frame.status === undefined) return `the answer from the host was cut off here${saying(frame.errors)}`;
  if (frame.status === 124) return `not fully read within ${seconds} s (up to four times that on a busy host)`;
  return frame.status === 0 ? undefined : `its script ended with exit status ${frame.status}${saying(frame.errors)}`;
}

const saying = (errors: string): string => (errors === '' ? '' : `: ${errors}`);

function variablesOf(target: InventorySubject, role: Role): ScriptVariables {
  const { roots, byteCeiling, fileLimit, fileCount } = target.inventory;
  const names = (each: Role): string => namesOf(target.hosts[each]).join('\n');
  return {
    ROOTS: roots.join('\n'),
    ELSEWHERE: [...ELSEWHERE, target.dataDirectory, target.aftercare.backup.folder]
      .filter((path) => path !== '')
      .join('\n'),
    FILE_LIMIT: String(fileLimit),
    BYTE_CEILING: String(byteCeiling),
    FILE_COUNT: String(fileCount),
    OWN_NAMES: names(role),
    OTHER_NAMES: names(role === 'old' ? 'new' : 'old'),
    BACKUPS: target.aftercare.backup.folder,
  };
}
