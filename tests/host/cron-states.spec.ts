import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/host/test.js';

const { jobs } = target.cron;
const once = jobs.filter(({ neverOnBoth }) => neverOnBoth);

test.describe('Cron jobs', proves('6'), () => {
  for (const job of jobs) {
    const { title, prerelease } = job;

    for (const host of ['old', 'new'] as const) {
      test(
        `The ${title} is ${prerelease[host] === 'on' ? 'enabled' : 'disabled'} on ${host === 'old' ? OLD : NEW} before the switch`,
        check('cron/state-before-cutover', job.id, host),
        ({ oldHost, newHost }) => {
          const { state, where } = { old: oldHost, new: newHost }[host].job(job);

          // A job without a line is off as well; a separate check reports that it has none.
          expect(
            state === 'missing' ? 'off' : state,
            `state of the job: ${where.join(', ') || 'not scheduled anywhere'} on ${{ old: OLD, new: NEW }[host]}`,
          ).toBe(prerelease[host]);
        },
      );
    }
  }

  for (const job of once) {
    test(
      `The ${job.title} is not enabled on both hosts at once`,
      check('cron/never-on-both-hosts', job.id),
      ({ oldHost, newHost }) => {
        const on = [oldHost, newHost].filter((host) => host.job(job).state === 'on').map(({ name }) => name);

        expect(
          on.length,
          `enabled on ${on.join(' and ')}: all its work, every email included, would be done twice`,
        ).toBeLessThan(2);
      },
    );
  }
});
