import type { Host, Trace } from '../../../targets/schema.js';
import { isLoopback } from '../../core/address.js';
import { NoAnswer } from '../../core/no-answer.js';
import { addressesOf } from '../../core/site-names.js';
import type { Database } from '../../database/database.js';
import { shellQuote } from '../../ssh/ssh-errors.js';
import { hostLabel, runScript } from '../../ssh/ssh.js';
import { loggedRequests, type LoggedRequest } from '../logs/access-log.js';
import { ACCESS_LOGS } from '../logs/log-format.js';
import type { Delivery } from '../logs/mail-log-lines.js';

type Reader = Pick<Database, 'queryOne'>;
/** Where to look for a trace. */
export type EffectContext = {
  readonly host: Host;
  /** In milliseconds since 1970, by the host's own clock. */
  readonly since: number;
  /** The host's database, and that of the host whose databases were frozen before the switch. */
  readonly database: Reader;
  readonly frozen: Reader;
  /** Messages that the host has delivered since that moment. */
  readonly deliveries: () => readonly Pick<Delivery, 'from'>[];
};

/**
 * Traces that a job should have left since a moment but did not, one line each; empty when its results are there.
 * @throws {NoAnswer} when host or database could not be asked
 */
export async function findMissingEffects(trace: Trace, scene: EffectContext): Promise<string[]> {
  if (trace.kind === 'file') return oldFiles(trace, scene);
  if (trace.kind === 'request') return noRequest(trace.path, scene);
  if (trace.kind === 'mail') return noMail(trace.from, scene);
  const { table, where } = trace;
  if (trace.kind === 'gone') {
    const { left } = await scene.database.queryOne<{ left: number | string }>(
      `SELECT COUNT(*) AS \`left\` FROM ${table} WHERE ${where}`,
    );
    return Number(left) === 0 ? [] : [`${table} still has rows where ${where}: ${left}`];
  }
  const { last } = await scene.frozen.queryOne<{ last: number }>(`SELECT IFNULL(MAX(id), 0) AS last FROM ${table}`);
  const { more } = await scene.database.queryOne<{ more: number | string }>(
    `SELECT COUNT(*) AS more FROM ${table} WHERE id > ? AND ${where}`,
    [last],
  );
  return Number(more) > 0 ? [] : [`${table} has no row where ${where} and id > ${last}, the last id copied`];
}

async function oldFiles(
  { path, which, leastBytes }: Extract<Trace, { kind: 'file' }>,
  { host, since }: EffectContext,
): Promise<string[]> {
  const script = `for path in ${path}; do [ -f "$path" ] && stat -c '%Y %s %n' "$path"; done | sort -rn | head -n 100`;
  const { stdout } = await runScript(host, script, { description: `when ${path} was written` });
  const files = stdout.split('\n').flatMap((line) => {
    const [, time, bytes, name] = /^(\d+) (\d+) (.+)$/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, at: Number(time) * 1000, bytes: Number(bytes) }];
  });
  if (files.length === 0) return [`there is no ${path}`];
  return (which === 'all' ? files : files.slice(0, 1)).flatMap(({ name, at, bytes }) => [
    // A file's time is in whole seconds.
    ...(at + 1_000 < since ? [`${name} was last written at ${new Date(at).toISOString()}`] : []),
    ...(bytes < leastBytes ? [`${name} has ${bytes} bytes, fewer than ${leastBytes}`] : []),
  ]);
}

function noMail(sender: string, { deliveries }: EffectContext): string[] {
  const isSender = (from: string): boolean => from === sender || from.split('@')[0] === sender;
  return deliveries().some(({ from }) => isSender(from)) ? [] : [`the mail log shows no delivered mail from ${sender}`];
}

/** Requests by the host itself that were answered with 200. */
async function noRequest(path: string, { host, since }: EffectContext): Promise<string[]> {
  const own = ['127.0.0.1', '::1', 'localhost', host.hostname, ...addressesOf(host)];
  const script = `tail -q -c 50000000 -- "$log.1" "$log" 2>/dev/null | grep -aF -- ${shellQuote(`"GET ${path} `)} |
    grep -aF ${own.map((address) => `-e ${shellQuote(address)}`).join(' ')} | tail -n 100`;
  const { requests, blind } = await loggedRequests(host, script, `the last GET ${path} in ${ACCESS_LOGS}`);
  const last = requests
    .filter(({ address }) => own.includes(address) || isLoopback(address))
    .reduce<LoggedRequest | undefined>(
      (one, other) => (one === undefined || other.at >= one.at ? other : one),
      undefined,
    );
  if (last === undefined && blind !== undefined)
    throw new NoAnswer(`the last GET ${path} in ${ACCESS_LOGS}`, hostLabel(host), blind);
  if (last === undefined) return [`${ACCESS_LOGS} contain no GET ${path} from the host itself`];
  const when = new Date(last.at).toISOString();
  return [
    ...(last.at + 1_000 < since ? [`the last GET ${path} from the host itself was at ${when}`] : []),
    ...(last.status === 200 ? [] : [`GET ${path} was answered with ${last.status} at ${when}`]),
  ];
}
