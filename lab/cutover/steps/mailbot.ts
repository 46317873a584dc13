import { LAB_ROX } from '../../rox.js';
import { lab } from '../../../targets/lab/target.js';
import type { CronJob } from '../../../targets/schema.js';
import { onHost, type LabMachine } from '../../hosts/hosts.js';
import { CEILING_MS, until } from '../../hosts/processes.js';
import { otherJobs, switchJobs } from './crontab.js';
import { firstOf, type CutoverStep } from '../step.js';

const job = lab.cron.jobs.find(({ id }) => id === 'mailbot');
if (job === undefined) throw new Error('the target has no "mailbot" job');
const { user, command } = job;

/** The runbook's two queries, in its own words. */
const PENDING = ['messages', 'posts_notificationqueue'].map(
  (table) =>
    `SELECT '${table}', created FROM ${table} WHERE status="ToSend" AND created > DATE_SUB(NOW(), INTERVAL 10 MINUTE)`,
);

/** Rows that these queries find, e.g. `posts_notificationqueue 2012-06-22 06:51:00`, latest last. */
async function pending(): Promise<string[]> {
  const sql = `${PENDING.join(' UNION ALL ')} ORDER BY 2`;
  const said = await onHost('deer', `mysql -N ${LAB_ROX.databases.main} <<'END_OF_SQL'\n${sql};\nEND_OF_SQL`);
  return said.split('\n').filter((line) => line !== '');
}

/** The mail queue of a host. Mail from cron to root passes through it too, so a non-empty queue is given a moment. */
export async function mailQueue(machine: LabMachine): Promise<string | undefined> {
  let said = '';
  const isEmpty = async (): Promise<boolean> =>
    (said = (await onHost(machine, 'mailq')).trim()) === 'Mail queue is empty';
  return until(60_000, '', isEmpty).then(
    () => undefined,
    () => `the mail server on the machine ${machine} still has mail to deliver: ${said.slice(0, 200)}`,
  );
}

async function notSent(): Promise<string | undefined> {
  const rows = await pending();
  if (rows.length === 0) return undefined;
  // Mailbot leaves a forum mail alone until its post is ten minutes old, so that the author can still change it. No
  // clock is changed here: anyone who comes too early is told how long to wait.
  return `not yet sent by mailbot on Deer: ${rows.join(', ')}. Forum mail is held until the post is ten minutes old; try again then`;
}

export const mail: CutoverStep = {
  id: 'mail',
  step: '9',
  what: 'Mailbot on Deer has sent everything, and the mail server has delivered it',
  who: '',
  until: 'read-only',
  do: async () => {
    // Started by hand, in addition to cron's runs: the next one may be five minutes away on the day.
    await onHost('deer', `su ${user} -s /bin/sh <<'END_OF_COMMAND'\ncd\n${command}\nEND_OF_COMMAND`);
  },
  undo: () => Promise.resolve(),
  verify: () => firstOf(notSent, () => mailQueue('deer')),
};

const withoutMailbot = ({ id }: CronJob): boolean => id !== 'mailbot';
const asBefore = ({ prerelease }: CronJob): boolean => prerelease.old === 'on';

async function running(): Promise<string | undefined> {
  const said = (await onHost('deer', 'pgrep -f mailbot.mjs || true')).trim();
  return said === '' ? undefined : `mailbot is still running on Deer: PID ${said.replaceAll('\n', ', ')}`;
}

export const mailbotOff: CutoverStep = {
  id: 'mailbot-off',
  step: '10',
  what: "Mailbot is switched off in Deer's crontab",
  who: 'planetcruiser',
  until: 'retire',
  do: async () => {
    await switchJobs('deer', withoutMailbot);
    // A mailbot that cron started a moment ago ends on its own; if we ended it, the same email might be sent again later.
    await until(
      CEILING_MS,
      'a mailbot that was already running on Deer did not exit',
      async () => (await running()) === undefined,
    );
  },
  undo: () => switchJobs('deer', asBefore),
  verify: () => firstOf(() => otherJobs('deer', withoutMailbot, [job]), running),
};
