import type { Person } from './people.js';
import { ago, DAY, type Random } from './random.js';
import type { Dump } from './sql.js';
import { LANGUAGES } from './texts.js';
import { ENGLISH_WORDS } from './words-more.js';
import { WORDS, WORD_LANGUAGES } from './words.js';

const RIGHTS = [
  'ForumModerator',
  'Debug',
  'Admin',
  'MassMail',
  'Words',
  'Group',
  'Pannel',
  'Logs',
  'Comments',
  'Accepter',
  'Rights',
  'Gallery',
  'Verifier',
  'SqlForVolunteers',
  'SafetyTeam',
  'Faq',
  'Treasurer',
  'Poll',
  'Grep',
  'Flags',
  'Checker',
  'Beta',
  'Chat',
  'RunBot',
];
const FLAGS = [
  'NotAllowToPostInForum',
  'NotAllowToWriteInChat',
  'RequireCaptchaForContact',
  'AlwayCheckSendMail',
  'NeverCheckSendMail',
  'RecordLogs',
];
const PREFERENCES = [
  ['PreferenceLanguage', '0'],
  ['PreferencePublicProfile', 'No'],
  ['PreferenceTimeZone', 'No'],
  ['PreferenceLocalTime', '0'],
  ['PreferenceCheckMyMail', 'No'],
  ['PreferenceStyleSheet', 'stylesheet1'],
  ['PreferenceDayLightSaving', 'Yes'],
  ['PreferenceInSpamFolder', 'No'],
  ['PreferenceForumFirstPage', 'Pref_ForumFirstPageLastPost'],
] as const;
const FEEDBACK = [
  'Bug problem',
  'Abuse report',
  'Feedback at signup',
  'Comment issue',
  'Media',
  'Forum',
  'Feature request',
  'Volunteering',
  'Other',
];

/** Writes languages, texts, settings, and rights: what the volunteers maintain. `mail` is the domain of the team's addresses. */
export function writeSettings(dump: Dump, people: readonly Person[], mail: string): void {
  LANGUAGES.forEach(([id, ShortCode, Name, EnglishName], i) => {
    dump.add('languages', { id, ShortCode, Name, EnglishName, FlagSortCriteria: i });
  });
  dump.add('urlheader_languages', { urlheader: 'fr', IdLanguage: 1 }, { urlheader: 'de', IdLanguage: 6 });
  const created = ago(400 * DAY);
  const english = Object.entries(ENGLISH_WORDS).map(([code, sentence]) => [code, [sentence]] as const);
  for (const [code, sentences] of [...Object.entries(WORDS), ...english]) {
    sentences.forEach((Sentence, i) => {
      const ShortCode = WORD_LANGUAGES[i] ?? 'en';
      const IdLanguage = LANGUAGES.find(([, short]) => short === ShortCode)?.[0] ?? 0;
      dump.add('words', {
        code,
        ShortCode,
        Sentence,
        updated: created,
        created,
        donottranslate: 'no',
        IdLanguage,
        Description: '',
      });
    });
  }
  dump.add('params', {
    id: 1,
    IsRealProductionDatabase: 'Yes',
    recordonline: 87,
    MailToNotifyWhenNewMemberSignup: `signup-team@${mail}`,
    AjaxChatSpecialAllowedList: '',
    MailBotMode: 'Auto',
    ToggleStatsForWordsUsage: 'Yes',
  });
  dump.add('dbversion', { version: 26 });
  RIGHTS.forEach((Name, i) => {
    dump.add('rights', { id: i + 1, Name, Description: '', created });
  });
  FLAGS.forEach((Name, i) => {
    dump.add('flags', { id: i + 1, Name, Description: '', created });
  });
  for (const right of ['ForumModerator', 'Debug', 'Accepter', 'Words', 'RunBot']) {
    const row = {
      IdMember: 1,
      IdRight: RIGHTS.indexOf(right) + 1,
      Level: 10,
      Scope: '"All"',
      Comment: 'seed',
      updated: created,
      created,
    };
    dump.add('rightsvolunteers', row);
  }
  const quiet = people.find(({ username }) => username === 'judy');
  dump.add('flagsmembers', {
    IdMember: quiet?.id ?? 0,
    IdFlag: 1,
    Level: 1,
    Scope: '"All"',
    Comment: 'seed',
    updated: created,
    created,
  });
  PREFERENCES.forEach(([codeName, DefaultValue], i) => {
    dump.add('preferences', { id: i + 1, codeName, codeDescription: codeName, DefaultValue });
  });
  FEEDBACK.forEach((Name, i) => {
    dump.add('feedbackcategories', { id: i + 1, Name, EmailToNotify: `feedback@${mail}`, visible: 1, sortOrder: i });
  });
  dump.add('faqcategories', { id: 1, Description: 'General questions', SortOrder: 1 });
  dump.add(
    'faq',
    { id: 1, QandA: 'FaqCanAnybodyJoin', SortOrder: 1, IdCategory: 1, created },
    { id: 2, QandA: 'FaqIsItFree', SortOrder: 2, IdCategory: 1, created },
  );
  dump.add('recorded_usernames_of_left_members', { UsernameNotToUse: 'formermember', created });
  dump.add('mod_user_auth', { id: 1, name: 'defaultUser' });
  dump.add('volunteers_reports_schedule', {
    IdVolunteer: 1,
    Type: 'Accepter',
    TimeToDeliver: '2037-01-01 00:00:00',
    DelayInHourForNextOne: 24,
    created,
  });
}

/** Writes the statistics of the last 60 days and the log of the same time. */
export function writeHistory(main: Dump, archive: Dump, random: Random, people: readonly Person[]): void {
  for (let day = 60; day >= 1; day--) {
    main.add('stats', {
      id: 61 - day,
      created: ago(day * DAY + 5 * 60),
      NbActiveMembers: people.length - 20 - Math.floor(day / 6),
      NbMessageSent: 20 + random.below(20),
      NbMessageRead: 15 + random.below(15),
      NbMemberWithOneTrust: 60 - Math.floor(day / 10),
      NbMemberWhoLoggedToday: 5 + random.below(15),
    });
    for (let n = 0; n < 5; n++) {
      const who = random.pick(people.filter(({ status }) => status === 'Active'));
      archive.add('logs', {
        IdMember: who.id,
        Str: `Successful login with <b>Mozilla/5.0</b> (${who.username})`,
        Type: 'Login',
        created: ago(day * DAY - random.below(DAY)),
        IpAddress: 1_296_000_000 + random.below(1000),
      });
    }
    archive.add('logs', {
      IdMember: 0,
      Str: 'Auto mail triggering <br />0 forum notification sent <br \\>1 intermember Messages sent',
      Type: 'mailbot',
      created: ago(day * DAY),
      IpAddress: 2130706433,
    });
  }
  for (const person of people.slice(0, 30)) {
    archive.add('previousversion', {
      IdMember: person.id,
      TableName: 'members',
      IdInTable: person.id,
      XmlOldVersion: `<Username>${person.username}</Username>`,
      Type: 'DoneByMember',
      created: person.created,
    });
  }
}

/** Each sequence starts from the highest id in use: a lower value would make ids collide, and a missing one would start again. */
export function writeSequences(dump: Dump): void {
  const last = {
    user: 700,
    gallery: 4,
    gallery_items: 12,
    blog: 15,
    blog_categories: 1,
    blog_comments: 0,
    blog_tags: 2,
    trip: 1,
    shouts: 0,
    mod_user_auth: 1,
  };
  for (const [table, id] of Object.entries(last)) dump.add(`${table}_seq`, { id });
}
