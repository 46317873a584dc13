import { describeFailure } from '../../core/failure.js';
import { unique } from '../../core/lists.js';
import { hideSecrets } from '../../core/hide-secrets.js';
import type { CronRun } from './run-job.js';

/** The beginning of an error that quotes jobs. */
const jobsPrinted = (ids: readonly string[]): string =>
  `${unique(ids).length === 1 ? 'A job' : 'Jobs'} that this check started`;

/** Maximum length of quoted job output: its beginning and its end say why it stopped. */
const QUOTED = 1_500;

/** A run of a job by id. */
export type PlayedJob = { readonly id: string; readonly run: CronRun };

/**
 * The text about jobs that a check started, kept as a failure. It comes before the text of the check, since it usually says
 * why the check failed; if no job reported anything, it explains nothing and comes after.
 */
export function describeJobs(played: readonly PlayedJob[], whom: string): string {
  const received = unique(played.map(({ id, run }) => jobInWords(id, run))).join('\n');
  const isSilent = played.every(({ run }) => run.exitCode === 0 && (run.stdout + run.stderr).trim() === '');
  const message = `${jobsPrinted(played.map(({ id }) => id))}: ${received}`;
  describeFailure(message, {
    kind: isSilent ? 'finding' : 'site-broke',
    asked: 'the jobs that this check started',
    of: whom,
    expected: 'their work done',
    received,
    lookAt: '',
  });
  return message;
}

/** A line that says why a program stopped; interpreters first print the location, over several lines. */
const TELLING = /^.*\b(?:\w*error|fatal|denied|not found|no such file|cannot|failed)\b.*$/im;

/**
 * How a job ended, with all of its output: some jobs report on stdout why they stop, and exit with status 0. The line that
 * gives the reason comes first.
 */
export function jobInWords(id: string, { exitCode, stdout, stderr }: CronRun): string {
  const output = [stdout, stderr]
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map(hideSecrets)
    .join('\n');
  const quoted =
    output.length <= QUOTED ? output : `${output.slice(0, QUOTED / 2)}\n[...]\n${output.slice(-QUOTED / 2)}`;
  const ended = `${id} ended with status ${exitCode}`;
  if (output === '') return `${ended} and printed nothing`;
  const [why] = TELLING.exec(output) ?? [];
  return why === undefined || output.startsWith(why)
    ? `${ended} and printed this:\n${quoted}`
    : `${ended}: ${why.trim()}\nIt printed this:\n${quoted}`;
}
