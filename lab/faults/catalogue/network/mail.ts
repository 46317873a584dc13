import { LAB_ROX } from '../../../rox.js';
import { allOf, editFiles, patchProgram, sql, type Change, type Faults } from '../fault.js';
import { checksIn } from '../pattern.js';
import { zoneFile } from './dns.js';

const gate = 'prerelease';
const { www } = LAB_ROX.sites;
const { main } = LAB_ROX.databases;
const ini = `${www.root}/rox_local.ini`;
const setting = (script: string): Change => editFiles('puma', [ini], script, '/etc/init.d/rox restart >/dev/null');
const postfix = (script: string, before = ':'): Change => {
  const put = editFiles('puma', ['/etc/postfix/main.cf'], script, '/etc/init.d/postfix reload >/dev/null');
  return {
    ...put,
    revert: (id) =>
      editFiles('puma', [], before)
        .inject(id)
        .then(() => put.revert?.(id)),
  };
};
const mailbot = (from: string, to: string): Change => patchProgram(www.root, 'htdocs/bw/mailbot.mjs', from, to);

const message = 'mail/message-delivered';
const forum = 'mail/forum-notification-delivered';
const confirmation = 'mail/confirmation-delivered';
const team = 'mail/signup-team-notified';
const feedback = 'mail/feedback-delivered';
const password = 'mail/new-password-works';

const authentic = 'mail/authenticated';
const signed = { gate, checks: [authentic], specs: ['journeys/rox/email-registration'] } as const;

