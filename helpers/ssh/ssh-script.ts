import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Host } from '../../targets/schema.js';
import { spawnSsh } from './ssh-client.js';

/** A machine that ssh reaches: a host of the migration, or another one that the target names. */
export type Reachable = Pick<Host, 'ssh'> & { readonly name: string; readonly ipv4?: string };

/** The braces make sh read the whole script before it starts, so that no command of it can swallow the rest from stdin. */
const PRELUDE = 'LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\nexport LC_ALL PATH\n';
/** ssh's own exit status; a script that exits with it would count as no answer. */
export const NOT_ASKED = 255;

/**
 * Starts a POSIX sh script as root on a host, fed on stdin, so that no part of it appears in a process list.
 * An account that is not root becomes root with `sudo -n`, unless requested otherwise.
 * @param hostBoundSeconds after which the host itself ends the script, in case we are gone by then
 * @param input the script's stdin, once it is available; empty if not given
 */
export function startScript(
  host: Reachable,
  script: string,
  hostBoundSeconds: number,
  as: 'root' | 'account' = 'root',
  input?: Promise<string>,
): ChildProcessWithoutNullStreams {
  const shell = `timeout -k 2 ${hostBoundSeconds} sh -s`;
  const asRoot = `exec sh -c '[ "$(id -u)" = 0 ] && exec ${shell}; exec sudo -n ${shell}'`;
  const child = spawnSsh(host, ['-T'], as === 'root' ? asRoot : `exec ${shell}`);
  // A host that hangs up early is reported by the exit status; the broken pipe itself adds nothing.
  child.stdin.on('error', () => undefined);
  if (input === undefined) child.stdin.end(`${PRELUDE}{\n${script}\n} </dev/null\n`);
  else {
    child.stdin.write(`${PRELUDE}{\n${script}\nexit\n}\n`);
    input.then(
      (text) => child.stdin.end(text, 'latin1'),
      () => child.stdin.end(),
    );
  }
  return child;
}
