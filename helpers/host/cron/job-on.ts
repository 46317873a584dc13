import type { CronJob, HostRole } from '../../../targets/schema.js';

/** A job as a particular host starts it. */
export const jobOn = (job: CronJob, role: HostRole): CronJob =>
  role === 'new' && job.onNewHost !== undefined ? { ...job, timer: undefined, ...job.onNewHost } : job;
