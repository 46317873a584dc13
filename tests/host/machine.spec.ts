import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/host/test.js';

/** In percent, of room and of inodes: a night of backups and logs must still fit. */
const MOST_USED = 90;

test.describe('Machine', proves('1'), () => {
  test(`${NEW} has the expected hostname`, check('machine/hostname-correct'), ({ newHostFacts }) => {
    expect(newHostFacts.hostname, `hostname -f on ${NEW}`).toBe(target.hosts.new.hostname);
  });

  test(
    `The clocks of ${NEW} and the operator's machine differ by less than a second`,
    check('machine/clock-accurate'),
    ({ newHost, newHostFacts }) => {
      expect(
        newHost.clockOffMs(),
        `date on ${NEW}, ${Math.abs(Math.round(newHostFacts.clock.aheadMs))} ms ${newHostFacts.clock.aheadMs < 0 ? 'behind' : 'ahead of'} this machine's clock`,
      ).toBeLessThan(1_000);
    },
  );

  test(`${NEW} has the same time zone as ${OLD}`, check('machine/time-zone-same'), ({ oldHostFacts, newHostFacts }) => {
    expect(newHostFacts.timeZone, `date +%z and /etc/timezone on ${NEW}`).toEqual(oldHostFacts.timeZone);
  });

  test(
    `${NEW} has every locale that ${OLD} has`,
    check('machine/locales-present'),
    ({ oldHostFacts, newHostFacts, isMeant }) => {
      const missing = oldHostFacts.locales
        .filter((locale) => !newHostFacts.locales.includes(locale))
        .filter((locale) => !isMeant('kernel', `locale ${locale.toLowerCase()}`));

      expect(missing, `missing from locale -a on ${NEW}; /etc/locale.gen lists what is generated`).toEqual([]);
    },
  );

  test(
    `${NEW} has enough free space on every file system that matters`,
    check('machine/disk-not-full'),
    ({ newHostFacts }) => {
      const full = Object.entries(newHostFacts.partitions).filter(([, { usedPercent }]) => usedPercent > MOST_USED);

      expect(newHostFacts.partitions, `df -P on ${NEW}`).not.toEqual({});
      expect(full, `file systems with more than ${MOST_USED}% of the space used (df -P on ${NEW})`).toEqual([]);
    },
  );

  test(
    `${NEW} has enough free inodes on every file system that matters`,
    check('machine/inodes-left'),
    ({ newHostFacts }) => {
      const full = Object.entries(newHostFacts.partitions).filter(
        ([, { inodesUsedPercent = 0 }]) => inodesUsedPercent > MOST_USED,
      );

      expect(full, `file systems with more than ${MOST_USED}% of the inodes used (df -Pi on ${NEW})`).toEqual([]);
    },
  );

  test(
    `The data directory on ${NEW} has the same owner, group, and mode as on ${OLD}`,
    check('machine/data-directory-owner-same'),
    ({ oldHostFacts, newHostFacts }) => {
      expect(newHostFacts.data, `stat ${target.dataDirectory} on ${NEW}`).toEqual(oldHostFacts.data);
      expect(newHostFacts.data, `stat ${target.dataDirectory} on ${NEW}: nothing there`).toBeDefined();
    },
  );
});
