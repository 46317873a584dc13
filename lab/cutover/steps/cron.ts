import type { CronJob } from '../../../targets/schema.js';
import { otherJobs, switchJobs } from './crontab.js';
import { firstOf, type CutoverStep } from '../step.js';

const all = (): boolean => true;
const none = (): boolean => false;
const allButMailbot = ({ id }: CronJob): boolean => id !== 'mailbot';

export const cron: CutoverStep = {
  id: 'cron',
  step: '6',
  what: 'All jobs, including mailbot, run on Puma, and none on Deer',
  who: 'planetcruiser',
  until: 'retire',
  do: async () => {
    // In this order: without a mailbot for a moment, mail is late; with two of them, emails are sent twice.
    await switchJobs('deer', none);
    await switchJobs('puma', all);
  },
  undo: async () => {
    await switchJobs('puma', none);
    await switchJobs('deer', allButMailbot);
  },
  verify: () =>
    firstOf(
      () => otherJobs('deer', none),
      () => otherJobs('puma', all),
    ),
};
