import { expect, test } from '@playwright/test';
import { addressesOf, siteNames } from '../../../helpers/core/site-names.js';
import { Database } from '../../../helpers/database/database.js';
import { Visitor } from '../../../helpers/http/visitor.js';
import { LAB_ROX } from '../../../lab/rox.js';
import { lab } from '../../../targets/lab/target.js';

/** Traits of the real site that no page structure shows: they hold for the stand-in, so that specs meet them there. */
const { www } = LAB_ROX.sites;
const { main } = LAB_ROX.databases;
const pinned = new Map(siteNames(lab).map((name) => [name, addressesOf(lab.hosts.new)]));

async function visitor(as?: { username: string; password: string }): Promise<Visitor> {
  const client = new Visitor(`http://${www.host}/`, { pinned, authority: lab.authority }, () => undefined);
  if (as) await client.submit(await client.get('/login'), '#login-widget form', { u: as.username, p: as.password });
  return client;
}
const alice = LAB_ROX.members.active;

test.describe('the stand-in site behaves like the real one', () => {
  test('it uses single quotes in the base element and in the map markers', async () => {
    const client = await visitor();
    const markers = await client.ask('/searchmembers/ajax?searchmembers_callbackId=1&mapsearch=0&limitcount=10');

    expect((await client.get('/about')).text).toContain(`<base id="baseuri" href='http://${www.host}/' />`);
    expect(markers.text.match(/<marker Latitude='[\d.-]+' Longitude='[\d.-]+' /g)).toHaveLength(10);
  });

  test('it redirects /admin to the start page for a visitor, and to /admin/norights for a member without rights', async () => {
    const to = async (client: Visitor): Promise<string | undefined> => (await client.ask('/admin')).headers.location;

    expect(await to(await visitor())).toBe(`http://${www.host}/`);
    expect(await to(await visitor(alice))).toBe(`http://${www.host}/admin/norights`);
  });

  test('it loads a forum script from another host over http, and the wiki picture over whichever scheme the page uses', async () => {
    const client = await visitor();
    for (const scheme of ['http', 'https']) {
      const forum = await client.get(`${scheme}://${www.host}/forums`);
      const wiki = await client.get(`${scheme}://${www.host}/wiki`);

      expect(forum.text).toContain('src="http://www.google.com/coop/cse/brand?form=cse-search-box&amp;lang=en"');
      expect(wiki.text).toContain(`src="${scheme}://i.creativecommons.org/l/by-sa/3.0/88x31.png"`);
    }
  });

  test('it hides the checkbox for thread notifications in a section that a script collapses', async () => {
    const { text } = await (await visitor(alice)).get('/forums/new');

    expect(text).toMatch(
      /id="fpost_note_fieldset">\s*<legend>[^]*?id="fpost_note"><input [^>]*id="NotifyMe"[^]*?collapse\('fpost_note'\)/,
    );
  });

  test('it lists the groups of a member in boxes, without a #groups element', async () => {
    const { text } = await (await visitor(alice)).get('/groups/mygroups');

    expect(text).toContain('<div class="groupbox');
    expect(text).not.toContain('id="groups"');
  });

  test('it serves the start page in place of a style sheet whose name it misspells', async () => {
    const client = await visitor();
    const [, sheet = ''] = /href="(styles\/YAML\/[^"]+\.css[^"]*)"/.exec((await client.get('/')).text) ?? [];
    const answer = await client.ask(`/${sheet}`);

    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.text).toContain('login-widget');
  });
});

test.describe('the databases of the stand-in have what the real site uses', () => {
  let database: Database;

  test.beforeAll(async () => {
    database = await Database.open(lab, lab.hosts.new, 'reader');
  });

  test.afterAll(() => {
    database.close();
  });

  const columns = async (table: string): Promise<string[]> =>
    (
      await database.query<{ name: string }>(
        "SELECT COLUMN_NAME AS name FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'BW_MAIN' AND TABLE_NAME LIKE ?",
        [table],
      )
    ).map(({ name }) => name);

  for (const table of [
    ...['translations', 'verifiedmembers', 'specialrelations', 'donations', 'mycontacts', 'volunteer_boards'],
    ...['polls', 'polls\\_choices', 'polls\\_contributions', 'linklist', 'hcvol_config'],
    ...['mod\\_user\\_auth', 'mod\\_user\\_rights', 'mod\\_user\\_groups', 'mod\\_user\\_apps'],
  ])
    test(`the table ${table.replaceAll('\\', '')}`, async () => {
      expect(await columns(table)).not.toEqual([]);
    });

  test('the columns that the GeoNames job writes, and the comment that marks its rows', async () => {
    expect(await columns('geonames_cache_backup')).toEqual(expect.arrayContaining(['id', 'parentid', 'geonameid']));
    expect(await columns('geonames_alternate_names')).toEqual(
      expect.arrayContaining(['isPreferredName', 'isShortName']),
    );
    expect(await database.query('SELECT DISTINCT comment FROM geo_hierarchy')).toEqual([{ comment: 'geonames' }]);
  });

  test('the function that assigns an id to every forum text', async () => {
    const application = await Database.open(lab, lab.hosts.new, 'application');
    const [next] = await application.query<{ id: number; last: number }>(
      `SELECT ${main}.Next_Forum_trads_IdTrad() AS id, (SELECT MAX(IdTrad) FROM ${main}.forum_trads) AS last`,
    );

    application.close();

    expect(Number(next?.id)).toBe(Number(next?.last) + 1);
  });

  test('group descriptions among the texts of members', async () => {
    const described = await database.query(
      "SELECT g.id FROM `groups` g JOIN memberstrads t ON t.IdTrad = g.IdDescription AND t.TableColumn = 'groups.IdDescription'",
    );

    expect(described).not.toEqual([]);
  });

  test('a placeholder for the email address in every version of the text shown at the end of registration', async () => {
    expect(
      await database.query("SELECT code FROM words WHERE code = 'SignupFinishedText' AND Sentence NOT LIKE '%\\%s%'"),
    ).toEqual([]);
  });
});
