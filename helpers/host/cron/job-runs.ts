import type { CronJob } from '../../../targets/schema.js';
import { timesOf } from './crontab-schedule.js';
import { offsetMs } from '../logs/log-time.js';
import type { AskedLog, LogLine } from '../logs/logs.js';
import { names } from './crontab-job.js';

/** `CRON[593]: (bwrox) CMD (cd /home/www ; ...)`: cron(8) logs this when it starts a job. Long commands are truncated. */
const STARTED = /\bCRON\[\d+\]: \((\S+)\) CMD \((.*)\)\s*$/i;

/** A start of a job. */
export type JobStart = LogLine & { readonly user: string };

/** `systemd[1]: Starting backup.service`: systemd logs it in the journal of the unit. */
const STARTED_BY_TIMER = /\bsystemd\[1\]: Start(ing|ed) /;

/** The journal of the unit that a job's timer starts. */
export const timerLog = ({ title }: CronJob, timer: string): AskedLog => ({
  id: timer.replace(/[^\w-]/g, '-'),
  title: `the timer of the ${title}`,
  files: [],
  units: [timer.replace(/timer$/, 'service')],
  createdWhenNeeded: false,
  lines: 'systemd\\[1\\]: Start(ing|ed) ',
  inJournal: true,
});

/**
 * When a job was started, according to the log of cron (by any user and schedule, as long as the command names the job's script) or
 * to the journal of its timer's unit.
 */
export function parseJobStarts(job: Pick<CronJob, 'script' | 'timer' | 'user'>, lines: readonly LogLine[]): JobStart[] {
  const starts = lines.flatMap((line) => {
    if (job.timer !== undefined) return STARTED_BY_TIMER.test(line.text) ? [{ ...line, user: job.user }] : [];
    const [, user, command = ''] = STARTED.exec(line.text) ?? [];
    return user !== undefined && names(command, job.script) ? [{ ...line, user }] : [];
  });
  // If two files contain the same line, it is one start.
  return [...new Map(starts.map((start) => [`${start.at ?? ''} ${start.text}`, start])).values()];
}

const MINUTE = 60_000;
/** Long enough for weekly jobs. */
const HORIZON = 8 * 24 * 60;

/**
 * The first time after a moment at which cron starts a job, in milliseconds since 1970; undefined: not within eight days.
 * @param schedule five fields of crontab(5)
 * @param offset of the host from UTC, e.g. `+0200`
 */
export function firstTurn(schedule: string, after: number, offset: string): number | undefined {
  const times = timesOf(schedule);
  const fields = times.replace(' (either day)', '').split(' ');
  if (fields.length !== 5) return undefined;
  const holds = (index: number, value: number): boolean =>
    fields[index] === '*' || (fields[index] ?? '').split(',').includes(String(value));
  for (let count = 1; count <= HORIZON; count += 1) {
    const at = (Math.floor(after / MINUTE) + count) * MINUTE;
    const local = new Date(at + offsetMs(offset));
    const day = [holds(2, local.getUTCDate()), holds(4, local.getUTCDay())];
    const isDay = times.endsWith('(either day)') ? day.some(Boolean) : day.every(Boolean);
    if (isDay && holds(0, local.getUTCMinutes()) && holds(1, local.getUTCHours()) && holds(3, local.getUTCMonth() + 1))
      return at;
  }
  return undefined;
}
