import { join } from 'node:path';
import { FILES } from '../../../../helpers/baseline/read.js';
import { LAB_ROX } from '../../../rox.js';
import { lab } from '../../../../targets/lab/target.js';
import { shell, editFiles, onOperatorMachine, patchProgram, sql, tables, type Change, type Faults } from '../fault.js';
import { checksIn } from '../pattern.js';

const gate = 'prerelease';
const { www, alpha } = LAB_ROX.sites;
const { main } = LAB_ROX.databases;
const site = (from: string, to: string): Change => patchProgram(www.root, 'app/rox.mjs', from, to);
const apache = (files: readonly string[], script: string): Change =>
  editFiles('puma', files, script, 'apache2ctl graceful');
const htdocs = `${www.root}/htdocs`;

export const pages: Faults = {
  'puma-warning-in-pages': {
    description: 'Pages on Puma contain a warning from the interpreter.',
    precedent: 'display_errors is on in the php.ini of the new host, and old code emits warnings',
    gate,
    checks: ['pages/shown-to-visitor', 'pages/shown-to-member'],
    // Any check that opens a page in a browser notices it.
    mayAlsoFail: checksIn('visitors/*', 'journeys/rox/*', 'host/how-to-test', 'host/override'),
    specs: ['journeys/rox/pages'],
    expectedMessage: /mysql_fetch_assoc/,
    ...editFiles(
      'puma',
      ['/etc/apache2/conf-enabled', '/etc/apache2/mods-enabled'],
      `a2enmod -q substitute
      cat >/etc/apache2/conf-enabled/warning.conf <<'END'
AddOutputFilterByType SUBSTITUTE text/html
Substitute "s|</body>|<br /><b>Warning</b>: mysql_fetch_assoc() expects parameter 1 to be resource in <b>/home/www/inc/db.php</b> on line <b>73</b><br /></body>|"
END`,
      'apache2ctl graceful',
    ),
  },
  'puma-asks-for-a-script-that-is-not-there': {
    description: 'Pages on Puma request a script that was not copied along with the site.',
    precedent: 'a file that git ignores was not copied; Deer has it',
    gate,
    checks: ['pages/shown-to-visitor[/]', 'pages/shown-to-member'],
    // Any check that opens a page in a browser notices it.
    mayAlsoFail: checksIn('visitors/*', 'journeys/rox/*', 'host/how-to-test'),
    specs: ['journeys/rox/pages'],
    expectedMessage: /common\.js/,
    ...editFiles('puma', [`${htdocs}/script/common.js`], `rm ${htdocs}/script/common.js`),
  },
  'puma-pages-worse-than-those-of-deer': {
    description: 'Pages on Puma, unlike those on Deer, request style sheets and scripts that do not exist.',
    precedent: 'Puma got an older release than Deer; the application is known for such requests, but that is no excuse',
    gate,
    checks: ['pages/shown-to-member[/forums/new]', 'pages/shown-to-member[/gallery/upload]'],
    // Any check that opens a page in a browser notices it.
    mayAlsoFail: checksIn('visitors/*', 'journeys/rox/*', 'host/how-to-test'),
    specs: ['journeys/rox/pages'],
    expectedMessage: /styles\/YAML|Uploader/,
    ...onOperatorMachine({ files: { [join(lab.baseline, FILES.noise)]: '[]\n' } }),
  },
  'puma-page-lacks-its-form': {
    description: 'The lost-password page on Puma lacks the expected input field.',
    precedent: 'Rox itself in June 2012: a template that the new interpreter rejects; the page still returns 200',
    gate,
    checks: ['pages/shown-to-visitor[/bw/lostpassword.php]'],
    mayAlsoFail: ['mail/new-password-works'],
    specs: ['journeys/rox/pages'],
    expectedMessage: /missing part on .*lostpassword/,
    ...site('name="UserNameOrEmail"', 'name="UserName"'),
  },
  'puma-rewriting-off': {
    description: 'Apache on Puma ignores the .htaccess of the site.',
    precedent: 'AllowOverride None, the default in newer Apache versions',
    gate,
    checks: ['addresses/unknown-shows-start-page', 'addresses/redirected', 'addresses/same-over-ipv4-and-ipv6'],
    mayAlsoFail: checksIn('host/*', 'lasting/*', 'visitors/*', 'journeys/rox/*', 'journeys/rox/host/*'),
    specs: ['journeys/rox/addresses'],
    expectedMessage: /answer to GET .*"status": 404/,
    ...apache(
      ['/etc/apache2/rox'],
      "sed -i 's/AllowOverride All/AllowOverride None/' /etc/apache2/rox/www.conf /etc/apache2/rox/alpha.conf",
    ),
  },
  'puma-old-addresses-lost': {
    description: 'The redirect rule for URLs of old pages is missing on Puma.',
    precedent: 'links in old emails and search engines go nowhere after a move',
    gate,
    checks: ['addresses/redirected[/lostpassword.php]'],
    expectedMessage: /answer to GET \S+lostpassword\.php.*"status": 200/,
    ...editFiles('puma', [`${htdocs}/.htaccess`], `sed -i '/php/d' ${htdocs}/.htaccess`),
  },
  'puma-redirects-to-another-name': {
    description: 'Redirects from www on Puma go to the bare name.',
    precedent: 'the base URL in the configuration was retyped',
    gate,
    checks: [
      'addresses/redirected[/search]',
      'addresses/redirected[/bw/signup.php]',
      'addresses/redirected[/admin]',
      `addresses/same-over-ipv4-and-ipv6[${www.host}]`,
    ],
    mayAlsoFail: checksIn('visitors/*', 'journeys/rox/*'),
    specs: ['journeys/rox/addresses'],
    expectedMessage: /http:\/\/bewelcome\.example/,
    ...editFiles(
      'puma',
      [`${www.root}/rox_local.ini`],
      `sed -i 's#^baseuri = .*#baseuri = http://bewelcome.example/#' ${www.root}/rox_local.ini`,
      '/etc/init.d/rox restart >/dev/null',
    ),
  },
  'puma-shows-its-configuration': {
    description: 'A phpinfo() page that someone made for their own use is public on Puma.',
    precedent: 'left over from setting up the machine',
    gate,
    checks: ['addresses/configuration-hidden'],
    expectedMessage: /phpinfo|PHP Version/,
    ...apache(
      ['/etc/apache2/conf-enabled/info.conf'],
      `mkdir -p /var/www/info && echo '<h1>PHP Version 5.4.4</h1>' >/var/www/info/index.html
      printf 'Alias /bw/admin/phpinfo.php /var/www/info/index.html\\n<Directory /var/www/info>\\nRequire all granted\\n</Directory>\\n' >/etc/apache2/conf-enabled/info.conf`,
    ),
  },
  'puma-another-site-over-ipv6': {
    description: 'Over IPv6, Puma shows the default page of its web server.',
    precedent: 'pythondotorg#101: the old site over IPv6; nodejs/build#1680: a stale AAAA record, unnoticed for weeks',
    gate,
    checks: ['addresses/same-over-ipv4-and-ipv6'],
    expectedMessage: /the page over IPv6/,
    ...apache(
      ['/etc/apache2/sites-enabled'],
      `cat >/etc/apache2/sites-enabled/001-default.conf <<'END'
<VirtualHost [${lab.hosts.new.ipv6 ?? ''}]:80>
    ServerName ${www.host}
    ServerAlias ${[...www.aliases, alpha.host].join(' ')}
    Alias /about /var/www/html/index.html
    DocumentRoot /var/www/html
</VirtualHost>
END`,
    ),
  },
  'puma-search-engines-locked-out': {
    description: 'A robots.txt left over from testing is still on Puma: search engines are locked out.',
    precedent: 'simpleanalytics#180: "remove temp robots.txt on new server"',
    gate,
    checks: ['addresses/robots-allowed'],
    expectedMessage: /lock search engines out.*Disallow: \//,
    ...editFiles('puma', [`${htdocs}/robots.txt`], `printf 'User-agent: *\\nDisallow: /\\n' >${htdocs}/robots.txt`),
  },
  'puma-passwords-do-not-fit': {
    description: 'Members cannot log in on Puma: their password hashes were made with another function.',
    precedent: 'PASSWORD() and old_passwords differ between versions of MySQL',
    gate,
    checks: ['login/member-let-in', 'login/page-for-members', 'login/logout-forgets'],
    // Any check that logs in as alice notices it.
    mayAlsoFail: checksIn('visitors/*', 'journeys/rox/*'),
    specs: ['journeys/rox/login'],
    expectedMessage: /wrong password given for username/,
    ...tables('puma', main, ['members'], 'UPDATE members SET PassWord = OLD_PASSWORD(Username)'),
  },
  'puma-takes-any-password-at-login': {
    description: 'The www deployment on Puma does not check passwords: a developer switch is on.',
    precedent: 'debug mode on, .env from staging',
    gate,
    checks: ['login/refused[wrong-password]', 'site-config/passwords-checked[www]'],
    mayAlsoFail: ['mail/new-password-works'],
    expectedMessage: /that let.* anyone who knows a username.*skip_password_check/,
    ...editFiles(
      'puma',
      [`${www.root}/rox_local.ini`],
      `printf '\\n[development]\\nskip_password_check = 1\\n' >>${www.root}/rox_local.ini`,
      '/etc/init.d/rox restart >/dev/null',
    ),
  },
  'puma-alpha-takes-any-password': {
    description: 'The alpha deployment on Puma does not check passwords.',
    precedent: 'alpha shares the database of the live site',
    gate,
    checks: ['site-config/passwords-checked[alpha]'],
    expectedMessage: /alpha\S+ on Puma that let in anyone who knows a username/,
    ...editFiles(
      'puma',
      [`${alpha.root}/rox_local.ini`],
      `printf '\\n[development]\\nskip_password_check = yes\\n' >>${alpha.root}/rox_local.ini`,
    ),
  },
  'puma-hides-why-a-login-failed': {
    description: 'The login form on Puma does not mark the message about a failed login as a warning.',
    precedent: 'a template from another release, in which the paragraph with the message has a different class',
    gate,
    checks: ['login/refused'],
    expectedMessage: /response to a login with .*not found/,
    ...site('<p class="note warning">', '<p class="note">'),
  },
  'puma-session-cookie-secure': {
    description: 'Puma marks the session cookie as Secure on pages that are served over http.',
    precedent: 'session.cookie_secure = 1 in the new php.ini: browsers reject the cookie, and no one stays logged in',
    gate,
    checks: ['login/member-let-in', 'login/page-for-members', 'login/logout-forgets'],
    // Any check that logs in notices it.
    mayAlsoFail: checksIn('host/*', 'lasting/*', 'visitors/*', 'journeys/rox/*', 'journeys/rox/host/*'),
    unproven: checksIn('visitors/*', 'journeys/rox/*'),
    specs: ['journeys/rox/login'],
    expectedMessage:
      /browser refused .*cookie \S+ with the Secure attribute, from http:|browser would refuse the cookie .*Secure/,
    mustNotSay: /#msgform|not found/,
    ...apache(
      ['/etc/apache2/conf-enabled/secure-cookie.conf', '/etc/apache2/mods-enabled'],
      `a2enmod -q headers
      echo 'Header always edit Set-Cookie "^(.*)$" "$1; Secure"
Header onsuccess edit Set-Cookie "^(.*)$" "$1; Secure"' >/etc/apache2/conf-enabled/secure-cookie.conf`,
    ),
  },
  'puma-logout-forgets-nobody': {
    description: 'Logging out on Puma does not end the session.',
    precedent: 'ckanext-iati#449: sessions kept in two places after a move',
    gate,
    checks: ['login/logout-forgets'],
    expectedMessage: /the login form on \/messages, after the logout/,
    ...site('session.data=lang===void 0?{}:{lang}', ''),
  },
  'puma-languages-lost': {
    description: 'The table of languages on Puma contains only English.',
    precedent: 'hestiacp#5386, sysPass#1637: pages remain untranslated, whatever language is chosen',
    gate,
    checks: ['languages/choice-kept'],
    expectedMessage: /text of the login link in \w+, on \/about.*Received: "Login"/,
    ...tables('puma', main, ['languages'], "DELETE FROM languages WHERE ShortCode <> 'en'"),
  },
  'puma-falls-over-unknown-language': {
    description: 'An unknown language in a URL makes Puma show its apology page.',
    precedent: 'a notice in the old interpreter is an exception in the new one',
    gate,
    checks: ['languages/unknown-shows-english'],
    expectedMessage: /apology on \S+\/rox\/in\/xx/,
    ...site('?code:ENGLISH.code', '?code:ENGLISH.name.short.code'),
  },
  'puma-places-not-imported': {
    description: 'The table of places is empty on Puma.',
    precedent: 'the largest table was left out of the dump for the tests, and then forgotten',
    gate,
    checks: ['database/row-count-plausible[*,geonames_cache]', 'search/place-lists-members', 'search/places-as-xml'],
    mayAlsoFail: checksIn('host/*', 'lasting/*', 'visitors/*', 'journeys/rox/*', 'journeys/rox/host/*'),
    specs: ['host/databases', 'host/database-rows', 'journeys/rox/search'],
    expectedMessage: /rows in geonames_cache on Puma.*Received: +0/,
    ...tables('puma', main, ['geonames_cache'], 'DELETE FROM geonames_cache'),
  },
  'puma-quick-search-finds-nobody': {
    description: 'The quick search on Puma finds no members.',
    precedent: 'phpMyFAQ#2294, phpbb#5626: search does not return all that it should',
    gate,
    checks: ['search/name-opens-profile'],
    expectedMessage: /address after the quick search for alice/,
    ...site(
      'm.Username LIKE ? AND ${VISIBLE} ${context.member',
      'm.Username = REVERSE(?) AND ${VISIBLE} ${context.member',
    ),
  },
  'puma-profile-open-to-all': {
    description: 'Puma shows members-only profiles to visitors.',
    precedent: 'a column with a different default after the import: every profile is public',
    gate,
    checks: ['profiles/private-hidden'],
    expectedMessage: /the login form in place of the profile/,
    ...site('!context.member&&!person.isPublic', 'false'),
  },
  'puma-no-word-about-no-member': {
    description: 'Puma shows a page without a heading for a member who does not exist.',
    precedent: 'a string is missing from the table of words, and its code is not shown either',
    gate,
    checks: ['profiles/unknown-member-reported'],
    expectedMessage: /heading of \S+no_such_member/,
    ...site('teaser:word(context,"MemberNotFound")', 'teaser:""'),
  },
  'puma-statistics-page-without-its-script': {
    description: 'The charts of the most recent days are missing from the statistics page on Puma.',
    precedent: 'an image library is missing on the new host: thirtybees#247',
    gate,
    checks: ['statistics/newest-day-shown'],
    mayAlsoFail: ['pages/shown-to-visitor[/about/stats]'],
    expectedMessage: /the chart of members/,
    ...site('canvas(`${name}-last`', 'canvas(`${name}-newest`'),
  },
  'puma-avatars-not-copied': {
    description: "The members' pictures were not copied to Puma.",
    precedent: 'rsync of the data directory stopped halfway; the site shows the placeholder picture instead',
    gate,
    checks: ['profiles/picture-copied'],
    expectedMessage: /picture of alice/,
    ...shell(
      'puma',
      `mv ${lab.dataDirectory}/user/avatars ${lab.dataDirectory}/user/avatars.away`,
      `rm -rf ${lab.dataDirectory}/user/avatars && mv ${lab.dataDirectory}/user/avatars.away ${lab.dataDirectory}/user/avatars`,
    ),
  },
  'puma-uploads-too-small': {
    description: 'Puma accepts uploads of at most 2,000 bytes.',
    precedent: 'opencaching-pl#581, ShareX#8: upload limits at their defaults',
    gate,
    checks: checksIn('journeys/rox/pictures'),
    mayAlsoFail: checksIn('visitors/*', 'journeys/rox/*'),
    specs: ['journeys/rox/pictures'],
    expectedMessage: /before and after the upload/,
    ...site('limits:{fileSize:LIMIT,', 'limits:{fileSize:2000,'),
  },
  'puma-gallery-not-writable': {
    description: 'The site cannot write to the data directory on Puma.',
    precedent: 'PMSS#787: the web user cannot write after the move',
    gate,
    checks: checksIn('journeys/rox/pictures'),
    mayAlsoFail: ['machine/data-directory-owner-same', ...checksIn('journeys/rox/profiles')],
    specs: ['journeys/rox/pictures'],
    expectedMessage: /apology on \S+\/(editmyprofile|gallery)/,
    ...editFiles('puma', [lab.dataDirectory], `chown -R root:root ${lab.dataDirectory}`),
  },
  'puma-small-pictures-missing': {
    description: 'Puma creates no thumbnails of uploaded pictures.',
    precedent: 'the image scaling library is missing, and its error is swallowed',
    gate,
    checks: ['pictures/thumbnails-made'],
    expectedMessage: /bytes of \S+thumbimg/,
    ...site('(folder,prefix+name)', '(folder,prefix+name+".png")'),
  },
  'puma-groups-without-members': {
    description: 'Group memberships were not imported on Puma.',
    precedent: 'a table whose name resembles that of another was left out of the dump',
    gate,
    checks: ['groups/shown-to-visitor'],
    expectedMessage: /links to members of group/,
    ...tables('puma', main, ['membersgroups'], 'DELETE FROM membersgroups'),
  },
  'puma-group-takes-nobody': {
    description: 'The members of groups on Puma have lost their status, and joining a group has no effect.',
    precedent: 'an enum from an older release lacks a value; without strict mode, MySQL stores an empty string',
    gate,
    checks: ['groups/shown-to-visitor', 'groups/joinable'],
    expectedMessage: /rows of membersgroups.*"Status": ""/,
    ...tables(
      'puma',
      main,
      ['membersgroups'],
      "ALTER TABLE membersgroups MODIFY Status enum('WantToBeIn','Kicked','Invited') NOT NULL DEFAULT 'WantToBeIn'",
    ),
  },
};

