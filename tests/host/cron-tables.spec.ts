import { check, expect, proves, target, test } from '../../fixtures/index.js';

const { jobs } = target.cron;
/** A job without a line is off as well; that it has none is told by a check of its own. */
const MEANS = { on: ['on'], off: ['off', 'missing'] };
const mailbot = jobs.filter(({ id }) => id === 'mailbot');

test.describe('Crontabs', proves('6'), () => {
  for (const job of jobs) {
    const { title, schedule, user, command, script, prerelease } = job;

    test(
      `Puma's crontab holds the ${title} with its schedule, user and command`,
      check('cron/entry-present', job.id),
      ({ puma }) => {
        const { entries, where } = puma.job(job);
        const found = entries.map((entry) => `${entry.schedule} ${entry.user} ${entry.command}`).join('\n');
        const asked = `lines that name ${script}: ${where.join(', ') || 'none in any place cron reads on Puma'}`;

        expect(found, asked).toBe(`${schedule} ${user} ${command}`);
      },
    );

    test(`Cron on Puma takes the file that holds the ${title}`, check('cron/file-accepted', job.id), ({ puma }) => {
      const { problems, where } = puma.job(job);

      expect(where, `places on Puma that name ${script}`).not.toEqual([]);
      expect(problems, 'why cron ignores the file; it says so in its log, too').toEqual([]);
    });

    test(
      `The script of the ${title} on Puma can be run by ${user}`,
      check('cron/script-runnable', job.id),
      ({ puma, pumaFacts }) => {
        const account = pumaFacts.cron.accounts[user];
        expect(account, `account ${user} on Puma: getent passwd, shadow`).toMatchObject({ expired: false });
        const { exists, mayRun, why } = puma.scriptOf(job);

        expect(exists, `${script} on Puma`).toBe(true);
        expect(mayRun, `${script} on Puma, tried as ${user}: ${why}`).toBe(true);
      },
    );

    for (const [host, role] of [
      ['deer', 'old'],
      ['puma', 'new'],
    ] as const) {
      test(
        `The ${title} is ${prerelease[host]} on ${host === 'deer' ? 'Deer' : 'Puma'} before the switch`,
        check('cron/state-before-cutover', job.id, role),
        ({ deer, puma }) => {
          const { state, where } = { deer, puma }[host].job(job);

          expect(
            MEANS[prerelease[host]],
            `${where.join(', ') || 'no line in any place cron reads'} on ${host}`,
          ).toContain(state);
        },
      );
    }
  }

  for (const job of mailbot) {
    test('Mailbot is never on both hosts', check('mailbot/never-on-both-hosts'), ({ deer, puma }) => {
      const on = [deer, puma].filter((host) => host.job(job).state === 'on').map(({ name }) => name);

      expect(on.length, `on at ${on.join(' and ')}: every mail would be sent twice`).toBeLessThan(2);
    });
  }

  test("Puma's crontabs and jobs do not name Deer", check('cron/old-host-not-mentioned'), ({ puma }) => {
    expect(puma.mentionsOf(target.deer).cron, 'crontabs and scripts of the jobs: name or address of Deer').toEqual([]);
  });
});
