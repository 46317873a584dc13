import * as z from 'zod';
import { NoAnswer, errorMessage } from '../core/no-answer.js';
import { NEW_CONNECTION, type Envelope, type MailSink } from './sink.js';

const Address = z.object({ Address: z.string() });
const Addresses = z.array(Address).nullish();
/** The required fields of Mailpit's answer to a search. */
const Page = z.object({
  messages_count: z.number(),
  messages: z.array(
    z.object({ ID: z.string().min(1), From: Address.nullish(), To: Addresses, Cc: Addresses, Bcc: Addresses }),
  ),
});

const PAGE = 50;
/** No one gets this many messages from a test. */
const MAX_MAILS = 20_000;
const QUERIES = { to: 'to:', from: 'from:', containing: '' } as const;

/**
 * Mailpit in MailHog's place, following the documentation of its API v1 (server/ui/api/v1/swagger.json in its repository). Not tried on a
 * real one yet. It does not know envelopes: recipients that only the envelope names, and not the headers, are listed as Bcc.
 */
export class Mailpit implements MailSink {
  readonly name = 'Mailpit';
  readonly url: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #patience: number;

  /** @param patience for one question, in ms */
  constructor(url: string, patience: number) {
    const { origin, username, password } = new URL(url);
    const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    this.url = origin;
    this.#headers = username === '' ? {} : { authorization: `Basic ${Buffer.from(login).toString('base64')}` };
    this.#patience = patience;
  }

  async search(to: string): Promise<Envelope[]> {
    const found = new Map<string, Envelope>();
    for (let start = 0, total = 1; start < total; start += PAGE) {
      const { mails, count } = await this.#page(`addressed:${quoted(to)}`, start);
      for (const mail of mails) found.set(mail.id, mail);
      total = mails.length === 0 ? 0 : count;
      if (total > MAX_MAILS)
        throw new NoAnswer(`search for ${to}`, this.#whom, `it has more than ${MAX_MAILS} messages for one address`);
    }
    // It also matches parts of addresses, and senders.
    return [...found.values()].filter((mail) => mail.to.some((it) => it.toLowerCase() === to.toLowerCase()));
  }

  async find(kind: keyof typeof QUERIES, words: string): Promise<string[]> {
    return (await this.#page(QUERIES[kind] + quoted(words), 0)).mails.map(({ id }) => id);
  }

  async mentioning(text: string): Promise<Envelope[]> {
    return (await this.#page(quoted(text), 0)).mails;
  }

  async download(id: string): Promise<Buffer> {
    return this.#ask(`/api/v1/message/${encodeURIComponent(id)}/raw`, async (response) =>
      Buffer.from(await response.arrayBuffer()),
    );
  }

  async remove(id: string): Promise<void> {
    // Without an id, it would delete all messages.
    if (id === '') throw new Error('a message without an id cannot be deleted');
    const body = JSON.stringify({ IDs: [id] });
    await this.#ask('/api/v1/messages', (response) => response.text(), { method: 'DELETE', body });
  }

  async #page(query: string, start: number): Promise<{ mails: Envelope[]; count: number }> {
    const asked = new URLSearchParams({ query, start: String(start), limit: String(PAGE) });
    return this.#ask(`/api/v1/search?${asked}`, async (response) => {
      const { messages, messages_count: count } = Page.parse(await response.json());
      const mails = messages.map(({ ID, From, To, Cc, Bcc }) => ({
        ...{ id: ID, from: From?.Address ?? '', helo: '' },
        to: [To, Cc, Bcc].flatMap((list) => list ?? []).map(({ Address: address }) => address),
      }));
      return { mails, count };
    });
  }

  get #whom(): string {
    return `${this.name} (${this.url})`;
  }

  async #ask<T>(path: string, read: (response: Response) => Promise<T>, init: RequestInit = {}): Promise<T> {
    const signal = AbortSignal.timeout(this.#patience);
    const headers = {
      ...NEW_CONNECTION,
      ...this.#headers,
      ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    try {
      const response = await fetch(this.url + path, { ...init, headers, signal });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return await read(response);
    } catch (cause) {
      const why = signal.aborted ? `no answer within ${this.#patience / 1000} s` : reason(cause);
      throw new NoAnswer(`${init.method ?? 'GET'} ${path}`, this.#whom, why, { cause });
    }
  }
}

/** A phrase in a search: quotes inside it would end it. */
const quoted = (words: string): string => `"${words.replaceAll('"', '')}"`;

function reason(cause: unknown): string {
  if (cause instanceof z.ZodError || cause instanceof SyntaxError) return 'what answered is not Mailpit';
  // fetch hides the reason behind "fetch failed".
  return errorMessage(cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause);
}
