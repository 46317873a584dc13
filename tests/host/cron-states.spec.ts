import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/host/test.js';

const { jobs } = target.cron;
/** A job without a line is off as well; a separate check reports the missing line. */
const MEANS = { on: ['on'], off: ['off', 'missing'] };
const mailbot = jobs.filter(({ id }) => id === 'mailbot');

test.describe('Cron jobs before the switch', proves('6'), () => {
  for (const job of jobs) {
    const { title, prerelease } = job;

    for (const host of ['old', 'new'] as const) {
      test(
        `The ${title} is ${prerelease[host]} on ${host === 'old' ? OLD : NEW} before the switch`,
        check('cron/state-before-cutover', job.id, host),
        ({ oldHost, newHost }) => {
          const { state, where } = { old: oldHost, new: newHost }[host].job(job);

          expect(
            MEANS[prerelease[host]],
            `${where.join(', ') || 'no line in any place cron reads'} on ${host}`,
          ).toContain(state);
        },
      );
    }
  }

  for (const job of mailbot) {
    test('Mailbot is never on both hosts', check('mailbot/never-on-both-hosts'), ({ oldHost, newHost }) => {
      const on = [oldHost, newHost].filter((host) => host.job(job).state === 'on').map(({ name }) => name);

      expect(on.length, `on at ${on.join(' and ')}: every mail would be sent twice`).toBeLessThan(2);
    });
  }
});
