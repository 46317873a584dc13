import { createHash } from 'node:crypto';
import type { Person } from './people.js';
import { ago, DAY, type Random } from './random.js';
import type { Dump } from './sql.js';
import { TEXTS, type Text } from './texts.js';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** Groups that threads may belong to, by id from 1: [name, type, description]. */
const GROUPS = [
  ['BeWelcome Feedback', 'Public', 'What could be better? Tell us here.'],
  ['Berlin', 'Public', 'For everybody who lives in Berlin or is passing through.'],
  ['Musicians', 'NeedAcceptance', 'We play together wherever we meet. Müsik, музыка, 音乐.'],
  ['Velo & Fahrrad', 'Public', 'Long rides, short rides, broken chains.'],
  ['Семья и дети', 'NeedInvitation', 'Для тех, кто путешествует с детьми.'],
] as const;

/** Ids of texts that the forum and the groups keep in forum_trads. */
export class ForumTexts {
  #last = 0;
  readonly #dump: Dump;

  constructor(dump: Dump) {
    this.#dump = dump;
  }

  add(sentence: string, language: number, owner: number, column: string, record: number, created: string): number {
    const id = ++this.#last;
    this.#dump.add('forum_trads', {
      id,
      IdLanguage: language,
      IdOwner: owner,
      IdTrad: id,
      IdTranslator: owner,
      updated: created,
      created,
      Sentence: sentence,
      TableColumn: column,
      IdRecord: record,
    });
    return id;
  }
}

const WELCOME: Text = {
  language: 0,
  title: 'Welcome to the forum',
  sentences: ['Say hello, ask, answer.', 'Be kind to each other.', 'The volunteers read this forum, too.'],
};

const asHtml = (paragraphs: readonly string[]): string =>
  `<p>${paragraphs.map((one) => one.replace(/&/g, '&amp;').replace(/</g, '&lt;')).join('</p><p>')}</p>`;

/** Post 6 is alice's and stays hers to edit: it is too old for the job that closes the windows. */
const canEdit = (post: number, isLast: boolean): string => (isLast || post === 6 ? 'Yes' : 'No');

const placeOf = (thread: number, { place }: Person) =>
  thread % 5 === 0
    ? { geonameid: place.id, admincode: null, countrycode: place.country, continent: 'EU' }
    : { geonameid: null, admincode: null, countrycode: null, continent: null };

const visibilityOf = (thread: number, idGroup: number): string => {
  if (thread % 9 === 0) return 'MembersOnly';
  return idGroup > 0 && thread % 4 === 0 ? 'GroupOnly' : 'NoRestriction';
};

