import type { Person } from './people.js';
import { writeAvatar, writeGalleryPicture, writeGroupPicture, writeNoPicture } from './pictures.js';
import { ago, DAY, type Random } from './random.js';
import type { Dump } from './sql.js';
import { TEXTS } from './texts.js';

/** Writes messages between members, all sent, and a few drafts; alice and bob have some of each other. */
export function writeMessages(dump: Dump, random: Random, people: readonly Person[]): void {
  const active = people.filter(({ status }) => status === 'Active');
  for (let id = 1; id <= 60; id++) {
    const pair =
      id <= 6
        ? [people[id % 2 === 0 ? 1 : 2], people[id % 2 === 0 ? 2 : 1]]
        : [random.pick(active), random.pick(active)];
    const [sender, receiver] = pair;
    if (!sender || !receiver) continue;
    const draft = id > 56;
    const at = (61 - id) * DAY;
    dump.add('messages', {
      id,
      updated: ago(at),
      created: ago(at),
      DateSent: draft ? '0000-00-00 00:00:00' : ago(at - 5),
      IdParent: id === 2 ? 1 : 0,
      IdReceiver: receiver.id,
      IdSender: sender.id,
      Status: draft ? 'Draft' : 'Sent',
      Message: random.pick(TEXTS[sender.place.script]).sentences.join('\n'),
      InFolder: draft ? 'Draft' : 'Normal',
      WhenFirstRead: draft || random.chance(30) ? '0000-00-00 00:00:00' : ago(at - 600),
    });
  }
}

/** Writes galleries and their pictures, avatars, group pictures: rows and the files they name. */
export function writePictures(dump: Dump, data: string, people: readonly Person[]): void {
  writeNoPicture(data);
  let item = 0;
  for (const [index, person] of people.slice(1, 5).entries()) {
    dump.add('gallery', {
      id: index + 1,
      user_id_foreign: person.userId,
      flags: 0,
      title: `Pictures of ${person.firstName}`,
      text: '',
    });
    for (let n = 0; n < 3; n++) {
      const id = ++item;
      const file = writeGalleryPicture(data, person.userId, id * 3, person.firstName.charAt(0));
      dump.add('gallery_items', {
        id,
        user_id_foreign: person.userId,
        file,
        original: `summer${n + 1}.png`,
        mimetype: 'image/png',
        width: 640,
        height: 640,
        title: ['Summer', 'Straße am Abend', 'Лето'][n] ?? '',
        created: ago((90 - id) * DAY),
        description: '',
      });
      dump.add('gallery_items_to_gallery', { item_id_foreign: id, gallery_id_foreign: index + 1 });
    }
  }
  for (let id = 1; id <= 3; id++) writeGroupPicture(data, `group${id}.png`, id * 5);
  for (const person of people.filter(({ id, status }) => id !== 4 && id <= 40 && status === 'Active')) {
    writeAvatar(data, person.id, person.username.charAt(0));
    dump.add('membersphotos', {
      IdMember: person.id,
      FilePath: `/var/rox/data/user/avatars/${person.id}`,
      updated: person.created,
      created: person.created,
    });
  }
}

/** Writes blog posts, wiki pages, comments, trips: a few of each. */
export function writeStories(dump: Dump, random: Random, people: readonly Person[]): void {
  const active = people.filter(({ status }) => status === 'Active');
  for (let id = 1; id <= 15; id++) {
    const author = id <= 3 ? people[1] : random.pick(active);
    if (!author) continue;
    const text = random.pick(TEXTS[author.place.script]);
    const at = ago((40 - id) * DAY);
    // A geonameid makes the page of the post ask for a map: only some have one.
    const geo = id % 5 === 0 ? author.place.id : null;
    dump.add('blog', {
      blog_id: id,
      flags: 0,
      blog_created: at,
      trip_id_foreign: null,
      user_id_foreign: author.userId,
      IdMember: author.id,
    });
    dump.add('blog_data', {
      blog_id: id,
      edited: at,
      blog_title: text.title,
      blog_text: `<p>${text.sentences.join(' ')}</p>`,
      blog_geonameid: geo,
    });
    dump.add('blog_to_tag', { blog_id_foreign: id, blog_tag_id_foreign: 1 + (id % 2) });
  }
  dump.add('blog_tags', { blog_tag_id: 1, name: 'travel' }, { blog_tag_id: 2, name: 'путешествие' });
  dump.add('blog_categories', { blog_category_id: 1, name: 'Trips', user_id_foreign: 502, IdMember: 2 });
  const wiki = {
    WikiFrontPage: '! Welcome\n\nEverybody may write here.',
    Berlin: 'Über Berlin: see also Hamburg.',
    Москва: 'Столица России.',
    Hitchhiking: 'Hold a sign.',
  };
  for (const [pagename, content] of Object.entries(wiki)) {
    dump.add('ewiki', {
      pagename,
      version: 1,
      flags: 1,
      content,
      author: 'admin',
      created: 1325376000,
      lastmodified: 1335830400,
      refs: '',
      meta: '',
      hits: 7,
    });
  }
  for (let id = 1; id <= 30; id++) {
    const from = random.pick(active);
    const to = id <= 3 ? people[1] : random.pick(active);
    if (!to) continue;
    dump.add('comments', {
      id,
      IdFromMember: from.id,
      IdToMember: to.id,
      Lenght: random.pick(['hewasmyguest', 'hehostedme']),
      Quality: random.chance(90) ? 'Good' : 'Neutral',
      TextFree: random.pick(TEXTS[from.place.script]).sentences.join(' '),
      TextWhere: from.place.name,
      updated: ago(id * DAY),
      created: ago(id * DAY),
    });
  }
  for (const visitor of people.slice(2, 4))
    dump.add('profilesvisits', { IdMember: people[1]?.id ?? 0, IdVisitor: visitor.id, created: ago(DAY) });
  dump.add('trip', { trip_id: 1, trip_options: 0, trip_touched: ago(20 * DAY), user_id_foreign: 502, IdMember: 2 });
  dump.add('trip_data', {
    trip_id: 1,
    edited: ago(20 * DAY),
    trip_name: 'Down the Danube',
    trip_text: '',
    trip_descr: 'By bicycle.',
  });
}
