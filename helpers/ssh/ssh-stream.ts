import { once } from 'node:events';
import { addAbortSignal } from 'node:stream';
import { NoAnswer } from '../core/no-answer.js';
import { NOT_ASKED, startScript, type Reachable } from './ssh-script.js';
import { connectionError, sudoRefusal, withoutChatter } from './ssh-errors.js';
import { hostLabel } from './ssh.js';

export type StreamOptions = {
  /** The question, in words, for the error. */
  readonly description: string;
  /** The end of each record: a newline, or the zero byte, which no file name can contain. Default: a newline. */
  readonly separator?: '\n' | '\0';
  /** `latin1` keeps every byte distinct, for records that contain names in unknown encodings. Default: UTF-8. */
  readonly encoding?: 'utf8' | 'latin1';
  /** Longest time without a byte while we wait for one. Default: 60 s. */
  readonly silenceMs?: number;
  /** The script's stdin, one byte per character, once it is known; by then, the script has already printed something. */
  readonly input?: Promise<string> | undefined;
  /** Stops the script and the reading immediately. */
  readonly signal?: AbortSignal | undefined;
};

/** A longer record is not part of any list and would fill our memory. */
const MAX_RECORD = 1024 ** 2;
/** A day: only cleans up if we are gone without the host noticing. */
const HOST_BOUND_SECONDS = 24 * 3600;
/** Before OpenSSH 8.5, the shared connection keeps stderr open; the script's messages have arrived by then. */
const LAST_WORDS_MS = 50;

/**
 * Runs a POSIX sh script as root on a host and yields what it prints, record by record, however large the output: no more
 * is read than the consumer takes, and the script waits in the meantime. Leaving the loop ends the script.
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
