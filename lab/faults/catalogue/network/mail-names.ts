import { LAB_ROX } from '../../../rox.js';
import { lab, LAB_NET } from '../../../../targets/lab/target.js';
import { editFiles, type Change, type Faults } from '../fault.js';
import { zoneFile } from './dns.js';
import { certificate } from './tls.js';

const gate = 'prerelease';
const { zone } = LAB_NET;
const FILE = '/etc/bind/db.zone';
const { www, alpha } = LAB_ROX.sites;
const NAMES = [www.host, ...www.aliases, alpha.host];
const spf = `mail/spf-allows-new-host[${zone}]` as const;
const policy = (text: string, ...more: readonly string[]): Change =>
  zoneFile(
    [
      `sed -i 's/"v=spf1 .*"/"${text}"/' ${FILE}`,
      ...more.map((line) => `printf '%s\\n' '${line.replaceAll("'", "'\\''")}' >>${FILE}`),
    ].join('\n'),
  );
const record = (line: string): Change => zoneFile(`printf '%s\\n' '${line}' >>${FILE}`);
const sender = { gate, checks: [spf], specs: ['lasting/mail-sender'] } as const;
/** The zone is asked when it is recorded and after the switch; before it, only these checks look. */
const names = { gate, specs: ['lasting/mail-names'] } as const;

export const mailNames: Faults = {
  'zone-spf-names-deer-alone': {
    ...sender,
    description: 'The SPF record of the domain allows only Deer to send mail.',
    precedent: 'clojars/infrastructure#28: "DNS, Mail SPF, ???"; mail from the new host is treated as spam',
    expectedMessage: /does not designate 198\.51\.100\.20/,
    ...policy(`v=spf1 ip4:${lab.hosts.old.ipv4} ip6:${lab.hosts.old.ipv6 ?? ''} -all`),
  },
  'zone-spf-lacks-ipv6': {
    ...sender,
    description: "The SPF record of the domain allows Puma's IPv4 address but not its IPv6 address.",
    precedent: 'the new host has IPv6, which the old one lacked, and mail servers prefer it',
    expectedMessage: /does not designate 2001:db8:51::20/,
    ...policy(`v=spf1 ip4:${lab.hosts.old.ipv4} ip4:${lab.hosts.new.ipv4} ~all`),
  },
  'zone-spf-includes-nobody': {
    ...sender,
    description: 'The SPF record of the domain includes the record of a service that no longer has one.',
    precedent: 'a former newsletter service; including a missing record is an error and voids the whole record',
    expectedMessage: /permerror/,
    ...policy(`v=spf1 include:newsletter.${zone} a:puma.${zone} -all`),
  },
  'zone-spf-asks-too-much': {
    ...sender,
    description: 'The SPF record of the domain includes so many others that receivers give up.',
    precedent: 'RFC 7208, 4.6.4: at most ten lookups; one service after another was added',
    expectedMessage: /permerror.*(Too many|lookups)/is,
    ...policy(
      `v=spf1 ${Array.from({ length: 11 }, (_, at) => `include:s${at}.${zone}`).join(' " "')} a:puma.${zone} -all`,
      ...Array.from({ length: 11 }, (_, at) => `s${at} IN TXT "v=spf1 ip4:192.0.2.${at} -all"`),
    ),
  },
  'zone-spf-twice': {
    ...sender,
    description: 'The domain has two SPF records.',
    precedent: 'a second one was added for the new host; having two is an error, and neither counts',
    expectedMessage: /multiple SPF records/,
    ...record(`@ IN TXT "v=spf1 a:puma.${zone} -all"`),
  },
  'puma-greets-as-localhost': {
    description: 'Puma introduces itself to other mail servers as localhost.localdomain.',
    precedent: 'the hostname at installation; receivers refuse such greetings',
    gate,
    checks: ['mail/helo-matches-address[ipv4]', 'mail/helo-matches-address[ipv6]'],
    unproven: ['differences/explained'],
    specs: ['lasting/mail-sender'],
    expectedMessage: /localhost\.localdomain/,
    ...editFiles(
      'puma',
      ['/etc/postfix/main.cf'],
      'postconf -e smtp_helo_name=localhost.localdomain',
      '/etc/init.d/postfix reload >/dev/null',
    ),
  },
  'zone-mx-leads-to-a-host-that-is-off': {
    ...names,
    description: 'The MX host of the domain is a machine that was switched off.',
    precedent: 'the MX from an earlier move; mail is lost after five days in the queues of the senders',
    checks: [`mail/mx-accepts[${zone}]`],
    expectedMessage: /no probed port is open/,
    ...zoneFile(`sed -i 's/^mx .*/mx      IN A     198.51.100.99/' ${FILE}`),
  },
  'zone-mx-has-no-address': {
    ...names,
    description: 'The MX host of the domain has no address.',
    precedent: 'its name was removed along with those of the old host',
    checks: [`mail/mx-accepts[${zone}]`],
    expectedMessage: /has no address/,
    ...zoneFile(`sed -i '/^mx /d' ${FILE}`),
  },
  'zone-imap-leads-to-puma': {
    ...names,
    description: 'The name imap resolves to Puma, which has no IMAP server.',
    precedent: 'all names were moved at once, but the mailboxes were on the old host',
    checks: ['mail/client-names-answer'],
    expectedMessage: /imap\.bewelcome\.example .* 143 refused/,
    ...record(`imap IN A ${lab.hosts.new.ipv4}`),
  },
  'zone-autoconfig-leads-nowhere': {
    ...names,
    description: 'The name that mail clients use to find their settings resolves to a machine that is off.',
    precedent: 'autoconfig and autodiscover were on the old host, and no one had thought of them for years',
    checks: ['mail/client-names-answer'],
    expectedMessage: /autoconfig/,
    ...record('autoconfig IN A 198.51.100.99'),
  },
  'zone-caa-forbids-the-issuer': {
    description: "The CAA record of the domain names an authority other than the one that issued Puma's certificate.",
    precedent: "the new host uses Let's Encrypt, and CAA names the authority of the old one: the first renewal fails",
    gate,
    checks: NAMES.map((name) => `tls/issuer-allowed[${name}]` as const),
    specs: ['lasting/certificates'],
    expectedMessage: /digicert\.com/,
    ...record('@ IN CAA 0 issue "digicert.com"'),
  },
  'puma-renews-no-certificate': {
    description: "Puma's certificate is valid for ninety days, and nothing renews it.",
    precedent: 'the certificate was copied from the old host, but the job that renews it was not',
    gate,
    checks: ['tls/renewal-scheduled'],
    unproven: ['differences/explained'],
    specs: ['lasting/certificates'],
    expectedMessage: /no job, timer, or directive that renews/,
    ...certificate(NAMES, 90),
  },
};
