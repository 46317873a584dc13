import type { Target } from '../../targets/schema.js';
import { MailHog } from './mailhog.js';
import { Mailpit } from './mailpit.js';
import type { MailSink } from './sink.js';

/**
 * The sink in which the test mail of a target ends up; null if it has none.
 * @param patience for one question, in ms
 */
export function sinkOf({ mailhog, mailpit }: Target['mail'], patience = 5_000): MailSink | null {
  if (mailhog !== null) return new MailHog(mailhog, patience);
  return mailpit === null ? null : new Mailpit(mailpit, patience);
}
