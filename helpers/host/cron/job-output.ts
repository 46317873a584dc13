import { hideSecrets } from '../../core/hide-secrets.js';
import type { CronRun } from './run-job.js';

/** How an error begins that quotes jobs: it explains what a check missed of their work. */
export const JOB_PRINTED = 'A job that this check started';

/** Longest output of a job that is quoted: its beginning and its end say why it stopped. */
const QUOTED = 1_500;

/** A line that says why a program stopped; interpreters print where it happened before that, over several lines. */
const TELLING = /^.*\b(?:\w*error|fatal|denied|not found|no such file|cannot|failed)\b.*$/im;

/**
 * How a job ended, with all that it printed: some report on stdout why they stop, and exit with status 0. The line that
 * says why comes first.
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
