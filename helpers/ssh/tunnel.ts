import { Duplex } from 'node:stream';
import type { Host } from '../../targets/schema.js';
import { NoAnswer } from '../core/no-answer.js';
import { hostLabel } from './ssh.js';
import { spawnSsh } from './ssh-client.js';
import { connectionError, shellQuote } from './ssh-errors.js';

/**
 * A stream to an address as the host itself sees it (`ssh -W`), e.g. '127.0.0.1:3306' for its MySQL.
 * If no connection is possible, or it breaks, the stream ends with a NoAnswer as its error. Destroy it to hang up.
 */
export const streamTo = (host: Host, address: string): Duplex =>
  streamOver(host, spawnSsh(host, ['-W', address]), address);

/** Copies between stdin and stdout and a socket. Perl is available wherever a MySQL server is; `ssh -W` has supported sockets only since 9.4. */
const PUMP = `use IO::Socket::UNIX; my $s = IO::Socket::UNIX->new(Peer => shift) or die "connection refused: $!\n";
sub copy { my ($in, $out) = @_; my $data; while (sysread $in, $data, 65536) { my $at = 0;
  while ($at < length $data) { $at += syswrite($out, $data, 65536, $at) || exit 1 } } }
my $child = fork // die; if (!$child) { copy(\*STDIN, $s); shutdown $s, 1; exit } copy($s, \*STDOUT); kill TERM => $child;`;

/** The same to a Unix socket on the host that the ssh account is allowed to open. */
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
  // The end is passed on only if the exit status shows an orderly end.
  child.on('exit', (code) => {
    if (code !== 0) failed(connectionError(stderr));
  });
  child.on('close', (code) => code === 0 && stream.push(null));
  return stream;
}
