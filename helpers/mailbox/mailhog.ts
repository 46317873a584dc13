import { IncomingMessage } from 'node:http';
import mailhogClient from 'mailhog-client';
import * as z from 'zod';
import { NoAnswer, errorMessage } from '../core/no-answer.js';
import { NEW_CONNECTION, type Envelope, type MailSink } from './sink.js';

/** The required fields of MailHog's answer to a search. Bodies and subjects are not among them: they lose bytes there. */
const Page = z.object({
  total: z.int(),
  count: z.int(),
  items: z.array(
    z.object({ ID: z.string(), Raw: z.object({ From: z.string(), To: z.array(z.string()), Helo: z.string() }) }),
  ),
});

/** @throws Error for the client's result of an answer without content */
function withContent(answer: unknown): z.infer<typeof Page> {
  if (answer instanceof IncomingMessage) throw new Error(`HTTP ${answer.statusCode ?? 'without a status'}`);
  return Page.parse(answer);
}

const PAGE = 50;
/** No one gets this many messages from a test. */
const MAX_MAILS = 20_000;

/** MailHog's HTTP API. */
export class MailHog implements MailSink {
  readonly name = 'MailHog';
  readonly url: string;
  readonly #base: URL;
  readonly #patience: number;

  /** @param patience for one question, in ms */
  constructor(url: string, patience: number) {
    this.#base = new URL(url);
    this.url = this.#base.origin;
    this.#patience = patience;
  }

  async search(to: string): Promise<Envelope[]> {
    const found = new Map<string, Envelope>();
    // A message that arrives while we page through the results shifts the others by one: hence by id.
    for (let start = 0, total = 1; start < total; start += PAGE) {
      const page = await this.#ask(`GET search for ${to}, starting at ${start}`, async (signal) => {
        const answer: unknown = await this.#client(signal).search(to, 'to', start, PAGE);
        return withContent(answer);
      });
      const before = found.size;
      for (const { ID, Raw } of page.items) {
        found.set(ID, { id: ID, from: Raw.From, to: Raw.To, helo: Raw.Helo });
      }
      total = page.count === 0 ? 0 : page.total;
      const endless =
        found.size > MAX_MAILS
          ? `it has more than ${MAX_MAILS} messages for one address`
          : found.size === before && start + PAGE < total
            ? `it reports ${total} messages, but returns the same ones again`
            : undefined;
      if (endless !== undefined) throw new NoAnswer(`GET search for ${to}`, `MailHog (${this.url})`, endless);
    }
    // MailHog also matches parts of addresses: susanna@ for anna@.
    return [...found.values()].filter((mail) => mail.to.some((it) => it.toLowerCase() === to.toLowerCase()));
  }

  async find(kind: 'to' | 'from' | 'containing', words: string): Promise<string[]> {
    return await this.#ask(`GET search for messages ${kind} ${words}`, async (signal) => {
      const answer: unknown = await this.#client(signal).search(words, kind, 0, PAGE);
      return withContent(answer).items.map(({ ID }) => ID);
    });
  }

  async mentioning(text: string): Promise<Envelope[]> {
    return await this.#ask(`GET search for messages that name ${text}`, async (signal) => {
      const { items } = Page.parse(await this.#client(signal).search(text, 'containing', 0, PAGE));
      return items.map(({ ID, Raw }) => ({ id: ID, from: Raw.From, to: Raw.To, helo: Raw.Helo }));
    });
  }

  /** The message as it was received, byte for byte, although its headers come in arbitrary order. The client has no such call. */
  async download(id: string): Promise<Buffer> {
    const path = `/api/v1/messages/${encodeURIComponent(id)}/download`;
    return await this.#ask(`GET ${path}`, async (signal) => {
      const authorization = this.#auth && `Basic ${Buffer.from(this.#auth).toString('base64')}`;
      const headers = { ...NEW_CONNECTION, ...(authorization ? { authorization } : {}) };
      const response = await fetch(this.url + path, { signal, headers });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return Buffer.from(await response.arrayBuffer());
    });
  }

  async remove(id: string): Promise<void> {
    await this.#ask(`DELETE message ${id}`, async (signal) => {
      const { statusCode } = await this.#client(signal).deleteMessage(id);
      if (statusCode !== 200) throw new Error(`HTTP ${statusCode ?? 'without a status'}`);
    });
  }

  /** A client for one question: all options are passed on to http.request, including the signal that ends it. */
  #client(signal: AbortSignal): ReturnType<typeof mailhogClient> {
    const { protocol, hostname, port } = this.#base;
    const options = {
      protocol,
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port || (protocol === 'https:' ? 443 : 80)),
      ...(this.#auth ? { auth: this.#auth } : {}),
      // A new connection, like NEW_CONNECTION for fetch.
      agent: false,
      signal,
    };
    return mailhogClient(options);
  }

  get #auth(): string {
    const { username, password } = this.#base;
    return username === '' ? '' : `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  }

  async #ask<T>(asked: string, question: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const signal = AbortSignal.timeout(this.#patience);
    try {
      return await question(signal);
    } catch (cause) {
      const why = signal.aborted ? `no answer within ${this.#patience / 1000} s` : reason(cause);
      throw new NoAnswer(asked, `MailHog (${this.url})`, why, { cause });
    }
  }
}

function reason(cause: unknown): string {
  if (cause instanceof z.ZodError || cause instanceof SyntaxError) return 'what answered is not MailHog';
  // fetch hides the reason behind "fetch failed".
  return errorMessage(cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause);
}
