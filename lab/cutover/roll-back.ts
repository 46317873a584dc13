import { LAB_ROX } from '../rox.js';
import { onHost } from '../hosts/hosts.js';
import { PUMA } from './apache.js';
import { isOff } from '../lab.js';
import { step } from '../exec.js';
import { cron } from './steps/cron.js';
import { CUTOVER_STEPS } from './steps.js';
import { dns, flush } from './steps/dns.js';
import { mailbotOff } from './steps/mailbot.js';
import { close, placeholder } from './steps/placeholder.js';
import { note, takeBack } from './runner.js';
import { proxy } from './steps/proxy.js';
import { subDomains } from './steps/sub-domains.js';
import { readOnly } from './bewelcome.js';

/**
 * The operations that the way back reverses, in this order: mailbot first, so that it never runs twice; Deer is closed
 * before it can be written to, and is reopened last. The copies on Puma are left as they are.
 */
export const WAY_BACK: readonly string[] = [cron, subDomains, dns, flush, proxy, readOnly, mailbotOff, placeholder].map(
  ({ id }) => id,
);

/** Where Puma keeps what members have done there since the switch. It is not copied to Deer: someone must look at it first. */
export const KEPT_ON_PUMA = '/var/backups/since-the-switch.sql';

/** Puma to Deer: the site is back where it was, and anyone who still comes to Puma is asked to wait until their DNS has been updated. */
export async function rollBack(): Promise<void> {
  const { main, archive, crypted } = LAB_ROX.databases;
  if (isOff('deer')) throw new Error('Deer is shut down and its /home has been shredded: there is no way back to Deer');
  await step('switching Puma to the placeholder', () => close(PUMA));
  await step(`saving Puma's databases, with everything received since the switch, to ${KEPT_ON_PUMA}`, () =>
    onHost(
      'puma',
      `umask 077
      mysqldump --single-transaction --routines --triggers --events --hex-blob --databases ${main} ${archive} ${crypted} >${KEPT_ON_PUMA}`,
    ),
  );
  for (const id of WAY_BACK) await takeBack(id);
  // Before the next attempt, the queries must be run and the copies made again.
  for (const { id } of CUTOVER_STEPS) if (!WAY_BACK.includes(id)) await note(id, 'undone');
}
