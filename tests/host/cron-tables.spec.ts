import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/host/test.js';
import { jobOn } from '../../helpers/host/cron/job-on.js';

const { jobs } = target.cron;

test.describe('Crontabs', proves('6'), () => {
  for (const job of jobs) {
    const { title, script } = job;
    const { schedule, user, command, timer } = jobOn(job, 'new');
    // Not its name: Playwright takes what follows an @ for a tag.
    const place = timer === undefined ? 'crontab entry' : 'timer';
    const starter = timer === undefined ? 'Cron' : 'Systemd';

    test(
      `The ${place} for the ${title} on ${NEW} has the planned schedule, user, and command`,
      check('cron/entry-present', job.id),
      ({ newHost }) => {
        const { entries, where } = newHost.job(job);
        const found = entries.map((entry) => `${entry.schedule} ${entry.user} ${entry.command}`).join('\n');
        const asked = `places on ${NEW} that name ${script}: ${where.join(', ') || 'none'}`;

        expect(found, asked).toBe(`${schedule} ${user} ${command}`);
      },
    );

    test(
      `${starter} on ${NEW} accepts the file that schedules the ${title}`,
      check('cron/file-accepted', job.id),
      ({ newHost }) => {
        const { problems, where } = newHost.job(job);

        expect(where, `places on ${NEW} that name ${script}`).not.toEqual([]);
        expect(problems, "what is wrong with the file; for a crontab, see also cron's log").toEqual([]);
      },
    );

    test(
      `The script of the ${title} on ${NEW} can be run by ${user}`,
      check('cron/script-runnable', job.id),
      ({ newHost, newHostFacts }) => {
        const account = newHostFacts.cron.accounts[user];
        expect(account, `account ${user} on ${NEW}: getent passwd, shadow`).toMatchObject({ expired: false });
        const { exists, mayRun, why } = newHost.scriptOf(job);

        expect(exists, `whether there is a file ${script} on ${NEW}`).toBe(true);
        expect(mayRun, `${script} on ${NEW}, tried as ${user}: ${why}`).toBe(true);
      },
    );
  }

  test(
    `${NEW}'s crontabs and job scripts do not mention ${OLD}`,
    check('cron/old-host-not-mentioned'),
    ({ newHost }) => {
      expect(
        newHost.mentionsOf(target.hosts.old).cron,
        `mentions of ${OLD} or its address in crontabs and scripts of the jobs`,
      ).toEqual([]);
    },
  );
});
