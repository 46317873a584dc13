import { expect, test } from '@playwright/test';
import { Database } from '../../../helpers/database/database.js';
import { addressesOf, siteNames } from '../../../helpers/core/site-names.js';
import { forgetMember } from '../../../helpers/journeys/rox/forget-member.js';
import { enter } from '../../../helpers/journeys/rox/log-in.js';
import { madeUpApplicant } from '../../../helpers/journeys/rox/test-data.js';
import { register } from '../../../helpers/journeys/rox/sign-up.js';
import { Visitor } from '../../../helpers/http/visitor.js';
import { LAB_ROX } from '../../../lab/rox.js';
import { lab } from '../../../targets/lab/target.js';

const pinned = new Map(siteNames(lab).map((name) => [name, addressesOf(lab.hosts.new)]));

/** Every column of the three databases that may hold a members.id or a user.id; `m` or `u` says which. */
const OWNERS: ReadonlyMap<string, 'm' | 'u'> = new Map([
  ['IdMember', 'm'],
  ['IdSender', 'm'],
  ['IdReceiver', 'm'],
  ['IdOwner', 'm'],
  ['IdWriter', 'm'],
  ['IdSubscriber', 'm'],
  ['IdVisitor', 'm'],
  ['IdFromMember', 'm'],
  ['IdToMember', 'm'],
  ['user_id', 'u'],
  ['user_id_foreign', 'u'],
  ['authorid', 'u'],
]);

test.describe('taking out whom the suite made up', () => {
  let writer: Database;

  test.beforeAll(async () => {
    writer = await Database.open(lab, lab.hosts.new, 'writer');
  });

  test.afterAll(() => {
    writer.close();
  });

  const rowsOf = async (ids: { m: number; u: number }): Promise<string[]> => {
    const columns = await writer.query<{ place: string; name: string }>(
      `SELECT CONCAT(TABLE_SCHEMA, '.\`', TABLE_NAME, '\`') AS place, COLUMN_NAME AS name
       FROM information_schema.COLUMNS JOIN information_schema.TABLES USING (TABLE_SCHEMA, TABLE_NAME)
       WHERE TABLE_SCHEMA IN ('BW_MAIN', 'BW_ARCH', 'BW_CRYPTED') AND TABLE_TYPE = 'BASE TABLE' AND COLUMN_NAME IN (?)`,
      [[...OWNERS.keys()]],
    );
    const counted = await Promise.all(
      columns.map(async ({ place, name }) => {
        const id = ids[OWNERS.get(name) ?? 'm'];
        const [row] = await writer.query<{ n: string }>(`SELECT COUNT(*) AS n FROM ${place} WHERE ${name} = ?`, [id]);
        return { place, n: Number(row?.n) };
      }),
    );
    return counted.filter(({ n }) => n > 0).map(({ place }) => place);
  };

  test('a member who registered and logged in leaves no row of his on Puma', async () => {
    const applicant = madeUpApplicant(lab.mail.testDomain);
    const visitor = new Visitor(
      `http://${LAB_ROX.sites.www.host}/`,
      { pinned, authority: lab.authority },
      () => undefined,
    );
    await register(visitor, applicant);
    await writer.execute("UPDATE members SET Status = 'Active' WHERE Username = ?", [applicant.username]);
    await enter(visitor, applicant);
    const ids = await writer.queryOne<{ m: number; u: number }>(
      'SELECT m.id AS m, u.id AS u FROM members m JOIN user u ON BINARY u.handle = BINARY m.Username WHERE m.Username = ?',
      [applicant.username],
    );
    expect(await rowsOf(ids)).not.toEqual([]);

    await forgetMember(lab, writer, applicant.username);

    expect(await rowsOf(ids)).toEqual([]);
  });

  test('somebody whom the suite did not make up is left alone', async () => {
    await expect(forgetMember(lab, writer, LAB_ROX.members.active.username)).rejects.toThrow('left alone');
  });
});