/** Writes 40 threads with 200 posts, tags, subscriptions and the queue of emails that were sent long ago. */
export function writeForum(dump: Dump, texts: ForumTexts, random: Random, people: readonly Person[]): void {
  const writers = people.filter(({ status }) => status === 'Active');
  const tags = ['help', 'danube', 'travel', 'bicycle', 'meeting', 'встреча', '旅行', 'musik'];
  const counter = tags.map(() => 0);
  let post = 0;
  let queued = 0;
  for (let thread = 1; thread <= 40; thread++) {
    const starter = thread === 2 ? people[1] : random.pick(writers);
    if (!starter) throw new Error('nobody writes');
    const about = thread === 1 ? WELCOME : random.pick(TEXTS[starter.place.script]);
    const idGroup = thread > 4 && random.chance(25) ? 1 + random.below(3) : 0;
    const posts = thread <= 35 ? 5 : 4 + (thread % 3);
    const begin = (41 - thread) * 2 * DAY + random.below(DAY);
    const first = post + 1;
    for (let n = 0; n < posts; n++) {
      const id = ++post;
      const author = n === 0 ? starter : random.pick(writers);
      const at = ago(Math.max(30, begin - n * (60 + random.below(400))));
      const said =
        n === 0 ? about.sentences : random.pick(TEXTS[random.chance(70) ? starter.place.script : 'latin']).sentences;
      const message = asHtml(said);
      dump.add('forums_posts', {
        id,
        postid: id,
        threadid: thread,
        authorid: author.userId,
        IdWriter: author.id,
        create_time: at,
        message,
        IdContent: texts.add(message, about.language, author.id, 'forums_posts.IdContent', id, at),
        OwnerCanStillEdit: canEdit(id, n === posts - 1),
        IdFirstLanguageUsed: about.language,
        PostVisibility: visibilityOf(thread, 0),
      });
      if (n > 0) {
        dump.add('posts_notificationqueue', {
          id: ++queued,
          Status: 'Sent',
          IdMember: 1,
          IdPost: id,
          updated: at,
          created: at,
          Type: 'reply',
          TableSubscription: 'rights',
          IdSubscription: 0,
        });
      }
    }
    const at = ago(begin);
    const tag = random.below(tags.length);
    counter[tag] = (counter[tag] ?? 0) + 1;
    dump.add('tags_threads', { IdTag: tag + 1, IdThread: thread });
    dump.add('forums_threads', {
      id: thread,
      threadid: thread,
      title: about.title,
      IdTitle: texts.add(about.title, about.language, starter.id, 'forums_threads.IdTitle', thread, at),
      first_postid: first,
      last_postid: post,
      replies: posts - 1,
      views: random.below(300),
      ...placeOf(thread, starter),
      tag1: tag + 1,
      IdFirstLanguageUsed: about.language,
      IdGroup: idGroup,
      ThreadVisibility: visibilityOf(thread, idGroup),
    });
    if (thread % 3 === 0) {
      dump.add('members_threads_subscribed', {
        IdThread: thread,
        IdSubscriber: starter.id,
        UnSubscribeKey: md5(`thread ${thread}`),
        created: at,
      });
    }
  }
  tags.forEach((tag, i) => {
    dump.add('forums_tags', { id: i + 1, tagid: i + 1, tag, tag_description: '', counter: counter[i] ?? 0 });
  });
  dump.add('members_tags_subscribed', {
    IdTag: 5,
    IdSubscriber: 4,
    UnSubscribeKey: md5('tag 5'),
    created: ago(60 * DAY),
  });
}

/** Behind the ids of all that members wrote about themselves. */
const FIRST_DESCRIPTION = 1001;

/** Writes the groups and who is in them. */
export function writeGroups(dump: Dump, random: Random, people: readonly Person[]): void {
  GROUPS.forEach(([name, type, description], index) => {
    const id = index + 1;
    const created = ago((300 - index * 20) * DAY);
    // A description is one of the texts of members, not of the forum.
    const IdDescription = FIRST_DESCRIPTION + index;
    dump.add('memberstrads', {
      id: IdDescription,
      IdLanguage: 0,
      IdOwner: 1,
      IdTrad: IdDescription,
      IdTranslator: 1,
      created,
      Sentence: description,
      IdRecord: id,
      TableColumn: 'groups.IdDescription',
    });
    dump.add('groups', {
      id,
      Name: name,
      Type: type,
      Picture: id <= 3 ? `group${id}.png` : '',
      MoreInfo: '',
      IdDescription,
      created,
    });
    for (const person of people.filter(({ status }) => status === 'Active')) {
      // Alice is in Berlin's group and not in the first, so that there is one for her to join.
      const member = person.username === 'alice' ? id === 2 : person.username === 'admin' || random.chance(12);
      if (!member) continue;
      dump.add('membersgroups', {
        IdMember: person.id,
        IdGroup: id,
        Status: random.chance(95) || person.id <= 5 ? 'In' : 'WantToBeIn',
        IacceptMassMailFromThisGroup: 'no',
        updated: created,
        created,
      });
    }
  });
  dump.add('roles', { id: 1, name: 'GroupOwner', description: 'Owner of a group' });
  dump.add('privileges', { id: 1, controller: 'GroupsController', method: '*', type: 'Group' });
  dump.add('roles_privileges', { IdRole: 1, IdPrivilege: 1 });
  dump.add('members_roles', { IdMember: 1, IdRole: 1 });
  GROUPS.forEach((_, index) => {
    dump.add('privilegescopes', { IdMember: 1, IdRole: 1, IdPrivilege: 1, IdType: String(index + 1) });
  });
}
