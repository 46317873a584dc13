import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { unique } from '../core/lists.js';
import { toMail, type Mail } from './mail.js';
import { MailHog } from './mailhog.js';
import type { Envelope, MailSink } from './sink.js';

export type { Mail };

type Wanted = {
  /** Exact address, as given to the mail server. */
  readonly to: string;
  /** Exact address of the From header. */
  readonly from?: string;
  /** The whole decoded subject, or a pattern in it. */
  readonly subject?: string | RegExp;
  /** Any other condition that the email must meet. */
  readonly match?: (mail: Mail) => boolean;
  /** The exact number required; default: 1. 0 needs `settle`. */
  readonly count?: number;
  /** How long to wait for them, in ms. */
  readonly within: number;
  /** How long to watch for an extra one after the last has arrived, in ms; default: 0. */
  readonly settle?: number;
};

export type Mailbox = {
  /**
   * Waits until the messages are there.
   *
   * @throws Error if too few came in time, or too many; lists the other messages for this recipient
   * @throws NoAnswer if the sink could not be asked
   */
  waitFor(wanted: Wanted): Promise<Mail[]>;
  /** The same for exactly one message. */
  waitForOne(wanted: Omit<Wanted, 'count'>): Promise<Mail>;
  /** All messages to an address, newest first. */
  list(to: string): Promise<Mail[]>;
  /** Deletes one message. Other people's messages must not be touched, so there is no way to delete all. */
  remove(id: string): Promise<void>;
  /**
   * Deletes the messages to, from, and about a person with a unique name, or with a unique beginning of the name.
   * @returns how many there were
   */
  forget(name: string): Promise<number>;
  /** How many messages are to or from a person whose name begins with this, or contain it in their text; at most one page of each. */
  count(name: string): Promise<number>;
};

/** A sink is close and keeps its messages in memory; frequent polling costs little. */
const INTERVAL = 100;

/** The messages in MailHog: {@link mailboxIn} with the root of its API, whose user and password are used but never shown. */
export const mailbox = (url: string, patience = 5_000): Mailbox => mailboxIn(new MailHog(url, patience));

/** The messages in a sink. */
export function mailboxIn(sink: MailSink): Mailbox {
  const read = new Map<string, Promise<Mail>>();

  /** Several checks share a recipient, and each removes its own messages: one that was just found may be gone. */
  const unlessGone = async <T>(question: Promise<T>, id: string, search: () => Promise<string[]>): Promise<T[]> => {
    try {
      return [await question];
    } catch (cause) {
      if ((await search()).includes(id)) throw cause;
      return [];
    }
  };

  const mailOf = async (envelope: Envelope): Promise<Mail> => {
    // A message never changes, so it is fetched once.
    const mail = read.get(envelope.id) ?? toMail(await sink.download(envelope.id), envelope);
    read.set(envelope.id, mail);
    return await mail;
  };

  const list = async (to: string): Promise<Mail[]> => {
    const envelopes = await sink.search(to);
    const search = async (): Promise<string[]> => (await sink.search(to)).map(({ id }) => id);
    const mails = await Promise.all(envelopes.map((envelope) => unlessGone(mailOf(envelope), envelope.id, search)));
    return mails.flat();
  };

  const waitFor = async (wanted: Wanted): Promise<Mail[]> => {
    const { count = 1, within, settle = 0 } = wanted;
    const deadline = Date.now() + within;
    let settled: number | undefined;
    for (;;) {
      const all = await list(wanted.to);
      const found = all.filter((mail) => fits(mail, wanted));
      if (found.length > count) throw new Error(complaint(sink.url, wanted, all, found));
      if (found.length === count) settled ??= Date.now() + settle;
      if (settled !== undefined && Date.now() >= settled) return found;
      if (settled === undefined && Date.now() >= deadline) {
        const astray = all.length > 0 ? [] : await sink.mentioning(wanted.to).catch(() => []);
        throw new Error(complaint(sink.url, wanted, all, found, astray));
      }
      await delay(INTERVAL);
    }
  };

  const remove = async (id: string): Promise<void> => {
    await sink.remove(id);
    read.delete(id);
  };

  const about = async (name: string): Promise<string[]> => {
    const found = await Promise.all((['to', 'from', 'containing'] as const).map((kind) => sink.find(kind, name)));
    return unique(found.flat());
  };

  return {
    list,
    waitFor,
    waitForOne: async (wanted) => {
      const [mail] = await waitFor({ ...wanted, count: 1 });
      if (mail === undefined) throw new Error(`no mail for ${wanted.to}`);
      return mail;
    },
    remove,
    forget: async (name) => {
      let removed = 0;
      // A search returns one page.
      for (let ids = await about(name); ids.length > 0; ids = await about(name))
        for (const id of ids) removed += (await unlessGone(remove(id), id, () => about(name))).length;
      return removed;
    },
    count: async (name) => (await about(name)).length,
  };
}

/**
 * An address that no other test, and no earlier run, has used. It identifies the test, so a leftover message can be traced to
 * its origin.
 */
export function recipient(kind: string, testId: string, domain: string): string {
  const test = createHash('sha256').update(testId).digest('hex').slice(0, 8);
  return `${kind.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.${test}.${randomBytes(4).toString('hex')}@${domain}`;
}

function fits(mail: Mail, { from, subject, match }: Wanted): boolean {
  if (from !== undefined && mail.from.toLowerCase() !== from.toLowerCase()) return false;
  if (typeof subject === 'string' && mail.subject !== subject) return false;
  if (subject instanceof RegExp && mail.subject.search(subject) === -1) return false;
  return match === undefined || match(mail);
}

function complaint(
  url: string,
  wanted: Wanted,
  all: readonly Mail[],
  found: readonly Mail[],
  astray: readonly Envelope[] = [],
): string {
  const { to, from, subject, match, count = 1, within } = wanted;
  const what = [
    `to ${to}`,
    from !== undefined && `from ${from}`,
    subject !== undefined && `with subject ${typeof subject === 'string' ? JSON.stringify(subject) : String(subject)}`,
    match && 'and meeting the condition in the check',
  ].filter((part) => part !== false && part !== undefined);
  const others = all.map(
    (mail) =>
      `  - ${JSON.stringify(mail.subject)} from ${mail.from || 'an unknown sender'}${found.includes(mail) ? ' (matches)' : ''}`,
  );
  return (
    `${found.length} instead of ${count} mail message${count === 1 ? '' : 's'} ${what.join(' ')}, in the mailbox at ${url}, ` +
    `within ${within / 1000} s.\n` +
    (all.length === 0 ? nothingFor(astray) : `Mail for this recipient:\n${others.join('\n')}`)
  );
}

/** A server under test may send all its mail to one tester: the envelope names the tester, while the header still has the recipient. */
function nothingFor(astray: readonly Envelope[]): string {
  const others = unique(astray.flatMap((mail) => mail.to));
  return others.length === 0
    ? 'There is no mail at all for this recipient.'
    : `The mail was sent, but went to ${others.slice(0, 3).join(', ')} instead: it names this recipient, but its envelope does not.`;
}
