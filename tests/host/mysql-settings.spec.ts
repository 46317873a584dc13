import { check, expect, proves, test } from '../../fixtures/index.js';

/** One moment in winter and one in summer: zones that agree on one day may differ on another. */
const MOMENTS = 'SELECT FROM_UNIXTIME(1325376000) AS winter, FROM_UNIXTIME(1340409600) AS summer';

test.describe('MySQL settings', proves('1'), () => {
  test(
    'MySQL on Puma and on Deer are two servers',
    check('mysql/separate-servers'),
    async ({ deerDatabase, pumaDatabase }) => {
      const deer = await deerDatabase.identity();
      const puma = await pumaDatabase.identity();

      expect(puma.hostname, '@@hostname of the server that answered on Puma').not.toBe(deer.hostname);
      expect(puma.serverId, '@@server_id of the server that answered on Puma').not.toBe(deer.serverId);
    },
  );

  test(
    "The settings of Puma's MySQL that change behaviour are those of Deer's",
    check('mysql/settings-same'),
    async ({ deerDatabase, pumaDatabase }) => {
      const { max_allowed_packet: deerPacket, ...deer } = await deerDatabase.catalogue.behaviour();
      const { max_allowed_packet: pumaPacket, ...puma } = await pumaDatabase.catalogue.behaviour();
      const differences = Object.entries({ ...deer })
        .map(([name, value]) => ({ name, deer: value, puma: new Map(Object.entries(puma)).get(name) }))
        .filter((setting) => setting.deer !== setting.puma);

      expect(differences, 'SHOW GLOBAL VARIABLES on either; what the server starts with stands in /etc/mysql').toEqual(
        [],
      );
      expect(Number(pumaPacket), 'max_allowed_packet on Puma').toBeGreaterThanOrEqual(Number(deerPacket));
    },
  );

  test(
    "Puma's MySQL writes the same moment as Deer's does, in winter and in summer",
    check('mysql/time-zone-same'),
    async ({ deerDatabase, pumaDatabase }) => {
      const deer = await deerDatabase.queryOne(MOMENTS);

      expect(await pumaDatabase.queryOne(MOMENTS), `${MOMENTS}: time_zone of the server or of the machine`).toEqual(
        deer,
      );
    },
  );
});
