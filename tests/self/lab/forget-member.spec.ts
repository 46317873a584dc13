import { expect, test } from '@playwright/test';
import { Database } from '../../../helpers/database/database.js';
import { addressesOf, siteNames } from '../../../helpers/core/site-names.js';
import { forgetMember } from '../../../helpers/journeys/rox/forget-member.js';
import { membersLeft, tracesLeft } from '../../../helpers/journeys/rox/made-up-members.js';
import { enter } from '../../../helpers/journeys/rox/log-in.js';
import { isMarked, madeUpApplicant } from '../../../helpers/journeys/rox/test-data.js';
import { register } from '../../../helpers/journeys/rox/sign-up.js';
import { Visitor } from '../../../helpers/http/visitor.js';
import { runScript } from '../../../helpers/ssh/ssh.js';
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

test.describe('removing members that the suite created', () => {
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

  type Ids = { m: number; u: number };
  const idsOf = (username: string): Promise<Ids> =>
    writer.queryOne<Ids>(
      'SELECT m.id AS m, u.id AS u FROM members m JOIN user u ON BINARY u.handle = BINARY m.Username WHERE m.Username = ?',
      [username],
    );
  const someone = (): Visitor =>
    new Visitor(`http://${LAB_ROX.sites.www.host}/`, { pinned, authority: lab.authority }, () => undefined);
  const logsOf = async (text: string): Promise<number> =>
    Number(
      (await writer.queryOne<{ n: string }>('SELECT COUNT(*) AS n FROM BW_ARCH.logs WHERE Str LIKE ?', [`%${text}%`]))
        .n,
    );

  test('once removed, a member who registered and logged in leaves no rows in the databases of Puma', async () => {
    const applicant = madeUpApplicant(lab.mail.testDomain);
    const visitor = someone();
    await register(visitor, applicant);
    await writer.execute("UPDATE members SET Status = 'Active' WHERE Username = ?", [applicant.username]);
    await enter(visitor, applicant);
    const ids = await idsOf(applicant.username);
    const [seen] = await writer.query<{ id: number }>('SELECT id FROM members WHERE Username = ?', [
      LAB_ROX.members.active.username,
    ]);
    // Whoever looked at the profile, and whose profile was looked at.
    for (const [member, visited] of [
      [seen?.id, ids.m],
      [ids.m, seen?.id],
    ])
      await writer.execute(
        'INSERT INTO profilesvisits (IdMember, IdVisitor, created, updated) VALUES (?, ?, NOW(), NOW())',
        [visited, member],
      );
    expect(await rowsOf(ids)).not.toEqual([]);

    await forgetMember(lab, writer, applicant.username);

    expect(await rowsOf(ids)).toEqual([]);
    expect(await logsOf(applicant.username)).toBe(0);
  });

  test('log lines about a new password, which name the member but have no member id, are removed, too', async () => {
    const applicant = madeUpApplicant(lab.mail.testDomain);
    const visitor = someone();
    await register(visitor, applicant);
    await writer.execute("UPDATE members SET Status = 'Active' WHERE Username = ?", [applicant.username]);
    await visitor.ask('/bw/lostpassword.php', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ action: 'sendpassword', UserNameOrEmail: applicant.username }).toString(),
    });
    const named = 'SELECT COUNT(*) AS n FROM BW_ARCH.logs WHERE IdMember = 0 AND Str LIKE ?';
    expect(await writer.queryOne(named, [`%${applicant.username}%`])).not.toEqual({ n: '0' });

    await forgetMember(lab, writer, applicant.username);

    expect(await logsOf(applicant.username)).toBe(0);
  });

  test('a member who registered under another name is found by the address that the suite generated', async () => {
    const applicant = madeUpApplicant(lab.mail.testDomain);
    const username = `other_${Date.now().toString(36)}`;
    await register(someone(), applicant, { username });
    const ids = await idsOf(username);

    await forgetMember(lab, writer, applicant.username);

    expect(await rowsOf(ids)).toEqual([]);
  });

  test('whatever is left of a removed member is reported with its location', async () => {
    const applicant = madeUpApplicant(lab.mail.testDomain);
    await register(someone(), applicant);
    const gone = await forgetMember(lab, writer, applicant.username);
    const made = { madeUp: [{ username: applicant.username, gone }], names: [applicant.username] };
    const { logsAfter } = await writer.queryOne<{ logsAfter: number }>('SELECT MAX(id) AS logsAfter FROM BW_ARCH.logs');
    expect(await tracesLeft(lab, writer, { ...made, logsAfter })).toEqual([]);

    const [{ m, u } = { m: 0, u: 0 }] = gone;
    const late = `INSERT INTO BW_ARCH.logs (IpAddress, IdMember, Str, Type, created) VALUES (0, 0, ?, 'Self-test', NOW())`;
    const folder = `${lab.dataDirectory}/gallery/user${u}`;
    try {
      await writer.execute(late, [`later: ${applicant.username}`]);
      await writer.execute("INSERT INTO notes (IdMember, Link, WordCode, created) VALUES (?, '', '', NOW())", [m]);
      await runScript(lab.hosts.new, `mkdir -p ${folder}`, { description: 'to leave a folder' });

      expect(await tracesLeft(lab, writer, { ...made, logsAfter })).toEqual([
        'rows of notes: 1',
        'rows of BW_ARCH.logs that name test members: 1',
        `gallery/user${u}`,
      ]);
    } finally {
      await writer.execute('DELETE FROM BW_ARCH.logs WHERE id > ? AND Type = ?', [logsAfter, 'Self-test']);
      await writer.execute('DELETE FROM notes WHERE IdMember = ?', [m]);
      await runScript(lab.hosts.new, `rmdir ${folder}`, { description: 'to take the folder away' });
    }
  });

  test('members left by a killed run are found, but only those whose names the suite generated', async () => {
    const applicant = madeUpApplicant(lab.mail.testDomain);
    await register(someone(), applicant);

    // Other tests make up somebody meanwhile.
    expect(await membersLeft(lab, writer)).toContain(applicant.username);
    expect(await membersLeft(lab, writer, 30)).not.toContain(applicant.username);
    expect((await membersLeft(lab, writer)).filter((name) => !isMarked(name))).toEqual([]);

    await forgetMember(lab, writer, applicant.username);
    expect(await membersLeft(lab, writer)).not.toContain(applicant.username);
  });

  test('a member that the suite did not create is left alone', async () => {
    await expect(forgetMember(lab, writer, LAB_ROX.members.active.username)).rejects.toThrow('left alone');
  });
});
