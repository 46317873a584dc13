import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Host, Log } from '../../targets/schema.js';
import { NoAnswer } from '../core/no-answer.js';
import type { HostFacts } from '../host/facts/types.js';
import { readMailLine } from '../host/logs/mail-log-lines.js';
import { parseMailLog } from '../host/logs/mail-log.js';
import { readLogs, type LogLine } from '../host/logs/logs.js';
import { shellQuote } from '../ssh/ssh-errors.js';
import { hostLabel, runScript } from '../ssh/ssh.js';

/** The fate of an email. */
export type Fate = {
  /** Who accepted it outside of the host; undefined: no one did. */
  readonly acceptedBy: string | undefined;
  /** The log's last entry about it, from its status on, and where it went instead; empty: none. */
  readonly said: string;
};

const INTERVAL_MS = 1_000;
/** Polled repeatedly: the email that was just sent is among the newest lines. */
const TAIL_BYTES = 1_000_000;
/** The fate of an email in a log line: Postfix and sendmail; Exim's deliveries, `==` for deferred and `**` for bounced. */
const STATUS = /\bstat(?:us)?=.*|(?<= )(?:[-=*]>|==|\*\*) .*/s;
/** A receiver that asks for a later retry, as in greylisting, has not refused (RFC 5321, 4.2.1). */
const POSTPONED =
  /\bstatus=deferred \(host \S+ (?:said|refused to talk to me): 4\d\d|\bstat=Deferred: 4\d\d|^== .*: SMTP error from remote mail server .*: 4\d\d/;
const BOUNCED = /^status=bounced|^\*\* /;

/**
 * Sends an email through the mail server of a host, as its programs do (sendmail(1)), and follows it in the host's mail log until
 * another server has accepted it. If it is still queued after `withinMs`, it is removed from the queue.
 * @throws {NoAnswer} when the host or its log could not be asked, the log does not say what became of the email, or the
 * receiver asks for a later retry
 */
export async function sendAndFollow(
  host: Host,
  { to, log, facts, withinMs }: { to: string; log: Log; facts: HostFacts; withinMs: number },
): Promise<Fate> {
  const id = await send(host, to);
  const deadline = performance.now() + withinMs;
  for (;;) {
    const { lines } = (await readLogs(host, [log], facts, TAIL_BYTES))(log.id);
    const fate = fateOf(id, to, lines);
    if (fate.isDecided) return fate;
    if (performance.now() > deadline) {
      for (const queueId of fate.queueIds) await discard(host, queueId);
      if (fate.unclear !== undefined)
        throw new NoAnswer(`the fate of an email to ${to}`, hostLabel(host), fate.unclear);
      return fate;
    }
    await delay(INTERVAL_MS);
  }
}

/**
 * The fate of the email with a Message-ID to a recipient, according to a mail log.
 * @returns `isDecided`: no later line of the log can change it; `unclear`: why it proves nothing yet
 */
export function fateOf(
  id: string,
  to: string,
  lines: readonly LogLine[],
): Fate & { readonly queueIds: readonly string[]; readonly isDecided: boolean; readonly unclear: string | undefined } {
  const read = lines.flatMap(({ text }) => {
    const line = readMailLine(text);
    return typeof line === 'string' ? [] : [{ ...line, text }];
  });
  const queueIds = read.filter(({ messageId }) => messageId === `<${id}>`).map(({ queueId }) => queueId);
  const own = ({ queueId }: { queueId: string }): boolean => queueIds.includes(queueId);
  const deliveries = parseMailLog(lines).deliveries.filter(own);
  const out = deliveries.filter(({ via }) => via === 'out');
  // Maps of the mail server can rewrite the recipient.
  const astray = out.find((each) => each.to.toLowerCase() !== to.toLowerCase());
  const acceptedBy = out.find((each) => each !== astray)?.relay;
  const status =
    read
      .filter(own)
      .flatMap(({ text }) => STATUS.exec(text)?.[0] ?? [])
      .at(-1) ?? '';
  return {
    acceptedBy,
    said: astray === undefined ? status : `it went to ${astray.to} instead, ${status}`,
    queueIds,
    isDecided: acceptedBy !== undefined || astray !== undefined || BOUNCED.test(status),
    unclear: whyUnclear(status, out.length === 0 && deliveries.some(({ via }) => via === 'loopback')),
  };
}

/** @param isWithFilter another program on the host, a filter or a tunnel, has it, and the log does not show what that program did */
function whyUnclear(status: string, isWithFilter: boolean): string | undefined {
  if (status === '') return 'its mail log does not say what became of the message';
  return isWithFilter || POSTPONED.test(status) ? status : undefined;
}

/** @returns its Message-ID, without the angle brackets */
async function send(host: Host, to: string): Promise<string> {
  const description = `to send an email to ${to} with sendmail(1)`;
  const id = `d2p.${randomBytes(6).toString('hex')}@${host.hostname}`;
  const mail = [
    `To: ${to}`,
    `Subject: A test email from ${host.hostname} for the migration`,
    `Message-ID: <${id}>`,
    'Auto-Submitted: auto-generated',
    '',
    'The move to this server is being verified. You do not need to do anything.',
  ];
  const { exitCode, stderr } = await runScript(
    host,
    `PATH=$PATH:/usr/lib
printf '%s\\n' ${mail.map(shellQuote).join(' ')} | sendmail -i -t`,
    { description },
  );
  if (exitCode !== 0) throw new NoAnswer(description, hostLabel(host), stderr.trim() || `status ${exitCode}`);
  return id;
}

/** The queue belongs to the operators: only this email is removed (postsuper(1), exim(8)). */
async function discard(host: Host, queueId: string): Promise<void> {
  const word = shellQuote(queueId);
  await runScript(
    host,
    `{ command -v postsuper && postsuper -d ${word}; command -v exim4 && exim4 -Mrm ${word}; } >/dev/null 2>&1 || :`,
    { description: `to remove message ${queueId} from the mail queue` },
  );
}
