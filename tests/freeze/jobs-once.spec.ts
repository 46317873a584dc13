import { holdOn } from '../../helpers/core/no-answer.js';
import { check, expect, OLD, proves, target, test } from '../../fixtures/freeze/test.js';

const { jobs } = target.cron;
const once = jobs.filter(({ neverOnBoth }) => neverOnBoth);

test.describe('Jobs that must never run on both hosts', proves('10'), () => {
  for (const job of once) {
    test(`The ${job.title} is not enabled on ${OLD}`, check('cron/off-in-freeze', job.id), ({ maintenanceMode }) => {
      const { state, where } = maintenanceMode.oldHost.job(job);

      expect(
        state,
        `state of the job: ${where.join(', ') || 'not scheduled anywhere'} on ${OLD}; if it is enabled, all its work is done twice`,
      ).not.toBe('on');
    });

    test(
      `No process of the ${job.title} is running on ${OLD}`,
      check('cron/not-running-in-freeze', job.id),
      ({ maintenanceMode }) => {
        expect(
          maintenanceMode.oldHost.processesOf(job),
          `processes on ${OLD} with ${job.script} in their command`,
        ).toEqual([]);
      },
    );
  }

  // Where there is none of them, that is to be known of every job.
  if (jobs.length > 0 && once.length === 0)
    test(
      'Every job is allowed to run on both hosts at once',
      check('cron/may-be-on-both-hosts'),
      ({ maintenanceMode }) => {
        const unsaid = maintenanceMode.target.cron.jobs.filter(({ neverOnBoth }) => neverOnBoth === undefined);
        holdOn(
          'No target entry (neverOnBoth) says whether these may run on both hosts at once:',
          unsaid.map(({ title }) => title),
        );

        expect(unsaid).toEqual([]);
      },
    );
});
