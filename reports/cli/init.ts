import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { errorMessage } from '../../helpers/core/no-answer.js';
import { stateFolder } from '../../helpers/core/folders.js';
import { readFound, writeTarget } from '../../helpers/init/files.js';
import { findOn } from '../../helpers/init/found.js';
import { identify, whyNotPair } from '../../helpers/init/identify.js';
import { shortName, type Found } from '../../targets/drafted.js';
import { clean } from '../outputs/text.js';

const STATUS = { written: 0, failed: 1, misused: 2 } as const;
const TARGETS = fileURLToPath(new URL('../../targets', import.meta.url));
const USAGE = `npm run init -- --old SSH --new SSH [options]
  Reads both hosts, changes nothing on them, and writes targets/NAME: found.json and, unless they exist already,
  target.ts, settings.env, and waivers.json, which are yours to edit. If run again, it updates found.json and shows
  what has changed.
  --old, --new        ssh destination: an alias from ~/.ssh/config or user@host, for root or an account with sudo
  --name NAME         name of the target (default: OLD-to-NEW)
  --yes               ask no questions
  --ssh-config FILE   use this file instead of ~/.ssh/config
  --resolver ADDRESS  query this resolver (one that visitors use) instead of this machine's resolvers; may be repeated
  --downgrade         allow a new host with an older system than that of the old host
  Exit status: 0 written, 1 a host could not be read, the two are not a valid pair, or the name of the target cannot be
  used, 2 the command line is not valid.`;

type Say = (line: string) => void;
const print: Say = (line) => process.stdout.write(`${line}\n`);

const readOptions = (argv: readonly string[]) => {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      old: { type: 'string' },
      new: { type: 'string' },
      name: { type: 'string' },
      yes: { type: 'boolean', default: false },
      'ssh-config': { type: 'string' },
      resolver: { type: 'string', multiple: true },
      downgrade: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { old, new: now, help } = values;
  if (help) return undefined;
  if (!old || !now) throw new Error('Which hosts? --old and --new are both needed.');
  if (old === now) throw new Error(`--old and --new are the same: ${old}`);
  return { ...values, old, new: now };
};
type Options = NonNullable<ReturnType<typeof readOptions>>;

/** @returns the exit status */
export async function init(argv: readonly string[], say: Say = print, targets = TARGETS): Promise<number> {
  let options: Options | undefined;
  try {
    options = readOptions(argv);
  } catch (error) {
    say(`${clean(errorMessage(error))}\n\n${USAGE}`);
    return STATUS.misused;
  }
  if (options === undefined) {
    say(USAGE);
    return STATUS.written;
  }
  try {
    await draft(options, say, targets);
    return STATUS.written;
  } catch (error) {
    say(clean(errorMessage(error)));
    return STATUS.failed;
  }
}

async function draft(options: Options, say: Say, targets: string): Promise<void> {
  const config = options['ssh-config'];
  const asks = !options.yes && process.stdin.isTTY && process.stdout.isTTY;
  const [old, now] = await Promise.all([identify(options.old, config), identify(options.new, config)]);
  const name = options.name ?? (await nameFor(`${shortName(old)}-to-${shortName(now)}`.toLowerCase(), asks));
  const folder = folderOf(targets, name);
  const before = readFound(folder);
  const why = whyNotPair(old, now, { before: before?.hosts, mayDowngrade: options.downgrade });
  if (why !== undefined) throw new Error(why);

  const found = await findOn({ old, new: now }, stateFolder(name), options.resolver ?? [], say);
  const first = await firstSite(found, asks && before === undefined);
  const { written, changes } = writeTarget(folder, found, first);
  for (const line of summary(name, found, written, before === undefined ? undefined : changes)) say(clean(line));
}

/** Loaded only when needed: without a terminal, no questions are asked. */
const prompts = () => import('@inquirer/prompts');

const nameFor = async (proposed: string, asks: boolean): Promise<string> =>
  asks ? (await prompts()).input({ message: 'Name of the target', default: proposed }) : proposed;

/** @throws Error when this is not a valid target name, or is that of a target that init did not write */
function folderOf(targets: string, name: string): string {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name))
    throw new Error(`${name} is not a valid target name: use only lowercase letters, digits, and hyphens`);
  const folder = join(targets, name);
  if (existsSync(join(folder, 'target.ts')) && readFound(folder) === undefined)
    throw new Error(`targets/${name} was not written by init, so it is left alone: choose another --name`);
  return folder;
}

async function firstSite({ sites }: Found, asks: boolean): Promise<string | undefined> {
  const moving = sites.filter(({ redirect }) => redirect === null).map(({ host }) => host);
  if (!asks || moving.length < 2) return moving[0];
  return (await prompts()).select({ message: 'The site that represents the migration', choices: moving });
}

function summary(
  name: string,
  found: Found,
  written: readonly string[],
  changes: readonly string[] | undefined,
): string[] {
  const counted = (['sites', 'databases', 'services', 'jobs', 'mail', 'logs'] as const).map((part) => {
    const many = part === 'mail' ? 'mail settings' : part;
    return `${found[part].length} ${found[part].length === 1 ? many.replace(/s$/, '') : many}`;
  });
  return [
    `Found on ${found.hosts.old.hostname}: ${counted.join(', ')}.`,
    ...found.gaps.map((gap) => `  gap: ${gap}`),
    ...(changes === undefined
      ? []
      : [changes.length === 0 ? 'Nothing has changed since last time.' : 'Changed since last time:']),
    ...(changes ?? []).map((change) => `  ${change}`),
    `Written: ${written.map((file) => `targets/${name}/${file}`).join(', ')}`,
    '',
    'Next:',
    `  1. correct targets/${name}/target.ts, and fill in targets/${name}/settings.env`,
    `  2. npm run lists -- --write`,
    `  3. npm run doctor -- --target ${name}`,
    `  4. MIGRATION_TARGET=${name} npx playwright test --project='*-prerelease'`,
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await init(process.argv.slice(2));
