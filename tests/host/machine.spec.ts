import { check, expect, proves, target, test } from '../../fixtures/index.js';

/** In percent, of room and of inodes: a night of backups and logs must still fit. */
const MOST_USED = 90;

test.describe('Machine', proves('1'), () => {
  test('Puma knows its own name', check('machine/hostname-correct'), ({ pumaFacts }) => {
    expect(pumaFacts.hostname, 'hostname -f on Puma').toBe(target.puma.hostname);
  });

  test('The clock of Puma is within a second of the suite', check('machine/clock-accurate'), ({ puma, pumaFacts }) => {
    expect(puma.clockOffMs(), `date on Puma, ahead by ${pumaFacts.clock.aheadMs} ms`).toBeLessThan(1_000);
  });

  test('Puma lives in the time zone of Deer', check('machine/time-zone-same'), ({ deerFacts, pumaFacts }) => {
    expect(pumaFacts.timeZone, 'date +%z and /etc/timezone on Puma').toEqual(deerFacts.timeZone);
  });

  test('Puma has every locale of Deer', check('machine/locales-present'), ({ deerFacts, pumaFacts }) => {
    const missing = deerFacts.locales.filter((locale) => !pumaFacts.locales.includes(locale));

    expect(missing, 'locale -a on Puma lacks; /etc/locale.gen says what is generated').toEqual([]);
  });

  test('Puma has room on every file system that matters', check('machine/disk-not-full'), ({ pumaFacts }) => {
    const full = Object.entries(pumaFacts.partitions).filter(([, { usedPercent }]) => usedPercent > MOST_USED);

    expect(pumaFacts.partitions, 'df -P on Puma').not.toEqual({});
    expect(full, `more than ${MOST_USED} % used, by df -P on Puma`).toEqual([]);
  });

  test('Puma has inodes left on every file system that matters', check('machine/inodes-left'), ({ pumaFacts }) => {
    const full = Object.entries(pumaFacts.partitions).filter(
      ([, { inodesUsedPercent = 0 }]) => inodesUsedPercent > MOST_USED,
    );

    expect(full, `more than ${MOST_USED} % of the inodes used, by df -Pi on Puma`).toEqual([]);
  });

  test(
    'The data directory of Puma belongs to whom it belongs on Deer',
    check('machine/data-directory-owner-same'),
    ({ deerFacts, pumaFacts }) => {
      expect(pumaFacts.data, `stat ${target.dataDirectory} on Puma`).toEqual(deerFacts.data);
      expect(pumaFacts.data, `stat ${target.dataDirectory} on Puma: nothing there`).toBeDefined();
    },
  );
});
