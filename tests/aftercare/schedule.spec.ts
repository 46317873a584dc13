import { check, expect, NEW, proves, target, test } from '../../fixtures/aftercare/test.js';

test.describe('Schedule', proves('still-sound'), () => {
  for (const job of target.cron.jobs)
    test(
      `The ${job.title} is enabled on ${NEW}, even if it was off during the switch`,
      check('cron/still-on', job.id),
      ({ aftercareContext: { newHost } }) => {
        const { state, where } = newHost.job(job);

        expect(state, `state of the job: ${where.join(', ') || 'not scheduled anywhere'} on ${NEW}`).toBe('on');
      },
    );
});
