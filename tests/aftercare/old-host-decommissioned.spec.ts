import { addressesOf, check, expect, proves, target, test } from '../../fixtures/index.js';

const PORTS = target.aftercare.deerPorts;

test.describe('Deer', () => {
  test('Deer answers nowhere any more', check('old-host/unreachable', proves('deer-gone')), ({ deerAnswersOn }) => {
    expect(
      deerAnswersOn,
      `Deer still answers; asked were TCP ports ${PORTS.join(', ')} at ${addressesOf(target.deer).join(' and ')}`,
    ).toEqual([]);
  });

  test(
    'Deer runs no job of the site any more',
    check('old-host/jobs-stopped', proves('cron-stopped')),
    ({ jobsOnDeer }) => {
      expect(jobsOnDeer, 'jobs that are on in the crontabs of Deer: what they do is done twice').toEqual([]);
    },
  );
});
