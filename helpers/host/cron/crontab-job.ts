import type { CronJob } from '../../../targets/schema.js';
import { NoAnswer } from '../../core/no-answer.js';
import { parseCrontab, type CrontabEntry } from './crontab.js';
import { timesOf } from './crontab-schedule.js';
import type { UnixAccount, CronFacts, CronFile } from '../facts/types.js';

/** Something that a user runs. */
export type Program = Pick<CronJob, 'user' | 'script' | 'command'>;

/** What the crontabs of a host say about one job. */
export type JobState = {
  /** off: only commented-out lines. missing: no line at all. */
  readonly state: 'on' | 'off' | 'missing';
  /** Where it stands, e.g. `/etc/cron.d/bewelcome line 7`. */
  readonly where: readonly string[];
  /**
   * Lines that run the job's script: those in force when there are any, else the commented-out ones. A schedule that
   * means the same times as the target's is spelt as there.
   */
  readonly entries: readonly CrontabEntry[];
  /** Why cron ignores a file that holds one of the lines above. */
  readonly problems: readonly string[];
};

/**
 * Looks for a job in every place cron reads. A line counts when it names the job's script, whatever else differs:
 * a mailbot with another user or schedule sends mail all the same.
 */
export function findJob(cron: CronFacts, job: CronJob): JobState {
  const found = cron.tables.flatMap((table) =>
    entriesOf(table, job.script).map((entry) => ({ entry, table, where: `${table.path} line ${entry.line}` })),
  );
  // Another spelling of the same times is no difference.
  const times = timesOf(job.schedule);
  const on = found.filter(({ entry }) => entry.on);
  const chosen = on.length > 0 ? on : found;
  return {
    state: on.length > 0 ? 'on' : found.length > 0 ? 'off' : 'missing',
    where: chosen.map(({ where }) => where),
    entries: chosen.map(({ entry }) => (entry.times === times ? { ...entry, schedule: job.schedule } : entry)),
    problems: [...new Set(chosen.map(({ table }) => table))].flatMap((table) => reasonsIgnored(table, cron.accounts)),
  };
}

/**
 * May the job's user start its script? Tried on the host as that user.
 * @param name how messages name the host
 * @throws {NoAnswer} when the account is there and could not be used to try
 */
export function scriptOf(
  cron: CronFacts,
  job: Program,
  name: string,
): { exists: boolean; mayRun: boolean; why: string } {
  const script = cron.scripts[`${job.user} ${job.script}`];
  if (script?.ownership !== undefined && !script.tried && job.user in cron.accounts)
    throw new NoAnswer(`test -r and -x of ${job.script} as ${job.user}`, name, 'su gave no shell of that user');
  const { owner = '', group = '', mode = '' } = script?.ownership ?? {};
  const isDirect = runsDirectly(job);
  return {
    exists: script?.ownership !== undefined,
    mayRun: (isDirect ? script?.executable : script?.readable) === true,
    why: `${isDirect ? 'must be executable' : 'must be readable'}; mode ${mode}, owner ${owner}:${group}`,
  };
}

/** Does the command run the script itself, or hand it to an interpreter that needs to read it only? */
export function runsDirectly(job: Program): boolean {
  const before = job.command.slice(0, Math.max(job.command.indexOf(job.script), 0)).trimEnd();
  return before === '' || /(?:[;&|(]|\bexec)$/.test(before);
}

function entriesOf(table: CronFile, script: string): CrontabEntry[] {
  if (table.kind !== 'other')
    return parseCrontab(table.text, ownerOf(table)).entries.filter(({ command }) => names(command, script));
  // Not a crontab: what is not a comment is taken for running.
  return table.text.split('\n').flatMap((text, index) => {
    const command = text.trim();
    if (!names(command, script)) return [];
    const on = !command.startsWith('#');
    const elsewhere = { schedule: '(see there)', times: '(see there)', user: '(see there)', input: undefined };
    return [{ ...elsewhere, line: index + 1, on, command, environment: {} }];
  });
}

/** `/x/mailbot.php` is not named by `/x/mailbot.php.old`. */
function names(command: string, script: string): boolean {
  const after = command.indexOf(script) + script.length;
  return command.includes(script) && !/[\w.-]/.test(command.charAt(after));
}

const ownerOf = (table: CronFile): string | undefined =>
  table.kind === 'user' ? table.path.slice(table.path.lastIndexOf('/') + 1) : undefined;

/**
 * Why Debian's cron would not load a file: cron(8) and, for the messages quoted, its log.
 * @param accounts those that were asked for; a job of theirs without an account makes cron refuse the file
 */
export function reasonsIgnored(table: CronFile, accounts: Readonly<Record<string, UnixAccount>> = {}): string[] {
  if (table.kind === 'other') return [];
  const name = table.path.slice(table.path.lastIndexOf('/') + 1);
  const mode = Number.parseInt(table.mode, 8);
  const { entries, errors } = parseCrontab(table.text, ownerOf(table));
  const strangers = [...new Set(entries.filter(({ on }) => on).map(({ user }) => user))].filter(
    (user) => !(user in accounts),
  );
  const system = table.kind === 'system';
  const problems: readonly (readonly [boolean, string])[] = [
    [
      table.path.startsWith('/etc/cron.d/') && !/^[\w-]+$/.test(name),
      'its name holds other characters than letters, digits, underscores and hyphens',
    ],
    [system && table.owner !== 'root', `it belongs to ${table.owner}, not to root (WRONG FILE OWNER)`],
    [!system && table.owner !== name && table.owner !== 'root', `it belongs to ${table.owner} (WRONG FILE OWNER)`],
    [
      table.linkedOwner !== undefined && (!system || table.linkedOwner !== 'root'),
      `it is a link to a file of ${table.linkedOwner ?? ''}`,
    ],
    [system && (mode & 0o022) !== 0, `its mode is ${table.mode}, so that others may write (INSECURE MODE)`],
    [!system && mode !== 0o600, `its mode is ${table.mode}, not 600 (INSECURE MODE)`],
    [table.hardLinks > 1, 'it has more than one name (NUMBER OF HARD LINKS > 1)'],
    [table.text !== '' && !table.text.endsWith('\n'), 'its last line has no line end (Missing newline before EOF)'],
    ...errors.map(({ line, why }) => [true, `line ${line}: ${why} (Syntax error)`] as const),
    ...strangers.map((user) => [true, `there is no account ${user} (bad username)`] as const),
  ];
  return problems.filter(([holds]) => holds).map(([, why]) => `${table.path}: ${why}`);
}
