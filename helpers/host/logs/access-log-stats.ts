import type { Host } from '../../../targets/schema.js';
import { ACCESS_LOGS } from './log-format.js';
import { NoAnswer } from '../../core/no-answer.js';
import type { HostFacts } from '../facts/types.js';
import { offsetMs } from './log-time.js';
import { runScript, hostLabel } from '../../ssh/ssh.js';

/** Requests that were answered alike. */
export type RequestCount = {
  readonly count: number;
  /** Of the client, as the server took it to be. */
  readonly address: string;
  readonly status: number;
  /** What was asked for; only of answers that are errors of the server. */
  readonly path: string;
};

/** Of each log, in bytes: days of a busy site. */
const TAIL_BYTES = 50_000_000;
const TIMEOUT_MS = 60_000;
/** Kinds of requests that come over, the most frequent first. */
const MAX_ITEMS = 20_000;
/** What every client of this suite calls itself begins so: helpers/routing/visitor-routes.ts. */
const OWN = 'migration-verdict/';

/**
 * The lines are counted on the host, where they are, by any awk: mawk takes no bare comparison after `print`.
 * @param logs pattern of the shell
 * @param since local time of the host, of the form 20120622140005
 */
export const accessLogScript = (logs: string, since: string): string => `
for log in ${logs} ${logs}.1 ${logs}.[0-9]*.gz ${logs}-[0-9]*; do
  [ -f "$log" ] && [ -n "$(find "$log" -mtime -14)" ] || continue
  case $log in *.gz) zcat -- "$log" ;; *) tail -q -c ${TAIL_BYTES} -- "$log" ;; esac
done | tr -d '\\000' | cut -b -4000 | grep -avF '${OWN}' | awk '
match($0, /\\[[0-9]+\\/[A-Z][a-z][a-z]\\/[0-9:]+ [-+][0-9][0-9][0-9][0-9]\\]/) {
  before = substr($0, 1, RSTART - 1); time = substr($0, RSTART + 1, RLENGTH - 2); rest = substr($0, RSTART + RLENGTH)
  split(time, part, /[\\/: ]/)
  month = (index("JanFebMarAprMayJunJulAugSepOctNovDec", part[2]) + 2) / 3
  if (sprintf("%04d%02d%02d%02d%02d%02d", part[3], month, part[1], part[4], part[5], part[6]) < "${since}") next
  if (!match(rest, /" [0-9][0-9][0-9] /)) next
  status = substr(rest, RSTART + 2, 3); asked = substr(rest, 1, RSTART)
  split(asked, word, " "); split(before, name, " ")
  # The name and port of a virtual host come first in one of the formats.
  address = name[1] ~ /:[0-9]+$/ && name[2] ~ /^[0-9a-fA-F:.]+$/ ? name[2] : name[1]
  print address, status, (status >= 500 ? substr(word[2], 1, 200) : "-")
}' | LC_ALL=C sort | uniq -c | LC_ALL=C sort -rn | head -n ${MAX_ITEMS}`;

/**
 * What others than this suite have asked a host since a moment, by its access logs.
 * @throws {NoAnswer} when the host could not be asked, or its logs hold nothing of that time
 */
export async function requestsSince(since: Date, host: Host, { clock, timeZone }: HostFacts): Promise<RequestCount[]> {
  const asking = `who has asked for what since ${since.toISOString()}, by ${ACCESS_LOGS}`;
  const local = since.getTime() + clock.aheadMs + offsetMs(timeZone.offset);
  const moment = new Date(local).toISOString().replace(/\D/g, '').slice(0, 14);
  const { stdout } = await runScript(host, accessLogScript(ACCESS_LOGS, moment), {
    description: asking,
    timeoutMs: TIMEOUT_MS,
  });
  const visits = parseRequestCounts(stdout);
  if (visits.length > 0) return visits;
  throw new NoAnswer(asking, hostLabel(host), 'the logs hold no request of anybody but this suite');
}

/** `  12 198.51.100.1 200 -`, a line each. */
export const parseRequestCounts = (text: string): RequestCount[] =>
  text.split('\n').flatMap((line) => {
    const [, count, address, status, path = ''] = /^\s*(\d+) ([0-9a-f:.]+) (\d{3}) (\S*)/i.exec(line) ?? [];
    if (count === undefined || address === undefined) return [];
    return [{ count: Number(count), address, status: Number(status), path: path === '-' ? '' : path }];
  });
