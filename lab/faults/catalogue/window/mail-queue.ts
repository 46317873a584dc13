import { LAB_ROX } from '../../../rox.js';
import { onHost } from '../../../hosts/hosts.js';
import { shell, editFiles, type Change, type Faults } from '../fault.js';

const gate = 'freeze';
const { main } = LAB_ROX.databases;
const TABLE = '/etc/cron.d/rox';

/**
 * A row that was written on Deer before it was read-only, and came to Puma with the copy.
 * @param values of the row; `moment` is an SQL expression for two minutes ago
 */
function onBoth(table: string, columns: string, values: (moment: string) => string): Change {
  // The system user of the server is the one account that read_only does not bind.
  const run = (on: 'deer' | 'puma', text: string): Promise<string> =>
    onHost(on, `su mysql -s /bin/sh -c 'mysql ${main}' <<'END_OF_SQL'\n${text}\nEND_OF_SQL`);
  const everywhere = (text: string): Promise<unknown> => Promise.all([run('deer', text), run('puma', text)]);
  return {
    inject: () => {
      const moment = `FROM_UNIXTIME(${Math.floor(Date.now() / 1000) - 120})`;
      return everywhere(
        `INSERT INTO ${table} (id, created, updated, ${columns}) VALUES (900001, ${moment}, ${values(moment)});`,
      );
    },
    revert: () => everywhere(`DELETE FROM ${table} WHERE id = 900001; ALTER TABLE ${table} AUTO_INCREMENT = 1;`),
  };
}

export const mail: Faults = {
  'deer-message-not-yet-sent': {
    description: "A member's message on Deer is still waiting to be sent.",
    precedent: 'step 9 was skipped: mailbot was switched off before it had sent everything',
    gate,
    checks: ['mailbot/nothing-recent-pending[messages]', 'mailbot/nothing-old-pending[messages]'],
    expectedMessage: /from messages where.*900001/,
    ...onBoth('messages', 'IdSender, IdReceiver, Message, Status', (moment) => `${moment}, 1, 2, 'waits', 'ToSend'`),
  },
  'deer-forum-mail-not-yet-sent': {
    description: 'A forum notification on Deer is still waiting to be sent.',
    precedent: 'the queue was emptied once; then someone posted before the site was closed',
    gate,
    checks: [
      'mailbot/nothing-recent-pending[posts_notificationqueue]',
      'mailbot/nothing-old-pending[posts_notificationqueue]',
    ],
    expectedMessage: /from posts_notificationqueue where.*900001/,
    ...onBoth('posts_notificationqueue', 'IdMember, IdPost, Status', (moment) => `${moment}, 1, 1, 'ToSend'`),
  },
  'deer-mail-queue-not-empty': {
    description: 'A message is stuck in the mail queue on Deer.',
    precedent: 'the old queue is not drained: deferred mail is lost with the old host, or arrives days later',
    gate,
    checks: ['mail/queue-empty'],
    expectedMessage: /not empty \(messages waiting: \d+\)/,
    ...shell(
      'deer',
      `postconf -e defer_transports=smtp && postfix reload
      printf 'Subject: stuck\\n\\nstuck\\n' | sendmail -f signup@bewelcome.example somebody@example.org`,
      `postsuper -d ALL
      postconf -X defer_transports && postfix reload`,
    ),
  },
  'deer-mailbot-still-on': {
    description: "Mailbot is still switched on in Deer's crontab.",
    precedent: 'step 10 was forgotten: after the switch, both hosts mail every message',
    gate,
    checks: ['cron/off-in-freeze[mailbot]'],
    // Cron starts it every five minutes, so it may happen to be running when the check looks.
    mayAlsoFail: ['cron/not-running-in-freeze[mailbot]'],
    expectedMessage: /cron\.d\/rox line \d+ on Deer; if it is enabled, all its work is done twice|\+ +"\d+ bwrox"/,
    ...editFiles('deer', [TABLE], `sed -i '/mailbot/s/^#//' ${TABLE}`),
  },
  'deer-mailbot-in-a-users-crontab': {
    description: "Mailbot is switched off in Deer's system crontab but not in the crontab of the user bwrox.",
    precedent: 'a job in two places, one of them forgotten',
    gate,
    checks: ['cron/off-in-freeze[mailbot]'],
    mayAlsoFail: ['cron/not-running-in-freeze[mailbot]'],
    expectedMessage: /crontabs\/bwrox line \d+ on Deer|\+ +"\d+ bwrox"/,
    ...shell(
      'deer',
      `printf '*/5 * * * * env node ${LAB_ROX.sites.www.root}/htdocs/bw/mailbot.mjs >/dev/null 2>&1\\n' | crontab -u bwrox -`,
      'crontab -u bwrox -r',
    ),
  },
  'deer-mailbot-hangs': {
    description: 'A mailbot process that was started before the job was switched off is still running on Deer.',
    precedent: 'a process waits for a mail server that does not answer, and continues when it does',
    gate,
    checks: ['cron/not-running-in-freeze[mailbot]'],
    expectedMessage: /\+ +"\d+ bwrox"/,
    ...shell(
      'deer',
      `su bwrox -s /bin/sh -c 'exec setsid sh -c "sleep 3600; :" ${LAB_ROX.sites.www.root}/htdocs/bw/mailbot.mjs' >/dev/null 2>&1 </dev/null &`,
      'pkill -f [m]ailbot.mjs; pkill -f "sleep 360[0]"',
    ),
  },
};
