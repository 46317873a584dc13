import { isIP } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { unique } from '../../core/lists.js';
import type { Host, Target } from '../../../targets/schema.js';
import { plainAddress } from '../../core/address.js';
import { NoAnswer } from '../../core/no-answer.js';
import { addressesOf } from '../../core/site-names.js';
import { shellQuote } from '../../ssh/ssh-errors.js';
import { hostLabel, runScript } from '../../ssh/ssh.js';
import { ACCESS_LOGS, ACCESS_LOGS_SCRIPT, clientIn, readFormats, type LogFormats } from './log-format.js';

/** A request as an access log records it. */
export type LoggedRequest = {
  /** Address of the client, as the server saw it; its name if the server logs names. */
  readonly address: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** When, in milliseconds since 1970. */
  readonly at: number;
};

/** Bytes read from each log: hours of a busy site, yet read within moments. */
const TAIL_BYTES = 4_000_000;
/** Apache logs a request when it ends, which may be after the visitor has the answer. */
const TIMEOUT_MS = 3_000;
const POLL_INTERVAL_MS = 150;

/**
 * The requests of one client that a host has logged, found by the client's User-Agent. Waits a moment for the first one.
 * @throws {NoAnswer} when the host could not be asked, or its log format cannot be read
 */
export async function requestsOf(
  userAgent: string,
  host: Host,
  { timeoutMs = TIMEOUT_MS } = {},
): Promise<LoggedRequest[]> {
  const description = `the latest lines with ${userAgent} in ${ACCESS_LOGS}`;
  const script = `tail -q -c ${TAIL_BYTES} -- "$log" | grep -aF -- ${shellQuote(userAgent)}`;
  const until = Date.now() + timeoutMs;
  for (;;) {
    const { requests, blind } = await loggedRequests(host, script, description);
    if (requests.length > 0) return requests;
    if (Date.now() >= until && blind !== undefined) throw new NoAnswer(description, hostLabel(host), blind);
    if (Date.now() >= until) return [];
    await wait(POLL_INTERVAL_MS);
  }
}

/**
 * Reads lines of a host's access logs.
 * @param script POSIX sh that prints lines of `$log`
 * @returns `blind`: why a request may still be missing from all of them
 * @throws {NoAnswer} when the host could not be asked, or a line cannot be read
 */
export async function loggedRequests(
  host: Host,
  script: string,
  description: string,
): Promise<{ requests: LoggedRequest[]; blind: string | undefined }> {
  const whole = `${ACCESS_LOGS_SCRIPT}
log_formats
logs=$(access_logs)
printf '%s\\n' "$logs" | sed 's/^/file /'
echo '=== lines'
printf '%s\\n' "$logs" | while read -r log; do [ -z "$log" ] || { ${script}; } | LOG=$log awk '{ print ENVIRON["LOG"] "\\t" $0 }'; done`;
  const { stdout } = await runScript(host, whole, { description });
  const [before = '', lines = ''] = stdout.split(/^=== lines\n/m);
  const formats = readFormats(before.split('\n'));
  const requests = lines.split('\n').flatMap((line) => {
    const tab = line.indexOf('\t');
    const place = { log: line.slice(0, tab), formats, own: addressesOf(host) };
    const request = loggedRequest(line.slice(tab + 1), place);
    if (request) return [request];
    if (line === '') return [];
    throw new NoAnswer(
      description,
      hostLabel(host),
      `a line of its access log cannot be parsed: ${line.slice(0, 300).replace(/\].*/s, '] [...]')}`,
    );
  });
  const hasLogs = /^file \//m.test(before);
  return { requests, blind: hasLogs ? formats.blind : 'no Apache or nginx access log was found on it' };
}

const TIME = /\[(\d{1,2}\/[A-Z][a-z]{2}\/\d{4}):([:\d]*) ([-+]\d{4})\]/;

/**
 * Reads a line of an access log.
 * @param place which log of which host it is from; without it, only lines that are unambiguous in any log are read
 * @returns undefined when it is not one, or is ambiguous
 */
export function loggedRequest(
  line: string,
  place: { log: string; formats: LogFormats; own: readonly string[] } = { log: '', formats: readFormats([]), own: [] },
): LoggedRequest | undefined {
  const time = TIME.exec(line);
  if (!time) return undefined;
  const after = line.slice(time.index + time[0].length);
  const [, method, path, status] = /^[^"]*"([A-Z]+) (\S+) HTTP\/[\d.]+" (\d{3}) /.exec(after) ?? [];
  const address = clientIn(line.slice(0, time.index), place.log, place.formats, place.own);
  if (address === undefined || method === undefined || path === undefined) return undefined;
  const [, day = '', clock = '', offset = ''] = time;
  const at = Date.parse(`${day.replaceAll('/', ' ')} ${clock} GMT${offset}`);
  return { address, method, path, status: Number(status), at };
}

/**
 * Why requests were not served by the new host as they should have been, in words; undefined when they were.
 * @param atOldHost the old host's log entries for them; undefined: they were not supposed to come through the old host
 * @throws {NoAnswer} when one host logs addresses and the other names
 */
export function wrongRequests(
  target: Pick<Target, 'hosts'>,
  atNewHost: readonly LoggedRequest[],
  atOldHost: readonly LoggedRequest[] | undefined,
): string | undefined {
  const { old } = target.hosts;
  const first = atNewHost[0];
  if (!first) return "The new host's access log contains no request from this visitor: another server answered";
  const addresses = (requests: readonly LoggedRequest[]): string[] =>
    unique(requests.map(({ address }) => plainAddress(address))).sort();
  const ofOldHost = addresses(atNewHost).find((address) => [...addressesOf(old), old.hostname].includes(address));
  if (ofOldHost !== undefined)
    return `The new host saw the old host (${ofOldHost}) as the visitor; the actual visitor's address is lost: see X-Forwarded-For, mod_remoteip`;
  if (!atOldHost) return undefined;
  if (atOldHost.length === 0)
    return "The old host's access log contains no request from this visitor, although the visitor connected to it";
  const [came, seen] = [addresses(atOldHost), addresses(atNewHost)];
  if (came.join() === seen.join()) return undefined;
  if ([...came, ...seen].some((address) => isIP(address) === 0))
    throw new NoAnswer(
      'whether the new host knows the address of a visitor who comes through the old host',
      'the access logs of both hosts',
      `some clients are logged by name, and names cannot be compared with addresses: ${came.join(', ')}; ${seen.join(', ')}`,
    );
  return `The visitor came to the old host from ${came.join(', ')}, but the new host recorded ${seen.join(', ')}`;
}
