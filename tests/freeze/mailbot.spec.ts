import { check, expect, OLD, proves, target, test } from '../../fixtures/freeze/test.js';

const mailbot = target.cron.jobs.filter(({ id }) => id === 'mailbot');

test.describe('Mailbot', proves('10'), () => {
  for (const job of mailbot) {
    test(
      `Mailbot is off everywhere that ${OLD}'s cron reads`,
      check('mailbot/off-on-old-host'),
      ({ maintenanceMode }) => {
        const { state, where } = maintenanceMode.oldHost.job(job);

        expect(state, `${where.join(', ') || 'no line'} on ${OLD}: every message would be mailed again`).not.toBe('on');
      },
    );

    test(`No mailbot runs on ${OLD}`, check('mailbot/not-running-on-old-host'), ({ maintenanceMode }) => {
      expect(
        maintenanceMode.oldHost.processesOf(job),
        `processes on ${OLD} with ${job.script} in their command`,
      ).toEqual([]);
    });
  }
});
