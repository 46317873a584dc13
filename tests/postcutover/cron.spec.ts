import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/postcutover/test.js';
import { jobOn } from '../../helpers/host/cron/job-on.js';

const { jobs } = target.cron;

test.describe('Cron jobs after the switch', proves('6-again'), () => {
  for (const job of jobs) {
    const { title, script } = job;
    const { schedule, user, command, timer } = jobOn(job, 'new');

    test(
      `The ${title} is enabled on ${NEW} with the planned schedule, user, and command`,
      check('cron/on-after-cutover', job.id),
      ({ newHost, cutover }) => {
        const { entries, where, problems, state } = newHost.job(job);
        const found = entries.map((entry) => ({ schedule: entry.schedule, user: entry.user, command: entry.command }));

        expect(cutover.since, `time of the switch on ${OLD}`).toBeInstanceOf(Date);
        expect(state, `state of the job: ${where.join(', ') || 'not scheduled anywhere'} on ${NEW}`).toBe('on');
        expect(found, `active lines that name ${script}: ${where.join(', ')}`).toEqual([{ schedule, user, command }]);
        expect(
          problems,
          `what is wrong with the file that schedules the job on ${NEW}; for a crontab, see also cron's log`,
        ).toEqual([]);
      },
    );

    test(
      `${timer === undefined ? 'Cron' : 'A timer'} on ${NEW} has started the ${title} since the switch`,
      check('cron/started-since-cutover', job.id),
      ({ startsOnNewHost, cutover }) => {
        const users = startsOnNewHost(job).map((start) => start.user);

        expect(
          users,
          `${timer === undefined ? `CMD lines with ${script} in ${NEW}'s cron log` : `runs started by ${timer} in ${NEW}'s journal`} since ${cutover.since.toISOString()}`,
        ).toContain(user);
      },
    );

    test(
      `The ${title} has had its expected effect on ${NEW} since the switch`,
      check('cron/trace-left-since-cutover', job.id),
      async ({ missingTracesOf, cutover }) => {
        const missing = await missingTracesOf(job);

        expect(missing).toHaveNoFindings(
          `signs that the job has not done its work since ${cutover.since.toISOString()}; root's mail may say why`,
        );
      },
    );
  }
});
