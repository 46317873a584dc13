import { check, expect, proves, target, test, told } from '../../fixtures/index.js';

const { jobs } = target.cron;
const isMailbot = ({ id }: (typeof jobs)[number]): boolean => id === 'mailbot';

test.describe('Cron jobs after the switch', proves('6-again'), () => {
  for (const job of jobs) {
    const { title, schedule, user, command, script } = job;

    test(
      `The ${title} is on on Puma, with its schedule, user and command`,
      check('cron/on-after-cutover', job.id),
      ({ puma, cutover }) => {
        const { entries, where, problems, state } = puma.job(job);
        const found = entries.map((entry) => ({ schedule: entry.schedule, user: entry.user, command: entry.command }));

        expect(cutover.since, 'Deer forwards').toBeInstanceOf(Date);
        expect(state, `${where.join(', ') || `no line with ${script} in any place cron reads`} on Puma`).toBe('on');
        expect(found, `lines in force that name ${script}: ${where.join(', ')}`).toEqual([{ schedule, user, command }]);
        expect(problems, 'why cron on Puma ignores the file; it says so in its log, too').toEqual([]);
      },
    );

    test(
      `Cron on Puma has started the ${title} since the switch`,
      check('cron/started-since-cutover', job.id),
      ({ startsOnPuma, cutover }) => {
        const users = startsOnPuma(job).map((start) => start.user);

        expect(users, `CMD lines with ${script} in Puma's log of cron since ${cutover.since.toISOString()}`).toContain(
          user,
        );
      },
    );

    test(
      `The ${title} has left its trace on Puma since the switch`,
      check('cron/trace-left-since-cutover', job.id),
      async ({ missingTracesOf, cutover }) => {
        const missing = await missingTracesOf(job);

        expect(missing, told(`since ${cutover.since.toISOString()}; mail to root may say why`, missing)).toEqual([]);
      },
    );

    test(
      `The ${title} is on in no place that Deer's cron reads after the switch`,
      check('cron/off-on-old-host', job.id),
      ({ deer, cutover }) => {
        const { state, where } = deer.job(job);

        expect(state, `${where.join(', ')} on Deer, since ${cutover.since.toISOString()}`).not.toBe('on');
      },
    );

    test(
      `Deer has not run the ${title} since the switch`,
      check('cron/not-run-on-old-host', job.id),
      ({ startsOnDeer, cutover }) => {
        const starts = startsOnDeer(job).map(({ at, text }) => `${new Date(at ?? 0).toISOString()} ${text}`);

        expect(
          starts,
          told(`log of cron on Deer, which forwards since ${cutover.since.toISOString()}`, starts),
        ).toEqual([]);
      },
    );
  }

  for (const job of jobs.filter(isMailbot)) {
    test(
      'No mailbot runs on Deer after the switch',
      check('mailbot/not-running-after-cutover'),
      ({ deer, cutover }) => {
        const asked = `processes on Deer with ${job.script}, since ${cutover.since.toISOString()}`;

        expect(deer.processesOf(job), asked).toEqual([]);
      },
    );
  }
});