export const email: Faults = {
  'puma-signs-with-another-key': {
    ...signed,
    description: 'Puma signs its mail with a new key, but DNS still has the one from Deer.',
    precedent: 'the package generated a new key when it was installed; every signature fails',
    unproven: ['differences/explained'],
    expectedMessage: /DKIM \w+: rox\._domainkey/,
    ...editFiles(
      'puma',
      ['/etc/ssl/bewelcome/dkim.key'],
      'openssl genrsa -out /etc/ssl/bewelcome/dkim.key 2048 2>/dev/null; chgrp www-data /etc/ssl/bewelcome/dkim.key; chmod 640 /etc/ssl/bewelcome/dkim.key',
    ),
  },
  'zone-signing-key-lost': {
    ...signed,
    description: "The public key for the site's DKIM signatures is no longer in DNS.",
    precedent: 'the zone was retyped at another provider; names with an underscore were left out',
    expectedMessage: /DKIM \w+: rox\._domainkey/,
    ...zoneFile("sed -i '/^rox._domainkey/d' /etc/bind/db.zone"),
  },
  'puma-mail-unvouched-for': {
    description: 'Mail from Puma fails DMARC: it is unsigned, and the SPF record does not include Puma.',
    precedent: 'a quarantine policy that Deer satisfied and no one remembered',
    gate,
    checks: [authentic, 'mail/spf-allows-new-host'],
    specs: ['journeys/rox/email-registration', 'lasting/mail-sender'],
    expectedMessage: /DMARC fail|does not designate/,
    ...allOf(
      zoneFile("sed -i 's/ a:puma.[^ ]*//' /etc/bind/db.zone"),
      setting(`sed -i '/^\\[dkim\\]/,/^\\[/{/^key/d}' ${ini}`),
    ),
  },
  'puma-mail-goes-nowhere': {
    description: 'The mail server on Puma accepts mail but cannot deliver it.',
    precedent: 'emailwiz#128: port 25 blocked by the new provider',
    gate,
    checks: [
      message,
      forum,
      confirmation,
      team,
      feedback,
      password,
      authentic,
      ...checksIn('journeys/rox/registration-link', 'journeys/rox/registration-link-refused'),
    ],
    mayAlsoFail: ['mail/accepted-by-receiver'],
    specs: ['journeys/rox/email-registration', 'journeys/rox/email-password'],
    expectedMessage: /There is no mail at all for this recipient/,
    ...postfix('postconf -e "relayhost = [198.51.100.25]:26"', 'postsuper -d ALL 2>/dev/null'),
  },
  'puma-takes-the-domain-for-its-own': {
    description: "Puma's mail server treats the site's domain as local, and bounces mail for the volunteers.",
    precedent: 'docker-mailserver#4516, mailcow#5452: the MTA still thinks that the domain is local',
    gate,
    checks: [team, feedback],
    expectedMessage: /apology on http:\S+\/feedback|There is no mail at all/,
    ...postfix('postconf -e "mydestination = localhost, puma.bewelcome.example, bewelcome.example"'),
  },
  'puma-mail-all-to-a-tester': {
    description: 'The mail server on Puma sends all mail to one tester, regardless of the recipient.',
    precedent: 'a catch-all from the weeks of testing, left in place at the release',
    gate,
    checks: [
      message,
      forum,
      confirmation,
      team,
      feedback,
      password,
      authentic,
      'mail/accepted-by-receiver',
      ...checksIn('journeys/rox/registration-link'),
    ],
    specs: ['journeys/rox/email-registration', 'journeys/rox/email-password', 'host/mail-delivery'],
    expectedMessage: /went to tester@/,
    mustNotSay: /no mail at all/,
    ...postfix(
      'postconf -e "recipient_canonical_maps = static:tester@example.net" "recipient_canonical_classes = envelope_recipient"',
    ),
  },
  'puma-mail-from-another-sender': {
    description: "Registration emails on Puma come from the web server's system account.",
    precedent: 'a setting of the site was not copied; such mail is treated as spam',
    gate,
    checks: [confirmation, team],
    expectedMessage: /sender of the .*Received: "www-data@puma/,
    ...setting(`sed -i 's/^registration = .*/registration = www-data@puma.bewelcome.example/' ${ini}`),
  },
  'puma-links-in-mails-name-the-machine': {
    description: "Links in mailbot's emails about messages contain Puma's hostname instead of the name of the site.",
    precedent: 'the base URL that a job uses comes from the hostname of the machine',
    gate,
    checks: [message],
    // The unsubscribe link points to a name that is not a site; whether it is requested depends on which check is first.
    mayAlsoFail: [forum],
    specs: ['journeys/rox/email-message'],
    expectedMessage: /host of the reply link.*Received: "puma\./,
    ...mailbot(
      'messageMail({...row,withPicture:row.picture==="yes"},from,to,site.config.baseuri)',
      'messageMail({...row,withPicture:row.picture==="yes"},from,to,"http://puma.bewelcome.example/")',
    ),
  },
  'puma-mails-call-themselves-a-test': {
    description: 'Mailbot on Puma treats Puma as a test machine, and says so in the subject of its emails.',
    precedent: 'rox-2012 prefixes subjects with the SERVER_NAME of the job, unless it is the name of the site',
    gate,
    checks: [message, forum],
    expectedMessage: /SERVER_NAME of the mailbot job, as shown in the subject.*Received: "puma\./,
    ...mailbot('composeBwMail(mail,site.serverName)', 'composeBwMail(mail,"puma.bewelcome.example")'),
  },
  'puma-mail-in-the-wrong-charset': {
    description: 'Mailbot on Puma labels its UTF-8 emails as Latin-1.',
    precedent: 'the interpreter on the new host has a different default_charset',
    gate,
    checks: [message, forum],
    expectedMessage: /sent as iso-8859-1/,
    ...mailbot('charset=utf-8', 'charset=iso-8859-1'),
  },
  'puma-forum-mail-twice': {
    description: 'Mailbot on Puma sends every forum notification twice.',
    precedent: 'fixwikihub: duplicate emails; a table that was imported twice',
    gate,
    checks: [forum],
    expectedMessage: /2 instead of 1 mail/,
    ...mailbot(
      'FROM posts_notificationqueue queue',
      'FROM (SELECT * FROM posts_notificationqueue UNION ALL SELECT * FROM posts_notificationqueue) queue',
    ),
  },
  'puma-forum-mail-at-once': {
    description: 'Mailbot on Puma does not wait ten minutes before mailing a post.',
    precedent: 'the clocks of the program and the database differ by hours: everything looks old',
    gate,
    checks: [forum],
    expectedMessage: /before the ten minutes were over/,
    ...mailbot('INTERVAL 10 MINUTE', 'INTERVAL -10 MINUTE'),
  },
  'puma-message-mailed-again': {
    description: 'Mailbot on Puma does not record which messages it has sent, and sends them again.',
    precedent: 'the update fails silently: the account of the job has read access only',
    gate,
    checks: [message],
    expectedMessage: /2 instead of 1 mail/,
    ...mailbot("UPDATE messages SET Status = 'Sent', DateSent", 'UPDATE messages SET DateSent'),
  },
  'puma-mailbot-switched-off-in-the-database': {
    description: 'The parameter that stops mailbot is set in the database on Puma.',
    precedent: 'rox-2012 has params.MailBotMode: set on Deer for the dump, and imported',
    gate,
    checks: [message, forum],
    expectedMessage: /0 instead of 1 mail/,
    ...sql('puma', `UPDATE ${main}.params SET MailBotMode = 'Stop'`, `UPDATE ${main}.params SET MailBotMode = 'Auto'`),
  },
  'puma-new-password-not-stored': {
    description: 'Puma emails a new password that it does not store.',
    precedent: 'pleiades-gazetteer#418: reset emails that do not work after a migration',
    gate,
    checks: [password],
    expectedMessage: /possible new password in the email .* lets .* in/,
    ...patchProgram(
      www.root,
      'app/rox.mjs',
      'UPDATE members SET PassWord = PASSWORD(?) WHERE id = ?',
      'UPDATE members SET PassWord = IF(? IS NULL, NULL, PassWord) WHERE id = ?',
    ),
  },
};
