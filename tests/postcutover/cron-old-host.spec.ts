import { check, expect, OLD, proves, target, test } from '../../fixtures/postcutover/test.js';

const { jobs } = target.cron;

test.describe(`Cron jobs on ${OLD} after the switch`, proves('6-again'), () => {
  for (const job of jobs) {
    const { title } = job;

    test(
      `After the switch, the ${title} is not enabled on ${OLD}`,
      check('cron/off-on-old-host', job.id),
      ({ oldHost, cutover }) => {
        const { state, where } = oldHost.job(job);

        expect(
          state,
          `state of the job after the switch at ${cutover.since.toISOString()}: ${where.join(', ')} on ${OLD}`,
        ).not.toBe('on');
      },
    );

    test(
      `${OLD} has not run the ${title} since the switch`,
      check('cron/not-run-on-old-host', job.id),
      ({ startsOnOldHost, cutover }) => {
        const starts = startsOnOldHost(job).map(({ at, text }) => `${new Date(at ?? 0).toISOString()} ${text}`);

        expect(starts).toHaveNoFindings(
          `runs of the ${title} in the cron log on ${OLD} after the switch at ${cutover.since.toISOString()}`,
        );
      },
    );
  }

  for (const job of jobs.filter(({ neverOnBoth }) => neverOnBoth)) {
    test(
      `After the switch, no process of the ${job.title} is running on ${OLD}`,
      check('cron/not-running-after-cutover', job.id),
      ({ oldHost, cutover }) => {
        const asked = `processes on ${OLD} with ${job.script} after the switch at ${cutover.since.toISOString()}`;

        expect(oldHost.processesOf(job), asked).toEqual([]);
      },
    );
  }
});
