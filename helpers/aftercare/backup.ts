import { readFile } from 'node:fs/promises';
import type { Host, Target } from '../../targets/schema.js';
import { NoAnswer } from '../core/no-answer.js';
import { shellQuote } from '../ssh/ssh-errors.js';
import type { Reachable } from '../ssh/ssh-script.js';
import { runScript, hostLabel } from '../ssh/ssh.js';
import { linesAfter } from '../core/lines.js';

/** The newest archive of the backup job. */
export type Backup = {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly madeAt: Date;
  /** When the job was last due to make one, by the clock of its host. */
  readonly dueAt: Date;
  /** Its problems, one line each: absent or truncated dumps. Undefined: it cannot be read without a key. */
  readonly problems: readonly string[] | undefined;
};

/** The databases for which the target requires dumps: its own and further ones. */
export const wantedDumps = ({ databases, aftercare }: Target): string[] => [
  ...databases.names,
  ...aftercare.backup.furtherDatabases,
];

const ASKED = 'its newest backup';
/** A job that was due half an hour ago may still be running. */
const GRACE_MS = 30 * 60_000;
const TIMEOUT_MS = 180_000;

/**
 * Finds the newest backup of a host and looks into it, in one round trip; undefined if there is none.
 * @throws {NoAnswer} when the host could not be asked, or the target's job does not run once a day
 */
export async function newestBackup(target: Target, host: Host): Promise<Backup | undefined> {
  const { folder, prefix } = target.aftercare.backup;
  const variables = {
    FOLDER: folder,
    PREFIX: prefix,
    DUE: dailyAt(target.cron.jobs.find(({ isBackup }) => isBackup)?.schedule ?? ''),
    DATABASES: wantedDumps(target).join('\n'),
  };
  const { stdout } = await runScript(host, await scriptOf('backup.sh', variables), {
    timeoutMs: TIMEOUT_MS,
    description: ASKED,
  });
  const lines = stdout.trim().split('\n');
  if (lines.at(-1) !== 'complete') throw new NoAnswer(ASKED, hostLabel(host), 'its answer was cut off');
  return readBackup(lines);
}

/** A script in this folder, preceded by variable assignments. */
export async function scriptOf(file: string, variables: Readonly<Record<string, string | number>>): Promise<string> {
  const set = Object.entries(variables).map(([name, value]) => `${name}=${shellQuote(String(value))}\n`);
  return set.join('') + (await readFile(new URL(file, import.meta.url), 'utf8'));
}

/** `00 02 * * *` is `02:00`; other schedules have no time of day by which to judge a backup late. */
export function dailyAt(schedule: string): string {
  const [, minute, hour] = /^(\d{1,2}) (\d{1,2}) \* \* \*$/.exec(schedule) ?? [];
  if (minute === undefined || hour === undefined)
    throw new NoAnswer(
      'when the backup is due',
      'the target',
      `its backup job (isBackup) has no schedule of the form MINUTE HOUR * * * (schedule: ${schedule || 'none'})`,
    );
  return `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
}

/** Reads the output of backup.sh; undefined if it found no archive. */
export function readBackup(lines: readonly string[]): Backup | undefined {
  const after = linesAfter(lines);
  const [archive] = after('archive');
  if (archive === undefined) return undefined;
  const [madeAt = '', bytes = '', sha256 = '', ...name] = archive.split(' ');
  const now = Number(after('now')[0]) * 1000;
  const [today = 0, yesterday = 0] = (after('due')[0] ?? '').split(' ').map((seconds) => Number(seconds) * 1000);
  const problems = after('dump').flatMap((line) => {
    const [database = '', state = ''] = line.split(' ');
    if (state === 'whole') return [];
    return [
      `${database}: ${state === 'absent' ? 'no dump in the archive' : 'its dump is truncated: the last line is missing'}`,
    ];
  });
  return {
    name: name.join(' '),
    bytes: Number(bytes),
    sha256,
    madeAt: new Date(Number(madeAt) * 1000),
    dueAt: new Date(now < today + GRACE_MS ? yesterday : today),
    problems: lines.includes('encrypted')
      ? undefined
      : [...after('unreadable').map((why) => `tar cannot read it: ${why}`), ...problems],
  };
}

/** Was it made when it was last due? */
export const isFresh = (backup: Backup | undefined): boolean => backup !== undefined && backup.madeAt >= backup.dueAt;

/** The bytes of an archive, or of a folder of dumps packed the way backup.sh packs it. */
const packed = (name: string): string =>
  `if [ -d ${shellQuote(name)} ]; then tar -C ${shellQuote(name)} --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf - .; else cat -- ${shellQuote(`./${name}`)}; fi`;

/** The file that another machine stores under the name of a backup. */
export type OffsiteCopy = { readonly sha256: string; readonly isSameMachine: boolean };

/**
 * Looks for a backup on another machine.
 * @param own the machine that made it: the other machine must not be the same one under another name
 * @throws {NoAnswer} when one of the two could not be asked
 */
export async function findOffsiteCopy(store: Reachable, folder: string, name: string, own: Host): Promise<OffsiteCopy> {
  const keys = 'cat /etc/ssh/ssh_host_*_key.pub | cut -d " " -f 1,2 | sort | sha256sum';
  const [there, here] = await Promise.all([
    runScript(
      store,
      `${keys}\ncd ${shellQuote(folder)} 2>/dev/null && [ -e ${shellQuote(name)} ] && ${packed(name)} | sha256sum`,
      {
        timeoutMs: 60_000,
        description: `its copy of ${name}`,
      },
    ),
    runScript(own, keys, { description: 'its ssh host keys' }),
  ]);
  const [who = '', sum = ''] = there.stdout.split('\n');
  return { sha256: sum.slice(0, 64), isSameMachine: who === here.stdout.split('\n')[0] };
}
