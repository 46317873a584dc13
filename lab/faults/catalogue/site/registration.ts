import { LAB_ROX } from '../../../rox.js';
import { editFiles, patchProgram, sql, type Change, type Faults } from '../fault.js';
import { checksIn, type CheckPattern } from '../pattern.js';

const gate = 'prerelease';
const { www } = LAB_ROX.sites;
const site = (from: string, to: string): Change => patchProgram(www.root, 'app/rox.mjs', from, to);
const mistake = (slug: string): CheckPattern => `registration/mistake-refused[${slug}]`;
/** A function of the interpreter is gone: what was checked with it is no longer checked. */
const life = 'ereg() and the like are gone from the newer PHP on the new host: checks that used them accept everything';

export const registration: Faults = {
  'puma-takes-any-user-name': {
    description: 'Registration on Puma accepts malformed usernames.',
    precedent: life,
    gate,
    checks: [
      mistake('short-name'),
      mistake('name-begins-with-digit'),
      mistake('sign-in-name'),
      mistake('punycode-name'),
    ],
    expectedMessage: /a registration with a username .*; a refu.*signup\/finish/,
    ...site('[!isUsername(value("username")),', '[false,'),
  },
  'puma-takes-a-name-twice': {
    description: 'The registration form on Puma accepts the username of an existing member.',
    precedent: 'TiDB docs#22165: another collation, and names that were equal no longer are',
    gate,
    checks: [mistake('name-taken')],
    // The table rejects duplicate names, so the site shows its apology page.
    expectedMessage: /already in use.*Sorry/,
    inject: site('&&await isTaken(context,values["username"]??"")', '&&false').inject,
  },
  'puma-takes-any-password': {
    description: 'Registration on Puma accepts any password.',
    precedent: life,
    gate,
    checks: [mistake('short-password'), mistake('passwords-differ')],
    expectedMessage: /a registration with .*password.*; a refu.*signup\/finish/,
    ...site('[value("password").length<6||value("password")!==value("passwordcheck"),', '[false,'),
  },
  'puma-takes-any-address': {
    description: 'Registration on Puma accepts any email address.',
    precedent: life,
    gate,
    checks: [mistake('address-without-at'), mistake('address-with-plus')],
    expectedMessage: /a registration with an email address .*; a refu.*signup\/finish/,
    ...site('[!isEmail(value("email")),', '[false,'),
  },
  'puma-takes-any-person': {
    description: 'Registration on Puma accepts missing names, and names that contain symbols.',
    precedent: life,
    gate,
    checks: [mistake('no-first-name'), mistake('no-last-name'), mistake('sign-in-last-name')],
    expectedMessage: /a registration with .* name ends; a refu.*signup\/finish/,
    ...site('[bad("firstname")||bad("lastname"),', '[false,'),
  },
  'puma-takes-any-age': {
    description: 'Registration on Puma accepts any date of birth, even that of a child.',
    precedent: 'the time zone of the interpreter is not set: date() returns a warning and no date',
    gate,
    checks: [mistake('no-birth-year'), mistake('impossible-birthday'), mistake('under-eighteen')],
    expectedMessage: /a registration with .*; a refu.*signup\/finish/,
    ...site('[!born,"SignupErrorBirthDate"],[born!==void 0&&ageOn(today,born)<AGE_MIN,', '[false,""],[false,'),
  },
  'puma-takes-half-a-form': {
    description: 'Registration on Puma accepts a form without gender, place, street, house number, or consent.',
    precedent: 'max_input_vars or suhosin on the new host cut the form short, and nothing was checked',
    gate,
    checks: [mistake('no-gender'), mistake('no-street'), mistake('no-house-number'), mistake('terms-not-accepted')],
    // The check of a refusal also tries the form without the mistake; the registration then ends before its last step.
    mayAlsoFail: ['registration/mistake-refused'],
    expectedMessage: /ended the registration after \d of 4 steps/,
    ...site(
      'return problems.filter(([wrong])=>wrong).map(([,code])=>code)',
      'return problems.slice(0,6).filter(([wrong])=>wrong).map(([,code])=>code)',
    ),
  },
  'puma-says-another-mistake': {
    description: 'Puma refuses a registration without a place, but reports that the gender is missing.',
    precedent: 'texts are looked up by number instead of by name; two rows were swapped',
    gate,
    checks: [mistake('no-place')],
    expectedMessage: /for no place.*Expected: "Please choose the place/,
    ...site('"SignupErrorProvideLocation"]', '"SignupErrorProvideGender"]'),
  },
  'puma-confirm-changes-nothing': {
    description: 'The confirmation page on Puma thanks the newcomer but leaves their status unchanged.',
    precedent: 'a trigger or a privilege is missing, and no one checks the result of the statement',
    gate,
    checks: ['registration/link-activates', 'registration/link-works-once'],
    expectedMessage: /after the link was followed.*Received: "MailToConfirm"/,
    ...site("UPDATE members SET Status = 'Pending' WHERE", 'UPDATE members SET Status = Status WHERE'),
  },
  'puma-confirms-any-key': {
    description: 'Puma accepts a confirmation link with any key.',
    precedent: '== between a number and a string: another version compares differently',
    gate,
    checks: ['registration/link-refused[altered-key]'],
    expectedMessage: /for a link with an altered key.*Expected: "The key in this link is wrong/,
    ...site('if(stored.value!==key2)return"WrongKey";', ''),
  },
  'puma-takes-links-of-any-form': {
    description: 'Puma does not distinguish a broken confirmation link from one with a wrong key.',
    precedent: life,
    gate,
    checks: ['registration/link-refused[short-key]', 'registration/link-refused[unknown-name]'],
    expectedMessage: /for a link with .*Expected: "This link is not valid/,
    ...site('return"InvalidLink"', 'return"WrongKey"'),
  },
  'puma-sequence-behind': {
    description: 'The sequence for user ids on Puma is behind the ids already in use.',
    precedent: 'a sequence table was left out of the dump as "empty"; every registration gets an id that is taken',
    gate,
    checks: ['registration/confirmation-pending', 'registration/steps-complete', 'registration/simultaneous'],
    // Any check that needs a new member fails as long as the id is taken.
    mayAlsoFail: checksIn('host/*', 'lasting/*', 'visitors/*', 'journeys/rox/*', 'journeys/rox/host/*'),
    specs: ['journeys/rox/registration'],
    expectedMessage: /after a registration that ended at|Sorry/,
    ...sql(
      'puma',
      `USE ${LAB_ROX.databases.main}; UPDATE user_seq SET id = (SELECT MIN(id) - 1 FROM user)`,
      `USE ${LAB_ROX.databases.main}; UPDATE user_seq SET id = (SELECT MAX(id) FROM user)`,
    ),
  },
  'puma-blocks-questions-of-the-form': {
    description:
      'A web server rule on Puma blocks the requests that the signup form sends while a visitor is typing in it.',
    precedent: 'mod_security and the like are on by default on the new host',
    gate,
    checks: ['registration/name-availability-shown'],
    // The form also sends these requests during the steps themselves: its script then reports errors.
    mayAlsoFail: [...checksIn('journeys/rox/registration'), 'maps/picked-place-filled-in'],
    expectedMessage: /checkhandle.*about a.*403/,
    ...editFiles(
      'puma',
      ['/etc/apache2/conf-enabled/security-rules.conf'],
      `printf '<LocationMatch "^/signup/check">\\n  Require all denied\\n</LocationMatch>\\n' >/etc/apache2/conf-enabled/security-rules.conf`,
      'apache2ctl graceful',
    ),
  },
};
