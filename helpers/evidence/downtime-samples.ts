import type { Host } from '../../targets/schema.js';
import { ACCESS_LOGS } from '../host/logs/log-format.js';
import { NoAnswer } from '../core/no-answer.js';
import type { SampleOutcome, Sample } from './downtime.js';
import { runScript, hostLabel } from '../ssh/ssh.js';

/** Of each log, in bytes. */
const TAIL_BYTES = 50_000_000;
const TIMEOUT_MS = 60_000;
const CLASSES: Readonly<Record<string, SampleOutcome>> = { '0': 'closed (503)', '1': 'error page', '2': 'served' };

/**
 * Runs on the host, where the lines are: they are put into the order of their times, and only the first and the last of
 * each row of like answers come over.
 * @param logs pattern of the shell
 */
export const changesIn = (logs: string): string => `
for log in ${logs} ${logs}.1; do [ -f "$log" ] && tail -q -c ${TAIL_BYTES} -- "$log"; done | awk '
match($0, /\\[[0-9]+\\/[A-Z][a-z][a-z]\\/[0-9:]+ [-+][0-9][0-9][0-9][0-9]\\]/) {
  time = substr($0, RSTART + 1, RLENGTH - 2); rest = substr($0, RSTART + RLENGTH)
  if (!match(rest, /" [0-9][0-9][0-9] /)) next
  status = substr(rest, RSTART + 2, 3)
  split(time, part, /[\\/: ]/)
  month = (index("JanFebMarAprMayJunJulAugSepOctNovDec", part[2]) + 2) / 3
  printf "%04d-%02d-%02dT%02d:%02d:%02d%s %d\\n", part[3], month, part[1], part[4], part[5], part[6], part[7],
    (status == 503 ? 0 : status >= 500 ? 1 : 2)
}' | LC_ALL=C sort | awk '
NR == 1 || $2 != last { if (NR > 1) print line; print; last = $2 }
{ line = $0 }
END { if (NR > 0) print line }'`;

/**
 * What whoever came to a host was answered since a moment, as its access logs have it: the answers at which it changed. Time
 * is exact to the second, in milliseconds since 1970; within a second the worst answer comes first.
 * @throws {NoAnswer} when the host could not be asked, or its logs hold nothing of that time
 */
export async function answersSince(since: Date, host: Host): Promise<Sample[]> {
  const asking = `what visitors were answered, by ${ACCESS_LOGS}`;
  const { stdout } = await runScript(host, changesIn(ACCESS_LOGS), { description: asking, timeoutMs: TIMEOUT_MS });
  const samples = readAnswers(stdout).filter(({ at }) => at >= since.getTime());
  if (samples.length > 0) return samples;
  throw new NoAnswer(asking, hostLabel(host), `the logs hold no answer since ${since.toISOString()}`);
}

/** `2012-06-22T14:00:05+0200 0`, a line each. */
export function readAnswers(text: string): Sample[] {
  return text.split('\n').flatMap((line) => {
    const [, moment = '', offset = '', kind = ''] =
      /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)([-+]\d{4}) ([012])$/.exec(line) ?? [];
    const at = Date.parse(`${moment}${offset.slice(0, 3)}:${offset.slice(3)}`);
    const outcome = CLASSES[kind];
    return Number.isNaN(at) || outcome === undefined ? [] : [{ at, outcome }];
  });
}
