import { lab } from '../../targets/lab.js';
import { edit, program, sql, type Change, type Faults } from './fault.js';

const gate = 'puma-prerelease';
const { www } = lab.sites;
const site = (from: string, to: string): Change => program(www.root, 'app/rox.mjs', from, to);
const mistake = (what: string): string =>
  `site/registration-mistakes › Puma refuses a registration with ${what} and says why`;
const link = (what: string): string => `site/registration-link › ${what}`;
/** A function of the interpreter is gone: what was checked with it is not checked any more. */
const life = 'ereg() and its like are gone from the newer PHP of the new host: a check that used them says yes to all';

export const registration: Faults = {
  'puma-takes-any-user-name': {
    what: 'Registration on Puma takes any user name.',
    life,
    gate,
    checks: [
      mistake('a name that is too short'),
      mistake('a name that begins with a digit'),
      mistake('a name with a sign in it'),
      mistake('a name in disguise'),
    ],
    words: /signup/,
    ...site('[!isUsername(value("username")),', '[false,'),
  },
  'puma-takes-a-name-twice': {
    what: 'Registration on Puma takes the name of somebody who is a member already.',
    life: 'TiDB docs#22165: another collation, and names that were the same are not',
    gate,
    checks: [mistake('the name of a member')],
    // The table takes no name twice, so the site breaks over it.
    words: /name of a member .*already in use.*Sorry/,
    putIn: site('&&await isTaken(context,values["username"]??"")', '&&false').putIn,
  },
  'puma-takes-any-password': {
    what: 'Registration on Puma takes any password.',
    life,
    gate,
    checks: [mistake('a password of five letters'), mistake('two different passwords')],
    words: /signup/,
    ...site('[value("password").length<6||value("password")!==value("passwordcheck"),', '[false,'),
  },
  'puma-takes-any-address': {
    what: 'Registration on Puma takes any mail address.',
    life,
    gate,
    checks: [mistake('an address without @'), mistake('an address with a plus sign')],
    words: /signup/,
    ...site('[!isEmail(value("email")),', '[false,'),
  },
  'puma-takes-any-person': {
    what: 'Registration on Puma takes people without names, or with signs in them.',
    life,
    gate,
    checks: [mistake('no first name'), mistake('no last name'), mistake('a sign in the last name')],
    words: /signup/,
    ...site('[bad("firstname")||bad("lastname"),', '[false,'),
  },
  'puma-takes-any-age': {
    what: 'Registration on Puma takes any day of birth, and children.',
    life: 'the time zone of the interpreter is not set: date() gives a warning and no date',
    gate,
    checks: [mistake('no year of birth'), mistake('a birthday that no calendar has'), mistake('an age under eighteen')],
    words: /signup/,
    ...site('[!born,"SignupErrorBirthDate"],[born!==void 0&&ageOn(today,born)<AGE_MIN,', '[false,""],[false,'),
  },
  'puma-takes-half-a-form': {
    what: 'Registration on Puma takes a form without gender, place, street, number or a yes to the terms.',
    life: 'max_input_vars or suhosin on the new host cut a form short, and nothing was checked',
    gate,
    checks: [mistake('no gender'), mistake('no street'), mistake('no house number'), mistake('no yes to the terms')],
    // The site asks GeoNames six times for a place that is none, and that takes longer than anybody waits.
    perhaps: [mistake('no place')],
    words: /signup/,
    ...site(
      'return problems.filter(([wrong])=>wrong).map(([,code])=>code)',
      'return problems.slice(0,6).filter(([wrong])=>wrong).map(([,code])=>code)',
    ),
  },
  'puma-says-another-mistake': {
    what: 'Puma refuses a registration without a place, and says that the gender is missing.',
    life: 'texts by number instead of by name; two rows have changed places',
    gate,
    checks: [mistake('no place')],
    words: /no place/,
    ...site('"SignupErrorProvideLocation"]', '"SignupErrorProvideGender"]'),
  },
  'puma-confirm-changes-nothing': {
    what: 'The link in the confirmation mail thanks the newcomer and leaves his status as it was.',
    life: 'a trigger or a right is missing, and nobody looks at what the statement said',
    gate,
    checks: [
      link('The link in the mail makes a newcomer of Puma pending and lets him in'),
      link('The link in the mail works on Puma once'),
    ],
    words: /MailToConfirm/,
    ...site("UPDATE members SET Status = 'Pending' WHERE", 'UPDATE members SET Status = Status WHERE'),
  },
  'puma-confirms-any-key': {
    what: 'Puma takes a confirmation link whatever its key is.',
    life: '== between a number and a text: another version compares otherwise',
    gate,
    checks: [link('Puma refuses a link with an altered key')],
    words: /altered key|SignupMailConfirmed|Received/,
    ...site('if(stored.value!==key2)return"WrongKey";', ''),
  },
  'puma-takes-links-of-any-form': {
    what: 'Puma does not tell a broken confirmation link from one with a wrong key.',
    life,
    gate,
    checks: [
      link('Puma refuses a link with a key that is too short'),
      link('Puma refuses a link with an unknown name'),
    ],
    words: /Puma refuses a link/,
    ...site('return"InvalidLink"', 'return"WrongKey"'),
  },
  'puma-sequence-behind': {
    what: 'The sequence that numbers users on Puma is behind the users that are there.',
    life: 'a sequence table was left out of the dump as "empty"; every registration meets a number that is taken',
    gate,
    checks: [
      'site/registration › A registration leaves a member on Puma who has to confirm his mail',
      'site/registration › The four steps lead a newcomer to the end of registration on Puma',
      'site/registration › Two newcomers who register on Puma at the same time both become members',
    ],
    // Whoever needs a new member fails as long as the number is taken.
    perhaps: ['site/*', 'host/*'],
    specs: ['site/registration'],
    words: /registration|signup|newcomer|Sorry/i,
    ...sql(
      'puma',
      `USE ${lab.databases.main}; UPDATE user_seq SET id = (SELECT MIN(id) - 1 FROM user)`,
      `USE ${lab.databases.main}; UPDATE user_seq SET id = (SELECT MAX(id) FROM user)`,
    ),
  },
  'puma-blocks-questions-of-the-form': {
    what: 'A rule of the web server on Puma forbids what the signup form asks while somebody types.',
    life: 'mod_security and its like are on by default on the new host',
    gate,
    checks: ['site/registration › Puma tells a newcomer while he types whether a name is free'],
    // The form asks while the steps are walked through, too: its script then complains.
    perhaps: ['site/registration › *', 'site/maps › Picking a place at registration on Puma fills in where that is'],
    words: /name is free|403/,
    ...edit(
      'puma',
      ['/etc/apache2/conf-enabled/security-rules.conf'],
      `printf '<LocationMatch "^/signup/check">\\n  Require all denied\\n</LocationMatch>\\n' >/etc/apache2/conf-enabled/security-rules.conf`,
      'apache2ctl graceful',
    ),
  },
};
