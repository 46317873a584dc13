import { distinctionsOf } from '../../helpers/database/database.js';
import { check, expect, NEW, OLD, proves, test } from '../../fixtures/host/test.js';

/** One moment in winter and one in summer: zones that agree on one day may differ on another. */
const MOMENTS = 'SELECT FROM_UNIXTIME(1325376000) AS winter, FROM_UNIXTIME(1340409600) AS summer';

test.describe('MySQL settings', proves('1'), () => {
  test(
    `${NEW} and ${OLD} run separate MySQL servers`,
    check('mysql/separate-servers'),
    async ({ oldDatabase, newDatabase }) => {
      const [onOld, onNew] = [
        distinctionsOf(await oldDatabase.identity()),
        distinctionsOf(await newDatabase.identity()),
      ];

      expect(
        onOld.filter((each) => onNew.includes(each)),
        `identifiers that the MySQL servers on ${OLD} and ${NEW} share`,
      ).toEqual([]);
    },
  );

  test(
    `${NEW}'s MySQL has the same settings as ${OLD}'s wherever they affect behavior`,
    check('mysql/settings-same'),
    async ({ oldDatabase, newDatabase, isMeant }) => {
      const { max_allowed_packet: oldPacket, ...onOld } = await oldDatabase.catalogue.behaviour();
      const { max_allowed_packet: newPacket, ...onNew } = await newDatabase.catalogue.behaviour();
      const differences = Object.entries({ ...onOld })
        .map(([name, value]) => ({ name, old: value, new: new Map(Object.entries(onNew)).get(name) }))
        .filter((setting) => setting.old !== setting.new && !isMeant('database', `variable ${setting.name}`));

      expect(differences, 'SHOW GLOBAL VARIABLES on both hosts; startup settings are in /etc/mysql').toEqual([]);
      expect(Number(newPacket), `max_allowed_packet on ${NEW}`).toBeGreaterThanOrEqual(Number(oldPacket));
    },
  );

  test(
    `${NEW}'s MySQL shows the same local time as ${OLD}'s, in winter and in summer`,
    check('mysql/time-zone-same'),
    async ({ oldDatabase, newDatabase }) => {
      const onOld = await oldDatabase.queryOne(MOMENTS);

      expect(
        await newDatabase.queryOne(MOMENTS),
        `${MOMENTS} on ${NEW}; check time_zone in MySQL, and the time zone of the machine`,
      ).toEqual(onOld);
    },
  );
});
