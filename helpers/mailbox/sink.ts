/** Who was named to the mail server. */
export type Envelope = {
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  /** How the server that handed it in called itself; empty where the sink does not say. */
  readonly helo: string;
};

/** A server that keeps all mail it is given, with an end to every question. Each method throws NoAnswer if it could not be asked. */
export type MailSink = {
  /** Its name and its address, without user and password, for messages. */
  readonly name: string;
  readonly url: string;
  /** Envelopes of all mails to exactly this address, newest first. */
  search(to: string): Promise<Envelope[]>;
  /** Ids of the first mails, newest first, that a search of this kind finds. */
  find(kind: 'to' | 'from' | 'containing', words: string): Promise<string[]>;
  /** Envelopes of some mails that have a text in their headers or their body. */
  mentioning(text: string): Promise<Envelope[]>;
  /** The mail as it was received. */
  download(id: string): Promise<Buffer>;
  /** Deletes one mail. There is no method to delete all: other checks wait for theirs. */
  remove(id: string): Promise<void>;
};

/**
 * Headers for a question on a new connection. The server may close one that is kept at the moment it is used again, and
 * fetch does not ask a second time.
 */
export const NEW_CONNECTION = { connection: 'close' } as const;
