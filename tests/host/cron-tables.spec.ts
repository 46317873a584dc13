import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/host/test.js';

const { jobs } = target.cron;
/** A job without a line is off as well; that it has none is told by a check of its own. */
const MEANS = { on: ['on'], off: ['off', 'missing'] };
const mailbot = jobs.filter(({ id }) => id === 'mailbot');

test.describe('Crontabs', proves('6'), () => {
  for (const job of jobs) {
    const { title, schedule, user, command, script, prerelease } = job;

    test(
      `${NEW}'s crontab holds the ${title} with its schedule, user and command`,
      check('cron/entry-present', job.id),
      ({ newHost }) => {
        const { entries, where } = newHost.job(job);
        const found = entries.map((entry) => `${entry.schedule} ${entry.user} ${entry.command}`).join('\n');
        const asked = `lines that name ${script}: ${where.join(', ') || `none in any place cron reads on ${NEW}`}`;

        expect(found, asked).toBe(`${schedule} ${user} ${command}`);
      },
    );

    test(
      `Cron on ${NEW} takes the file that holds the ${title}`,
      check('cron/file-accepted', job.id),
      ({ newHost }) => {
        const { problems, where } = newHost.job(job);

        expect(where, `places on ${NEW} that name ${script}`).not.toEqual([]);
        expect(problems, 'why cron ignores the file; it says so in its log, too').toEqual([]);
      },
    );

    test(
      `The script of the ${title} on ${NEW} can be run by ${user}`,
      check('cron/script-runnable', job.id),
      ({ newHost, newHostFacts }) => {
        const account = newHostFacts.cron.accounts[user];
        expect(account, `account ${user} on ${NEW}: getent passwd, shadow`).toMatchObject({ expired: false });
        const { exists, mayRun, why } = newHost.scriptOf(job);

        expect(exists, `${script} on ${NEW}`).toBe(true);
        expect(mayRun, `${script} on ${NEW}, tried as ${user}: ${why}`).toBe(true);
      },
    );

    for (const [host, role] of [
      ['old', 'old'],
      ['new', 'new'],
    ] as const) {
      test(
        `The ${title} is ${prerelease[host]} on ${host === 'old' ? OLD : NEW} before the switch`,
        check('cron/state-before-cutover', job.id, role),
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

  test(`${NEW}'s crontabs and jobs do not name ${OLD}`, check('cron/old-host-not-mentioned'), ({ newHost }) => {
    expect(
      newHost.mentionsOf(target.hosts.old).cron,
      `crontabs and scripts of the jobs: name or address of ${OLD}`,
    ).toEqual([]);
  });
});
