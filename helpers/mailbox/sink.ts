/** The addresses given to the mail server. */
export type Envelope = {
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  /** The name with which the delivering server introduced itself; empty if the sink does not record it. */
  readonly helo: string;
};

/** A server that keeps all mail it receives, with a time limit for every question. Each method throws NoAnswer if the server could not be asked. */
export type MailSink = {
  /** Its name and its address, without user and password, for error messages. */
  readonly name: string;
  readonly url: string;
  /** Envelopes of all messages to exactly this address, newest first. */
  search(to: string): Promise<Envelope[]>;
  /** Ids of the first messages, newest first, that a search of this kind finds. */
  find(kind: 'to' | 'from' | 'containing', words: string): Promise<string[]>;
  /** Envelopes of some messages that contain a text in their headers or their body. */
  mentioning(text: string): Promise<Envelope[]>;
  /** The message as it was received. */
  download(id: string): Promise<Buffer>;
  /** Deletes one message. There is no method to delete all: other checks are waiting for theirs. */
  remove(id: string): Promise<void>;
};

/**
 * Headers for a question on a new connection. The server may close a kept-alive connection at the moment it is reused, and
 * fetch does not retry.
 */
export const NEW_CONNECTION = { connection: 'close' } as const;