export const forum: Faults = {
  'puma-posts-get-no-number': {
    description: 'Posts on Puma do not get unique ids: the AUTO_INCREMENT of the table was lost.',
    precedent: 'a dump without table options; the first post gets id 0, and the second is rejected as a duplicate',
    gate,
    checks: ['forum/reply-below-post'],
    // Id 0 is free for one post at a time: the post of a thread without replies may get it.
    mayAlsoFail: [
      ...checksIn('journeys/rox/forum'),
      'forum/feed-current',
      'mail/forum-notification-delivered',
      'cron/edit-windows-closed',
    ],
    specs: ['journeys/rox/forum', 'journeys/rox/forum-access'],
    expectedMessage: /titles in \S+ after thread|Sorry/,
    ...tables('puma', main, ['forums_posts'], 'ALTER TABLE forums_posts MODIFY postid int(11) NOT NULL'),
  },
  'puma-posts-in-latin1': {
    description: 'Posts on Puma are stored in Latin-1: text in any non-Latin script becomes question marks.',
    precedent: 'PagerDuty, TiDB docs#22165: another character set after the import',
    gate,
    checks: ['forum/thread-readable'],
    mayAlsoFail: ['mail/forum-notification-delivered'],
    expectedMessage: /posts of thread \d+.*\?{6}/,
    ...tables(
      'puma',
      main,
      ['forums_posts'],
      'ALTER TABLE forums_posts MODIFY message text CHARACTER SET latin1 NOT NULL',
    ),
  },
  'puma-takes-empty-posts': {
    description: 'The forum on Puma accepts threads without a title or text.',
    precedent: 'form validation that calls a function that no longer exists lets everything through',
    gate,
    checks: ['forum/empty-thread-refused'],
    expectedMessage: /thread that was started without a title or text.*Received: "\d+"/,
    ...site('[...title===""?["forum_error_title"]:[],...isEmpty(text2)?["forum_error_post"]:[]]', '[]'),
  },
  'puma-anybody-writes-in-the-forum': {
    description: 'A visitor who is not logged in gets the form for a new post in the forum on Puma.',
    precedent: 'rights are read from a table that was copied without its rows',
    gate,
    checks: ['forum/visitor-redirected'],
    expectedMessage: /from a visitor who is not logged in.*200/,
    ...site(
      'async function newForm(context,place){if(!await mayPost(context))',
      'async function newForm(context,place){if(false)',
    ),
  },
  'puma-feeds-closed': {
    description: 'Feeds are switched off in the database parameters on Puma.',
    precedent: 'switched off on Deer for the dump, and imported that way',
    gate,
    checks: ['forum/feed-current'],
    expectedMessage: /titles in \S+ after thread/,
    ...sql(
      'puma',
      `UPDATE ${main}.params SET RssFeedIsClosed = 'Yes'`,
      `UPDATE ${main}.params SET RssFeedIsClosed = 'No'`,
    ),
  },
  'puma-edits-get-lost': {
    description: "A member's edits to a post on Puma are not saved.",
    precedent: 'the account of the site can insert, but its updates fail silently',
    gate,
    checks: ['forum/post-editable'],
    expectedMessage: /the post in thread \d+, after it was changed/,
    ...site(
      'UPDATE forums_posts SET message = ?, last_edittime',
      'UPDATE forums_posts SET last_editorid = LENGTH(?), last_edittime',
    ),
  },
  'puma-messages-table-crashed': {
    description: 'The index of the messages table on Puma is corrupt.',
    precedent: 'MyISAM files copied from a running server',
    gate,
    checks: ['messages/stored', 'messages/visible-after-mailbot', 'messages/empty-refused'],
    mayAlsoFail: checksIn('host/*', 'lasting/*', 'visitors/*', 'journeys/rox/*', 'journeys/rox/host/*'),
    specs: ['journeys/rox/messages'],
    expectedMessage: /messages' is corrupt/,
    ...editFiles(
      'puma',
      ['/var/lib/mysql/BW_MAIN/messages.MYI'],
      `mysql -e 'FLUSH TABLES ${main}.messages'
      truncate -s 300 /var/lib/mysql/BW_MAIN/messages.MYI`,
      "mysql -e 'FLUSH TABLES BW_MAIN.messages'",
    ),
  },
  'puma-messages-wait-for-a-volunteer': {
    description: "Members' messages on Puma wait for review, and mailbot never sees them.",
    precedent: 'an enum from an older release lacks the value; without strict mode, MySQL stores an empty string',
    gate,
    checks: ['messages/stored'],
    mayAlsoFail: ['mail/message-delivered'],
    specs: ['journeys/rox/messages'],
    expectedMessage: /status of message \d+, just sent.*\(ToSend\|Sent\)/,
    ...site("'Normal', 'ToSend', ?, ?", "'Normal', 'ToCheck', ?, ?"),
  },
  'puma-empty-messages': {
    description: 'Puma accepts empty messages.',
    precedent: 'form validation that calls a function that no longer exists lets everything through',
    gate,
    checks: ['messages/empty-refused'],
    expectedMessage: /message sent without text.*Received: "\d+"/,
    ...site('["text is empty."]', '[]'),
  },
};
