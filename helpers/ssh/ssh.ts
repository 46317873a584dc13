import { Duplex } from 'node:stream';
import type { Host } from '../../targets/schema.js';
import { NoAnswer } from '../core/no-answer.js';
import { spawnSsh } from './ssh-client.js';
import { connectionError, shellQuote, withoutChatter } from './ssh-errors.js';
import { NOT_ASKED, startScript } from './ssh-script.js';

/** A machine that ssh reaches: a host of the migration, or another one that the target names. */
export type Reachable = Pick<Host, 'ssh'> & { readonly name: string; readonly ipv4?: string };

/** What a script answered. `exitCode` is the script's own; 255 is ssh's and never arrives here. */
export type ScriptResult = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

export type RunOptions = {
  /** Bound for the whole call, connection included. 20 s when not given. */
  readonly timeoutMs?: number;
  /** Words for what is asked, for the error; the script itself is too long and may hold what nobody should read. */
  readonly description?: string;
};

/** For answers of a few lines; what has no limit is streamed (ssh-stream.ts). */
const MAX_OUTPUT_MIB = 8;

/**
 * Runs a POSIX sh script as root on a host and returns all that it printed, up to 8 MiB.
 * Throws NoAnswer when the host could not be reached, was not the known one, did not answer within the bound, or
 * answered more than that.
 * All calls share one connection (ssh_config(5), ControlMaster).
 */
export async function runScript(host: Reachable, script: string, options: RunOptions = {}): Promise<ScriptResult> {
  const timeoutMs = options.timeoutMs ?? 20_000;
  const noAnswer = (why: string): NoAnswer =>
    new NoAnswer(options.description ?? 'a script by ssh', hostLabel(host), why);
  // The host's own bound is a little longer: it only cleans up what is left when we have already given up.
  const child = startScript(host, script, Math.ceil(timeoutMs / 1000) + 2);
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
      fail(`no answer within ${timeoutMs / 1000} s`);
    }, timeoutMs);
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (chunk: string) => {
        output[name] += chunk;
        if (output[name].length > MAX_OUTPUT_MIB * 1024 ** 2)
          fail(`the answer is longer than the ${MAX_OUTPUT_MIB} MiB that this question may bring`);
      });
    }
    const done = (code: number | null): void => {
      end(() => {
        if (code === null || code === NOT_ASKED) reject(noAnswer(connectionError(output.stderr)));
        else resolve({ exitCode: code, stdout: output.stdout, stderr: withoutChatter(output.stderr) });
      });
    };
    child.on('close', done);
    // Before OpenSSH 8.5 the shared connection keeps stderr open, and 'close' would come when it ends.
    child.on('exit', (code) => child.stdout.once('end', () => setTimeout(done, 50, code)));
    child.on('error', (cause) => {
      fail(`ssh did not start: ${cause.message}`);
    });
  });
}

/**
 * A stream to an address as the host itself sees it (`ssh -W`), e.g. '127.0.0.1:3306' for its MySQL.
 * When there is no way through, or the way breaks, the stream ends with a NoAnswer as its error. Destroy it to hang up.
 */
export const streamTo = (host: Host, address: string): Duplex =>
  streamOver(host, spawnSsh(host, ['-W', address]), address);

/** Copies between its own ends and a socket. Perl is there wherever a MySQL server is; `ssh -W` knows sockets since 9.4 only. */
const PUMP = `use IO::Socket::UNIX; my $s = IO::Socket::UNIX->new(Peer => shift) or die "connection refused: $!\n";
sub copy { my ($in, $out) = @_; my $data; while (sysread $in, $data, 65536) { my $at = 0;
  while ($at < length $data) { $at += syswrite($out, $data, 65536, $at) || exit 1 } } }
my $child = fork // die; if (!$child) { copy(\*STDIN, $s); shutdown $s, 1; exit } copy($s, \*STDOUT); kill TERM => $child;`;

/** The same to a Unix socket of the host, which the account that ssh logs in with may open. */
export const streamToSocket = (host: Host, path: string): Duplex =>
  streamOver(host, spawnSsh(host, ['-T'], `exec perl -e ${shellQuote(PUMP)} ${shellQuote(path)}`), path);

function streamOver(host: Host, child: ReturnType<typeof spawnSsh>, address: string): Duplex {
  const stream = new Duplex({
    read: () => child.stdout.resume(),
    write: (chunk: Buffer, _encoding, written) =>
      child.stdin.write(chunk, () => {
        written();
      }),
    final: (ended) => child.stdin.end(ended),
    destroy: (error, destroyed) => {
      child.kill();
      destroyed(error);
    },
  });
  const failed = (why: string): void => {
    stream.destroy(new NoAnswer(`a connection to ${address}`, hostLabel(host), why));
  };
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr = (stderr + chunk).slice(-4096)));
  child.stdout.on('data', (chunk: Buffer) => {
    if (!stream.push(chunk)) child.stdout.pause();
  });
  child.stdin.on('error', () => undefined);
  child.on('error', (cause) => {
    failed(`ssh did not start: ${cause.message}`);
  });
  // The end is passed on only when the exit status tells that it was an orderly one.
  child.on('exit', (code) => {
    if (code !== 0) failed(connectionError(stderr));
  });
  child.on('close', (code) => code === 0 && stream.push(null));
  return stream;
}

/** How messages name a host. */
export const hostLabel = ({ name, ipv4, ssh }: Reachable): string => `${name} (${ipv4 ?? ssh.destination})`;
