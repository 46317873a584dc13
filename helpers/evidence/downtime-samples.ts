import type { Host } from '../../targets/schema.js';
import { ACCESS_LINE_AWK, unreadLines } from '../host/logs/access-log-lines.js';
import { logFilesScript, whyNotWhole } from '../host/logs/log-files.js';
import { ACCESS_LOGS, ACCESS_LOGS_SCRIPT } from '../host/logs/log-format.js';
import { NoAnswer } from '../core/no-answer.js';
import type { SampleOutcome, Sample } from './downtime.js';
import { runScript, hostLabel } from '../ssh/ssh.js';

/** Bytes read from each log. */
const TAIL_BYTES = 50_000_000;
const TIMEOUT_MS = 60_000;
const CLASSES: Readonly<Record<string, SampleOutcome>> = { '0': 'closed (503)', '1': 'error page', '2': 'served' };

/**
 * Runs on the host, where the lines are: they are sorted by time, and only the first and the last of
 * each series of identical outcomes are transferred.
 */
export const CHANGES_SCRIPT = String.raw`${ACCESS_LOGS_SCRIPT}${logFilesScript(TAIL_BYTES)}
access_logs | while read -r log; do log_files "$log"; done | sort -u | while read -r path; do
  whole "$path" | tr -d '\000' | cut -b -40000 | LOG=$path awk '${ACCESS_LINE_AWK}
  {
    printf "%04d-%02d-%02dT%02d:%02d:%02d%s %d\n", part[3], month, part[1], part[4], part[5], part[6], zone,
      (status == 503 ? 0 : status >= 500 ? 1 : 2)
  }'
done | LC_ALL=C sort | awk '
/\t/ { print; next }
last == "" || $2 != last { if (last != "") print line; print; last = $2 }
{ line = $0 }
END { if (last != "") print line }'`;

/**
 * The answers that visitors of a host have received since a given time, from its access logs: those at which the answer
 * changed. Time is exact to the second, in milliseconds since 1970; within a second the worst answer comes first.
 * @throws {NoAnswer} when the host could not be asked, its logs cannot be read, or they contain nothing from that time
 */
export async function answersSince(since: Date, host: Host): Promise<Sample[]> {
  const asking = `the answers that visitors received, according to ${ACCESS_LOGS}`;
  const { stdout, stderr } = await runScript(host, CHANGES_SCRIPT, { description: asking, timeoutMs: TIMEOUT_MS });
  const all = readAnswers(stdout);
  const { unread, cut } = whyNotWhole(stderr);
  const isWhole = cut.size === 0 || all.some(({ at }) => at < since.getTime());
  const [why] = [...unread, ...(isWhole ? [] : cut.values()), ...unreadLines(stdout)];
  if (why !== undefined) throw new NoAnswer(asking, hostLabel(host), `its access log cannot be read in full: ${why}`);
  const samples = all.filter(({ at }) => at >= since.getTime());
  if (samples.length > 0) return samples;
  throw new NoAnswer(asking, hostLabel(host), `the logs contain no answers since ${since.toISOString()}`);
}

/** `2012-06-22T14:00:05+0200 0`, one per line. */
export function readAnswers(text: string): Sample[] {
  return text.split('\n').flatMap((line) => {
    const [, moment = '', offset = '', kind = ''] =
      /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)([-+]\d{4}) ([012])$/.exec(line) ?? [];
    const at = Date.parse(`${moment}${offset.slice(0, 3)}:${offset.slice(3)}`);
    const outcome = CLASSES[kind];
    return Number.isNaN(at) || outcome === undefined ? [] : [{ at, outcome }];
  });
}
