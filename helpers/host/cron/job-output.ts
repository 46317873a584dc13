import type { CronRun } from './run-job.js';

/** How an error begins that quotes jobs: it explains what a check missed of their work. */
export const JOB_PRINTED = 'A job that this check started';

/** Longest output of a job that is quoted: its beginning and its end say why it stopped. */
const QUOTED = 1_500;

/** How a job ended, with all that it printed: some report on stdout why they stop, and exit with status 0. */
export function jobInWords(id: string, { exitCode, stdout, stderr }: CronRun): string {
  const output = [stdout, stderr]
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .join('\n');
  const quoted =
    output.length <= QUOTED ? output : `${output.slice(0, QUOTED / 2)}\n[...]\n${output.slice(-QUOTED / 2)}`;
  return `${id} ended with status ${exitCode} and printed ${output === '' ? 'nothing' : `this:\n${quoted}`}`;
}
