import type { Host } from '../../../targets/schema.js';
import { NoAnswer } from '../../core/no-answer.js';
import { addressesOf } from '../../core/site-names.js';
import type { HostFacts } from '../facts/types.js';
import { ACCESS_LINE_AWK, beginningLate, unreadLines } from './access-log-lines.js';
import { logFilesScript, whyNotWhole } from './log-files.js';
import { ACCESS_LOGS, ACCESS_LOGS_SCRIPT, clientIn, readFormats } from './log-format.js';
import { offsetMs } from './log-time.js';
import { runScript, hostLabel } from '../../ssh/ssh.js';

/** Requests that were answered in the same way. */
export type RequestCount = {
  readonly count: number;
  /** Address of the client, as the server saw it. */
  readonly address: string;
  readonly status: number;
  /** The requested path; only for answers that are server errors. */
  readonly path: string;
};

/** Bytes read from each log: several days of a busy site. */
const TAIL_BYTES = 50_000_000;
const TIMEOUT_MS = 60_000;
/** Maximum number of kinds of requests that are transferred, the most frequent first. */
const MAX_ITEMS = 50_000;
/** The beginning of this suite's User-Agents: helpers/routing/visitor-routes.ts. */
const OWN = 'migration-verdict/';

/**
 * The lines are counted on the host, where they are: `COUNT LOG<tab>WHAT PRECEDES THE TIME<tab>STATUS<tab>PATH`.
 * @param since local time of the host, of the form 20120622140005
 */
export const accessLogScript = (since: string): string => String.raw`${ACCESS_LOGS_SCRIPT}${logFilesScript(TAIL_BYTES)}
log_formats
echo '=== lines'
access_logs | while read -r log; do log_files "$log"; done | sort -u | while read -r path; do
  whole "$path" | tr -d '\000' | cut -b -40000 | grep -avF '${OWN}' | LOG=$path awk -v since=${since} '${ACCESS_LINE_AWK}
  stamp >= since {
    split(asked, word, " ")
    print ENVIRON["LOG"] "\t" before "\t" status "\t" (status >= 500 ? substr(word[2], 1, 200) : "")
  }'
done | LC_ALL=C sort | uniq -c | LC_ALL=C sort -rn | awk '
NR <= ${MAX_ITEMS} { print }
END { if (NR > ${MAX_ITEMS}) print "unread\tmore than ${MAX_ITEMS} kinds of requests" }'`;

/**
 * Requests that clients other than this suite have sent to a host since a moment, according to its access logs.
 * @throws {NoAnswer} when the host could not be asked, its logs cannot be read, or they contain nothing from that time
 */
export async function requestsSince(since: Date, host: Host, { clock, timeZone }: HostFacts): Promise<RequestCount[]> {
  const description = `who has requested what since ${since.toISOString()}, according to ${ACCESS_LOGS}`;
  const local = since.getTime() + clock.aheadMs + offsetMs(timeZone.offset);
  const moment = new Date(local).toISOString().replace(/\D/g, '').slice(0, 14);
  const { stdout, stderr } = await runScript(host, accessLogScript(moment), { description, timeoutMs: TIMEOUT_MS });
  const { visits, unread } = parseRequestCounts(stdout, addressesOf(host));
  const { unread: files, cut } = whyNotWhole(stderr);
  const shortened = beginningLate(stdout).flatMap((log) => cut.get(log) ?? []);
  const [why] = [...files, ...shortened, ...unread.map((line) => `its access log cannot be read in full: ${line}`)];
  if (why !== undefined) throw new NoAnswer(description, hostLabel(host), why);
  if (visits.length > 0) return visits;
  throw new NoAnswer(
    description,
    hostLabel(host),
    `the logs contain no requests since ${since.toISOString()} except those of this suite`,
  );
}

/**
 * Reads what {@link accessLogScript} prints.
 * @param own addresses of the host
 * @returns `unread`: lines whose client or form is not clear
 */
export function parseRequestCounts(
  text: string,
  own: readonly string[],
): { visits: RequestCount[]; unread: readonly string[] } {
  const [before = '', counted = ''] = text.split(/^=== lines\n/m);
  const formats = readFormats(before.split('\n'));
  const visits = new Map<string, RequestCount>();
  const unread = unreadLines(counted);
  for (const line of counted.split('\n')) {
    const [, count, log, prefix, status, path = ''] = /^\s*(\d+) (\/[^\t]*)\t(.*)\t(\d{3})\t(.*)$/.exec(line) ?? [];
    if (count === undefined || log === undefined || prefix === undefined) continue;
    const address = clientIn(prefix, log, formats, own);
    if (address === undefined) unread.push(`${prefix}[...], in ${log}`);
    else {
      const key = `${address} ${status ?? ''} ${path}`;
      const known = visits.get(key)?.count ?? 0;
      visits.set(key, { count: known + Number(count), address, status: Number(status), path });
    }
  }
  return { visits: [...visits.values()], unread };
}
