import type { Host, Trace } from '../../../targets/schema.js';
import type { Database } from '../../database/database.js';
import { shellQuote } from '../../ssh/ssh-errors.js';
import { runScript } from '../../ssh/ssh.js';

type Reader = Pick<Database, 'queryOne'>;
/** Where a trace is looked for. */
export type EffectContext = {
  readonly host: Host;
  /** In milliseconds since 1970, by the host's own clock. */
  readonly since: number;
  /** Of the host, and of the one whose databases were frozen before the switch. */
  readonly database: Reader;
  readonly frozen: Reader;
};

const ACCESS_LOGS = '/var/log/apache2/*access*.log';

/**
 * What a job should have left behind since a moment and did not, one line each; empty when its work is there.
 * @throws {NoAnswer} when host or database could not be asked
 */
export async function findMissingEffects(trace: Trace, scene: EffectContext): Promise<string[]> {
  if (trace.kind === 'file') return oldFiles(trace, scene);
  if (trace.kind === 'request') return noRequest(trace.path, scene);
  const { table, where } = trace;
  if (trace.kind === 'gone') {
    const { left } = await scene.database.queryOne<{ left: number | string }>(
      `SELECT COUNT(*) AS \`left\` FROM ${table} WHERE ${where}`,
    );
    return Number(left) === 0 ? [] : [`${left} rows of ${table} are left where ${where}`];
  }
  const { last } = await scene.frozen.queryOne<{ last: number }>(`SELECT IFNULL(MAX(id), 0) AS last FROM ${table}`);
  const { more } = await scene.database.queryOne<{ more: number | string }>(
    `SELECT COUNT(*) AS more FROM ${table} WHERE id > ? AND ${where}`,
    [last],
  );
  return Number(more) > 0 ? [] : [`${table} has no row behind ${last}, the last one copied, where ${where}`];
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
    // A file's time has whole seconds.
    ...(at + 1_000 < since ? [`${name} was written last at ${new Date(at).toISOString()}`] : []),
    ...(bytes < leastBytes ? [`${name} has ${bytes} bytes, less than ${leastBytes}`] : []),
  ]);
}

/** By its own host, answered 200; a time of Apache's is turned into seconds by date(1), which knows the host's zone. */
async function noRequest(path: string, { host, since }: EffectContext): Promise<string[]> {
  const script = `
    for log in ${ACCESS_LOGS} ${ACCESS_LOGS}.1; do [ -f "$log" ] && tail -q -c 50000000 -- "$log"; done |
      grep -aF ${shellQuote(`"GET ${path} `)} | grep -aE '(^| )(127\\.0\\.0\\.1|::1) - ' | tail -n 1 | cut -b -500 |
      sed -nE 's#^[^[]*\\[([0-9]+)/([A-Za-z]+)/([0-9]+):([0-9:]+) ([-+0-9]+)\\] "[^"]*" ([0-9]+) .*#\\6 \\1 \\2 \\3 \\4 \\5#p' |
      while read -r status time; do echo "$status $(date -d "$time" +%s)"; done`;
  const { stdout } = await runScript(host, script, { description: `the last GET ${path} in ${ACCESS_LOGS}` });
  const [, status, seconds] = /^(\d{3}) (\d+)/.exec(stdout) ?? [];
  if (status === undefined) return [`${ACCESS_LOGS} have no GET ${path} from the host itself`];
  const at = Number(seconds) * 1000;
  const when = new Date(at).toISOString();
  return [
    ...(at + 1_000 < since ? [`the last GET ${path} from the host itself was at ${when}`] : []),
    ...(status === '200' ? [] : [`GET ${path} was answered ${status} at ${when}`]),
  ];
}
