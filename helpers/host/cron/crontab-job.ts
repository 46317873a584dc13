import type { CronJob } from '../../../targets/schema.js';
import { NoAnswer } from '../../core/no-answer.js';
import type { CrontabEntry } from './crontab.js';
import { reasonsIgnored } from './crontab-ignored.js';
import { timesOf } from './crontab-schedule.js';
import type { CronFacts, CronFile } from '../facts/types.js';
import { scheduledWork } from './scheduled-work.js';

/** Something that a user runs. */
export type Program = Pick<CronJob, 'user' | 'script' | 'command'>;

/** The state of one job in the crontabs of a host. */
export type JobState = {
  /** off: only lines that are commented out or in a place that cron does not read. missing: no line at all. */
  readonly state: 'on' | 'off' | 'missing';
  /** e.g. `/etc/cron.d/bewelcome line 7`. */
  readonly where: readonly string[];
  /**
   * Lines that run the job's script: those in force if there are any, otherwise the others. A schedule that means the same
   * times as the target's is spelled as it is there.
   */
  readonly entries: readonly Pick<CrontabEntry, 'schedule' | 'user' | 'command' | 'environment' | 'input'>[];
  /** Why cron ignores a file that contains one of the lines above, or runs the line differently from what it says. */
  readonly problems: readonly string[];
};

/**
 * Looks for a job in every place cron reads. A line counts if it names the job's script, whatever else differs:
 * a mailbot with another user or schedule still sends mail.
 * @param host how messages name the host
 * @throws {NoAnswer} when a place could not be read, or is not understood
 */
export function findJob(cron: CronFacts, job: CronJob, host: string): JobState {
  const found = scheduledWork(cron, host).filter(
    ({ table, command }) =>
      names(command, job.script) || (table.kind === 'script' && linesNaming(table, job.script).length > 0),
  );
  // A different spelling of the same times is not a difference.
  const times = job.timer === undefined ? timesOf(job.schedule) : job.schedule;
  const on = found.filter((work) => work.on && (names(work.command, job.script) || runs(work.table, job.script)));
  const chosen = on.length > 0 ? on : found;
  const crontabs = new Set(chosen.map(({ table }) => table).filter(({ kind }) => kind === 'system' || kind === 'user'));
  return {
    state: on.length > 0 ? 'on' : found.length > 0 ? 'off' : 'missing',
    where: chosen.map(({ where }) => where),
    entries: chosen.map((work) => ({
      schedule: work.times === times ? job.schedule : (work.schedule ?? work.times),
      user: work.user,
      command: work.command,
      environment: work.environment ?? {},
      input: work.input,
    })),
    problems: [
      ...[...crontabs].flatMap((table) => reasonsIgnored(table, cron, host).map((why) => `${table.path}: ${why}`)),
      ...chosen.flatMap(({ where, warnings = [] }) => warnings.map((why) => `${where}: ${why}`)),
    ],
  };
}

/**
 * May the job's user start its script? Tried on the host as that user.
 * @param name how messages name the host
 * @throws {NoAnswer} when the account exists but could not be used to try
 */
export function scriptOf(
  cron: CronFacts,
  job: Program,
  name: string,
): { exists: boolean; mayRun: boolean; why: string } {
  const script = cron.scripts[`${job.user} ${job.script}`];
  if (script?.ownership !== undefined && !script.tried && job.user in cron.accounts)
    throw new NoAnswer(`test -r and -x of ${job.script} as ${job.user}`, name, `su started no shell for ${job.user}`);
  const { owner = '', group = '', mode = '' } = script?.ownership ?? {};
  const isDirect = runsDirectly(job);
  return {
    exists: script?.ownership !== undefined,
    mayRun: (isDirect ? script?.executable : script?.readable) === true,
    why: `${isDirect ? 'must be executable' : 'must be readable'}; mode ${mode}, owner ${owner}:${group}`,
  };
}

/** Does the command run the script itself, or hand it to an interpreter, which only needs to read it? */
export function runsDirectly(job: Program): boolean {
  const before = job.command.slice(0, Math.max(job.command.indexOf(job.script), 0)).trimEnd();
  return before === '' || /(?:[;&|(]|\bexec)$/.test(before);
}

/** Lines that name a script, commented out or not. */
const linesNaming = ({ text }: CronFile, script: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => names(line, script));

const runs = (table: CronFile, script: string): boolean =>
  linesNaming(table, script).some((line) => !line.startsWith('#'));

/**
 * `/x/mailbot.php` is not named by `/x/mailbot.php.old`; `/usr/local/bin/backup` is named by `backup --all`, which is found through the
 * PATH, and `/home/anna/bin/count` is named by `$HOME/bin/count`.
 */
export function names(command: string, script: string): boolean {
  const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const name = script.slice(script.lastIndexOf('/') + 1);
  return new RegExp(
    `(?:${literal(script)}|(?<![\\w./$~{}-])(?:(?:\\$\\{?\\w+\\}?|~)(?:/[\\w.-]+)*/)?${literal(name)})(?![\\w.-])`,
  ).test(command);
}
