import { LAB_ROX } from '../../../rox.js';
import { lab, LAB_NET } from '../../../../targets/lab/target.js';
import { zoneFile } from '../network/dns.js';
import { certificate } from '../network/tls.js';
import { editFiles, shell, type Faults } from '../fault.js';
import { checksIn } from '../pattern.js';

const gate = 'aftercare';
const FILE = '/etc/bind/db.zone';
const { zone } = LAB_NET;
const { www, alpha } = LAB_ROX.sites;
const gone = 'dns/old-host-gone-from-zone';
/** Changes made by hand are in no repository yet. */
const byHand = { mayAlsoFail: ['repository/no-uncommitted-changes'] } as const;

/** Things that were right on the day and have gone wrong weeks later. */
export const rotten: Faults = {
  'zone-mx-leads-to-deer': {
    description: 'Mail for the domain still goes to Deer, which is off.',
    precedent: 'changing the MX was put off until after the switch, and then forgotten',
    gate,
    checks: [gone, `mail/mx-accepts[${zone}]`],
    expectedMessage: /MX is 10 deer|deer/,
    ...zoneFile(`sed -i 's/IN MX .*/IN MX    10 deer/' ${FILE}\nprintf 'deer IN A ${lab.hosts.old.ipv4}\\n' >>${FILE}`),
  },
  'zone-spf-still-trusts-deer': {
    description: "The SPF record of the domain still allows Deer's address, which now belongs to someone else.",
    precedent: 'the provider reassigns the address to another customer within days',
    gate,
    checks: [gone],
    specs: ['aftercare/zone'],
    expectedMessage: /TXT is v=spf1 ip4:198\.51\.100\.10/,
    ...zoneFile(`sed -i 's/v=spf1 /v=spf1 ip4:${lab.hosts.old.ipv4} /' ${FILE}`),
  },
  'puma-certificate-not-renewed': {
    description: "Puma's certificate expires in five days: it was not renewed.",
    precedent: 'certbot#5262: the first renewal falls in the months after the move, when no one is watching',
    gate,
    checks: ['tls/not-expiring-soon', 'tls/renewal-scheduled'],
    ...byHand,
    specs: ['visitors/certificates'],
    expectedMessage: /expires at 20/,
    ...certificate([www.host, ...www.aliases, alpha.host], 5),
  },
  'puma-jobs-off-again': {
    description: "The site's jobs are switched off on Puma.",
    precedent: 'switched off for a repair weeks after the move, and never switched back on',
    gate,
    checks: ['cron/still-on'],
    mayAlsoFail: [...byHand.mayAlsoFail, ...checksIn('host/cron-tables')],
    specs: ['aftercare/schedule'],
    expectedMessage: /cron\.d\/rox/,
    ...editFiles('puma', ['/etc/cron.d/rox'], "sed -i -E 's/^([0-9*])/#\\1/' /etc/cron.d/rox"),
  },
  'puma-mail-server-down': {
    description: 'The mail server on Puma is no longer running.',
    precedent: 'stopped by an update at night, unnoticed: the site does not report mail that it could not send',
    gate,
    checks: ['services/running[mail-server]', 'mail/server-greets'],
    specs: ['lasting/services', 'host/ports'],
    expectedMessage: /postfix|25/,
    ...shell('puma', '/etc/init.d/postfix stop >/dev/null', '/etc/init.d/postfix start >/dev/null'),
  },
};
