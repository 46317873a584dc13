import { once } from 'node:events';
import { addAbortSignal } from 'node:stream';
import { NoAnswer } from '../core/no-answer.js';
import { NOT_ASKED, startScript, type Reachable } from './ssh-script.js';
import { connectionError, sudoRefusal, withoutChatter } from './ssh-errors.js';
import { hostLabel } from './ssh.js';

export type StreamOptions = {
  /** The question, in words, for the error. */
  readonly description: string;
  /** Ends each record: a line end, or the zero byte that no file name can hold. A line end when not given. */
  readonly separator?: '\n' | '\0';
  /** `latin1` keeps every byte apart, where records hold names in unknown encodings. UTF-8 when not given. */
  readonly encoding?: 'utf8' | 'latin1';
  /** Longest time without a byte while we wait for one. 60 s when not given. */
  readonly silenceMs?: number;
  /** The script's stdin, a byte for each character, once it is known; by then the script has said something. */
  readonly input?: Promise<string> | undefined;
  /** Stops the script and the reading at once. */
  readonly signal?: AbortSignal | undefined;
};

/** A record that is longer is no list of anything, and would fill our memory. */
const MAX_RECORD = 1024 ** 2;
/** A day: only cleans up what is left when we are gone without the host noticing. */
const HOST_BOUND_SECONDS = 24 * 3600;
/** Before OpenSSH 8.5 the shared connection keeps stderr open; what the script reported is here by then. */
const LAST_WORDS_MS = 50;

/**
 * Runs a POSIX sh script as root on a host and yields what it prints, record by record, however much that is: no more
 * is read than the consumer takes, and the script waits meanwhile. Leaving the loop ends the script.
 * @throws {NoAnswer} when the host could not be reached, was silent for too long, the connection broke, or the script
 * ended with anything but 0: what was yielded before is then not the whole answer
 */
export async function* streamFrom(
  host: Reachable,
  script: string,
  { description, separator = '\n', encoding = 'utf8', silenceMs = 60_000, signal, input }: StreamOptions,
): AsyncGenerator<string, void> {
  const noAnswer = (why: string): NoAnswer => new NoAnswer(description, hostLabel(host), why);
  signal?.throwIfAborted();
  const child = startScript(host, script, HOST_BOUND_SECONDS, 'root', input);
  const { stdout } = child;
  if (signal !== undefined) addAbortSignal(signal, stdout);
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.once('error', (cause) => stdout.destroy(noAnswer(`ssh did not start: ${cause.message}`)));
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr = (stderr + chunk).slice(-4096)));
  const waiting = (): NodeJS.Timeout =>
    setTimeout(() => stdout.destroy(noAnswer(`nothing was sent for ${silenceMs / 1000} s`)), silenceMs);

  let bound = waiting();
  let rest = '';
  try {
    for await (const chunk of stdout.setEncoding(encoding) as AsyncIterable<string>) {
      clearTimeout(bound);
      const records = (rest + chunk).split(separator);
      rest = records.pop() ?? '';
      yield* records;
      if (rest.length > MAX_RECORD) throw noAnswer(`it sent a line of more than ${MAX_RECORD} characters`);
      bound = waiting();
    }
    const code = await exit;
    clearTimeout(bound);
    if (code !== 0) {
      if (!child.stderr.readableEnded)
        await Promise.race([once(child.stderr, 'end'), new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS))]);
      throw noAnswer(whyEnded(code, stderr));
    }
    if (rest !== '') yield rest;
  } finally {
    clearTimeout(bound);
    child.kill();
    stdout.destroy();
    child.stderr.destroy();
  }
}

function whyEnded(code: number | null, stderr: string): string {
  if (code === null || code === NOT_ASKED) return connectionError(stderr);
  const last = withoutChatter(stderr).trim().split('\n').at(-1);
  return sudoRefusal(stderr) ?? (last || `the script ended with status ${code}`);
}
