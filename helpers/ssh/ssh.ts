import { randomBytes } from 'node:crypto';
import { knownCause } from '../core/known-cause.js';
import { NoAnswer } from '../core/no-answer.js';
import { stopSharing } from './ssh-client.js';
import { connectionError, sudoRefusal, withoutChatter } from './ssh-errors.js';
import { NOT_ASKED, startScript, type Reachable } from './ssh-script.js';
import { patient } from '../core/patience.js';

/** A script's answer. `exitCode` is the script's own; 255 comes from ssh and never arrives here. */
export type ScriptResult = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

export type RunOptions = {
  /** Time limit for the whole call, including the connection. Default: 20 s. */
  readonly timeoutMs?: number;
  /** A description of the question, for the error; the script itself is too long and may contain secrets. */
  readonly description?: string;
  /** `account`: without becoming root. */
  readonly as?: 'root' | 'account';
  /** Longest answer, in MiB. Default: 8, enough for short answers; an answer without a limit is streamed (ssh-stream.ts). */
  readonly mostMebibytes?: number;
};

const SILENT = 'no answer within';
/** ssh's last message when the shared connection that it has just opened accepts no session, not even its own. */
const NOT_SHARED = 'Failed to connect to new control master';
/** Time limit for retrying a host that has just failed to answer. */
const PROBE_TIMEOUT_MS = 2_000;

/**
 * Runs a POSIX sh script on a host, as root unless requested otherwise, and returns everything that it printed.
 * Throws NoAnswer when the host could not be reached, was not the known one, did not answer within the time limit, did not let
 * the script start, or sent too long an answer. If that has just happened, the host is first asked briefly.
 * All calls share one connection (ssh_config(5), ControlMaster); if ssh cannot share, the script is sent once more over a separate one.
 */
export async function runScript(host: Reachable, script: string, options: RunOptions = {}): Promise<ScriptResult> {
  const { description = 'a script over ssh', timeoutMs = patient(20_000), as = 'root', mostMebibytes = 8 } = options;
  const bounds = { description, timeoutMs, as, mostMebibytes };
  const ask = (): Promise<ScriptResult> => runOnce(host, script, bounds);
  const silence = knownCause(`silence of ssh ${host.ssh.destination} by ${host.ssh.configFile ?? ''}`);
  const known = silence.why();
  if (known !== undefined) {
    await runOnce(host, ':', { ...bounds, timeoutMs: PROBE_TIMEOUT_MS }).catch((cause: unknown) => {
      const now = cause instanceof NoAnswer ? cause.unanswered.why : '';
      // Silence for such a short time is no new information.
      throw now === '' || now.startsWith(SILENT) ? new NoAnswer(description, hostLabel(host), known, { cause }) : cause;
    });
    silence.forget();
  }
  try {
    return await ask().catch((cause: unknown) => {
      if (!(cause instanceof NoAnswer && cause.unanswered.why.includes(NOT_SHARED))) throw cause;
      stopSharing(host);
      return ask();
    });
  } catch (cause) {
    if (cause instanceof NoAnswer) silence.note(cause.unanswered.why);
    throw cause;
  }
}

async function runOnce(
  host: Reachable,
  script: string,
  { timeoutMs, description, as, mostMebibytes }: Required<RunOptions>,
): Promise<ScriptResult> {
  const noAnswer = (why: string): NoAnswer => new NoAnswer(description, hostLabel(host), why);
  // The host's own time limit is a little longer: it only cleans up after we have given up.
  // Output of sudo, timeout, or a shell's startup file is not an answer from the script.
  const began = `began ${randomBytes(6).toString('hex')}\n`;
  const child = startScript(host, `echo ${began}${script}`, Math.ceil(timeoutMs / 1000) + 2, as);
  return new Promise<ScriptResult>((resolve, reject) => {
    const output = { stdout: '', stderr: '' };
    const end = (settle: () => void): void => {
      clearTimeout(bound);
      child.kill();
      child.stdout.destroy();
      child.stderr.destroy();
      settle();
    };
    const fail = (why: string): void => {
      end(() => {
        reject(noAnswer(why));
      });
    };
    const bound = setTimeout(() => {
      fail(`${SILENT} ${timeoutMs / 1000} s`);
    }, timeoutMs);
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (chunk: string) => {
        output[name] += chunk;
        if (output[name].length > mostMebibytes * 1024 ** 2)
          fail(`the answer exceeds the ${mostMebibytes} MiB allowed for it`);
      });
    }
    const done = (code: number | null): void => {
      end(() => {
        const at = output.stdout.indexOf(began);
        if (code === null || code === NOT_ASKED) reject(noAnswer(connectionError(output.stderr)));
        else if (at === -1) reject(noAnswer(sudoRefusal(output.stderr) ?? neverBegan(code, output.stderr)));
        else {
          const stdout = output.stdout.slice(at + began.length);
          resolve({ exitCode: code, stdout, stderr: withoutChatter(output.stderr) });
        }
      });
    };
    child.on('close', done);
    // Before OpenSSH 8.5, the shared connection keeps stderr open, and 'close' would come when it ends.
    child.on('exit', (code) => child.stdout.once('end', () => setTimeout(done, 50, code)));
    child.on('error', (cause) => {
      fail(`ssh did not start: ${cause.message}`);
    });
  });
}

const neverBegan = (code: number, stderr: string): string => {
  const last = withoutChatter(stderr).trim().split('\n').at(-1) ?? '';
  return `the script never started: status ${code}${last === '' ? '' : `, and the host says: ${last}`}`;
};

/** How messages name a host. */
export const hostLabel = ({ name, ipv4, ssh }: Reachable): string => `${name} (${ipv4 ?? ssh.destination})`;
