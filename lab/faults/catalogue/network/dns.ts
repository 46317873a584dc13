import { LAB_ROX } from '../../../rox.js';
import { lab, LAB_NET, labIpv4 } from '../../../../targets/lab/target.js';
import { onHost } from '../../../hosts/hosts.js';
import { isOff } from '../../../lab.js';
import { CEILING_MS, until } from '../../../hosts/processes.js';
import { dns as move, flush } from '../../../cutover/steps/dns.js';
import { shell, editFiles, type Change, type Faults } from '../fault.js';
import { checksIn, type CheckPattern } from '../pattern.js';

const gate = 'postcutover';
const { zone } = LAB_NET;
const {
  hosts: { old: deer, new: puma },
} = lab;
const FILE = '/etc/bind/db.zone';
const every = 'dns/every-name-moved';
const same = 'dns/same-over-transport';
const serials = 'dns/serials-equal';
const left = 'dns/nothing-left-on-old-host';
const resolvers = 'dns/resolvers-not-astray';
const late = 'dns/resolvers-all-moved';
/** Checks that depend on what the names resolve to. */
const BY_NAME: CheckPattern[] = checksIn(
  'visitors/*',
  'journeys/rox/*',
  'postcutover/baseline-pages',
  'postcutover/proxy-limits',
  'postcutover/proxy-routes',
  'postcutover/proxy-visitor',
  'postcutover/proxy',
);
/** Checks of resolvers: their answers, a moment after a change of the zone, depend on what they were asked before. */
const REMEMBERED: CheckPattern[] = [
  resolvers,
  late,
  'dns/old-host-resolver-updated',
  'dns/old-host-programs-agree',
  ...BY_NAME,
];

const COUNT_UP = `serial=$(sed -nE 's/.*SOA +[^ ]+ +[^ ]+ +([0-9]+) .*/\\1/p' ${FILE})`;
const serialOf = async (server: 'ns1' | 'ns2', name: string): Promise<string> =>
  (await onHost(server, `dig +short @127.0.0.1 ${name} SOA`)).split(' ')[2] ?? '';

/** The zone edited on the primary, with a new serial, and back again with a newer one. */
export function zoneFile(
  script: string,
  { isFetched = true, name = zone }: { readonly isFetched?: boolean; readonly name?: string } = {},
): Change {
  const isSame = async (): Promise<boolean> => (await serialOf('ns1', name)) === (await serialOf('ns2', name));
  const settle = async (): Promise<void> => {
    await until(CEILING_MS, 'ns2 did not fetch the zone', isSame);
    const asking = name !== zone || isOff('deer') ? (['resolver'] as const) : (['resolver', 'deer'] as const);
    await Promise.all(asking.map((host) => onHost(host, 'rndc flush')));
  };
  return {
    inject: async (id) => {
      await onHost(
        'ns1',
        `mkdir -p /run/faults && cp ${FILE} /run/faults/${id}.zone
        ${script}
        ${COUNT_UP}
        sed -i "/SOA/s/$serial/$((serial + 1))/" ${FILE}
        rndc reload >/dev/null`,
      );
      if (isFetched) await settle();
      // The secondary must not fetch the zone: it is enough to wait until the primary has loaded it.
      else await until(CEILING_MS, 'ns1 did not load the zone', async () => !(await isSame()));
    },
    revert: async (id) => {
      await onHost(
        'ns1',
        `${COUNT_UP}; now=$serial
        cp /run/faults/${id}.zone ${FILE}
        ${COUNT_UP}
        sed -i "/SOA/s/$serial/$((now + 1))/" ${FILE}
        rndc reload >/dev/null`,
      );
      if (isFetched) await settle();
    },
  };
}

/** Another configuration of a name server. */
const named = (on: 'ns1' | 'ns2' | 'resolver' | 'deer', files: readonly string[], script: string): Change =>
  editFiles(on, files, script, '/etc/init.d/named restart >/dev/null');

export const dns: Faults = {
  'zone-aaaa-of-alpha-left-on-deer': {
    description: 'The AAAA record of alpha still points to Deer.',
    precedent: 'pythondotorg#101: the old site over IPv6; nodejs/build#1680: a stale AAAA record, unnoticed for weeks',
    gate,
    checks: [every],
    mayAlsoFail: REMEMBERED,
    specs: ['postcutover/dns-zone', 'postcutover/dns-records'],
    expectedMessage: /alpha\.bewelcome\.example AAAA is 2001:db8:51::10/,
    ...zoneFile(`sed -i '/^alpha/,/^[a-z]* *IN A /{s/AAAA .*/AAAA ${deer.ipv6 ?? ''}/}' ${FILE}`),
  },
  'zone-not-moved': {
    description: 'No one changed the zone: all names still point to Deer.',
    precedent: 'edited at the wrong provider, where the zone used to be',
    gate,
    checks: ['dns/www-moved'],
    unproven: checksIn('postcutover/*', 'visitors/*', 'journeys/rox/*'),
    mayAlsoFail: [
      ...checksIn('visitors/*', 'journeys/rox/*', 'postcutover/baseline-pages'),
      'dns/old-host-resolver-updated',
      'dns/old-host-programs-agree',
    ],
    specs: ['postcutover/dns-zone', 'postcutover/dns-records', 'postcutover/dns-world'],
    expectedMessage: /DNS has not moved/,
    inject: () => move.undo(),
    revert: async () => {
      await move.do();
      await flush.do();
    },
  },
  'ns2-holds-the-old-zone': {
    description: 'The secondary name server does not fetch the zone.',
    precedent: 'serials differ: the secondary got no notification, or no transfer (Zonemaster consistency01)',
    gate,
    checks: [serials],
    specs: ['postcutover/dns-zone'],
    expectedMessage: /ns2\S* \(\S+\) has the serial \d+, behind ns1/,
    mustNotSay: /ahead of/,
    ...zoneWithoutTransfer(),
  },
  'ns2-is-ahead-of-ns1': {
    description: 'The secondary name server holds a zone with a higher serial than the primary.',
    precedent: 'a serial was mistyped and corrected only on the primary: the secondary never fetches the zone again',
    gate,
    checks: [serials],
    specs: ['postcutover/dns-zone'],
    expectedMessage: /ns2\S* \(\S+\) has the serial \d+, ahead of ns1/,
    mustNotSay: /has not fetched the zone/,
    ...named(
      'ns2',
      ['/var/cache/bind/db.zone'],
      `/etc/init.d/named stop >/dev/null
      serial=$(sed -nE '/SOA/,/\\)/{s/^[[:space:]]*([0-9]{10})([[:space:]].*)?$/\\1/p}' /var/cache/bind/db.zone | head -n 1)
      sed -i "s/\\b$serial\\b/$((serial + 50))/" /var/cache/bind/db.zone`,
    ),
  },
  'ns2-is-a-primary-of-its-own': {
    description: 'The second name server has its own copy of the zone, which still points to Deer.',
    precedent: 'split-brain: records edited at only one of two providers',
    gate,
    checks: [every],
    mayAlsoFail: [serials, left, same, ...REMEMBERED],
    specs: ['postcutover/dns-zone'],
    expectedMessage: /ns2\S* \(\S+\): \S+ A is 198\.51\.100\.10/,
    ...named(
      'ns2',
      ['/etc/bind/named.conf.local', '/var/cache/bind'],
      `sed -e 's/${puma.ipv4.replaceAll('.', '\\.')}/${deer.ipv4}/' -e 's/${puma.ipv6 ?? ''}$/${deer.ipv6 ?? ''}/' /var/cache/bind/db.zone >/var/cache/bind/own.zone
      echo 'zone "${zone}" { type primary; file "/var/cache/bind/own.zone"; };' >/etc/bind/named.conf.local`,
    ),
  },
  'ns2-asks-others': {
    description: 'The second name server has lost its zone and queries the first: its answers are not authoritative.',
    precedent: 'a server set up again as a resolver; it works until the other one is down',
    gate,
    checks: [same],
    mayAlsoFail: [serials, ...checksIn('postcutover/dns-records', 'postcutover/dns-zone')],
    specs: ['postcutover/dns-zone'],
    expectedMessage: /ns2\S* .*not authoritative \(no AA flag\)/,
    ...named(
      'ns2',
      ['/etc/bind/named.conf.local', '/etc/bind/named.conf.options'],
      `: >/etc/bind/named.conf.local
      sed -i 's/recursion no;/recursion yes; allow-query { any; }; allow-recursion { any; }; empty-zones-enable no; forward only; forwarders { ${labIpv4('ns1')}; };/' /etc/bind/named.conf.options`,
    ),
  },
  'zone-ttl-of-a-day': {
    description: 'Records of the site may be cached for a day.',
    precedent: 'tinywp.in, cmdln.org: the TTL was not lowered, so going back took a day',
    gate,
    checks: ['dns/ttl-short'],
    mayAlsoFail: REMEMBERED,
    specs: ['postcutover/dns-records', 'postcutover/dns-zone'],
    expectedMessage: /\(TTL 86400\)/,
    ...zoneFile(`sed -i 's/^\\$TTL .*/$TTL 86400/' ${FILE}`),
  },
  'zone-names-a-third-server': {
    description: 'The zone lists a name server that no longer exists.',
    precedent: 'the domain left a provider, but one of the servers of that provider is still listed',
    gate,
    checks: ['dns/name-servers-correct'],
    mayAlsoFail: REMEMBERED,
    specs: ['postcutover/dns-records', 'postcutover/dns-zone'],
    expectedMessage: /NS of bewelcome\.example.*oldns/,
    ...zoneFile(
      `sed -i '0,/IN NS/s//IN NS oldns\\n        IN NS/' ${FILE}\nprintf 'oldns   IN A 198.51.100.99\\n' >>${FILE}`,
    ),
  },
  'zone-mail-name-leads-to-deer': {
    description: 'The name mail, which the target does not list, still points to Deer.',
    precedent: 'clojars/infrastructure#28: "DNS, Mail SPF, ???"; forgotten names',
    gate,
    checks: [left],
    mayAlsoFail: REMEMBERED,
    specs: ['postcutover/dns-records'],
    expectedMessage: /mail\.bewelcome\.example A is 198\.51\.100\.10/,
    ...zoneFile(`printf 'mail    IN A ${deer.ipv4}\\n' >>${FILE}`),
  },
  'zone-wildcard-leads-to-deer': {
    description: 'A wildcard in the zone points every unlisted name to Deer.',
    precedent: 'a years-old wildcard for mail to subdomains',
    gate,
    checks: [left],
    mayAlsoFail: REMEMBERED,
    specs: ['postcutover/dns-records'],
    expectedMessage: /a wildcard answers for every unlisted name: \*\./,
    mustNotSay: /smtp|webmail/,
    ...zoneFile(`printf '*       IN A ${deer.ipv4}\n' >>${FILE}`),
  },
  'zone-mx-lost': {
    description: 'The MX and TXT records of the domain are gone.',
    precedent: 'infinityweb: records other than A and AAAA are lost when the zone moves',
    gate,
    checks: ['parity/zone-records-present'],
    mayAlsoFail: REMEMBERED,
    expectedMessage: /MX of bewelcome\.example/,
    ...zoneFile(`sed -i -e '/IN MX/d' -e '/IN TXT/d' ${FILE}`),
  },
  'puma-without-reverse-name': {
    description: "Puma's addresses have no PTR records in the reverse zones.",
    precedent: 'mailinabox#2211, emailwiz#236: Gmail rejects mail from such an address (550-5.7.25)',
    gate,
    checks: ['dns/reverse-matches'],
    expectedMessage: /PTR of 198\.51\.100\.20.*Expected: not \[\]/,
    ...reverse("sed -i '/puma/d'"),
  },
  'deer-resolver-remembers': {
    description: "Deer's own resolver still answers with Deer's addresses.",
    precedent: 'BeWelcome 2012: "needed bind restart on Deer"; rndc flushname was forgotten',
    gate,
    checks: ['dns/old-host-resolver-updated'],
    mayAlsoFail: BY_NAME,
    specs: ['postcutover/old-host-dns', 'postcutover/dns-zone'],
    expectedMessage: /not authoritative: from its cache, or from a resolver/,
    mustNotSay: /, authoritative:/,
    inject: async () => {
      await move.undo();
      await onHost('deer', `rndc flush; ${asked('dig +short @127.0.0.1')}`);
      await move.do();
    },
    revert: () => flush.do(),
  },
  'deer-resolver-has-a-zone-for-www': {
    description: "Deer's own resolver has a zone for www that points to Deer.",
    precedent: 'a years-old entry that lets the site find itself: flushing the cache does not remove it',
    gate,
    checks: ['dns/old-host-resolver-updated'],
    mayAlsoFail: BY_NAME,
    specs: ['postcutover/old-host-dns', 'postcutover/dns-zone'],
    expectedMessage: /, authoritative: from a zone in its own configuration/,
    mustNotSay: /rndc flushname/,
    ...named(
      'deer',
      ['/etc/bind/named.conf', '/etc/bind/db.www'],
      `printf '$TTL 60\\n@ IN SOA a b 1 2 3 4 5\\n@ IN NS a\\n@ IN A ${deer.ipv4}\\n@ IN AAAA ${deer.ipv6 ?? ''}\\na IN A ${deer.ipv4}\\n' >/etc/bind/db.www
      echo 'zone "${LAB_ROX.sites.www.host}" { type primary; file "/etc/bind/db.www"; };' >>/etc/bind/named.conf`,
    ),
  },
  'deer-hosts-file-names-itself': {
    description: "The hosts file of Deer resolves the site's names to Deer.",
    precedent: 'a years-old entry that lets the site find itself without DNS',
    gate,
    checks: ['dns/old-host-programs-agree'],
    expectedMessage: /getent ahosts and the resolver of Deer disagree.* resolves to 198\.51\.100\.10; the resolver/,
    ...editFiles('deer', ['/etc/hosts'], `echo '${deer.ipv4} ${names().join(' ')}' >>/etc/hosts`),
  },
  'resolver-leads-astray': {
    description: "A provider's resolver resolves www to an unused address.",
    precedent: 'a provider that rewrites answers, or a typo that was corrected too late',
    gate,
    checks: [resolvers],
    mayAlsoFail: [
      late,
      ...checksIn('visitors/*', 'journeys/rox/*', 'postcutover/baseline-pages'),
      'dns/old-host-resolver-updated',
      'dns/old-host-programs-agree',
      ...checksIn('postcutover/dns-world'),
    ],
    specs: ['postcutover/dns-world'],
    expectedMessage: /neither the new host nor the old host/,
    ...named(
      'resolver',
      ['/etc/bind/named.conf', '/etc/bind/db.www'],
      `printf '$TTL 60\\n@ IN SOA a b 1 2 3 4 5\\n@ IN NS a\\n@ IN A 198.51.100.99\\n@ IN AAAA 2001:db8:51::99\\na IN A 198.51.100.99\\n' >/etc/bind/db.www
      echo 'zone "${LAB_ROX.sites.www.host}" { type primary; file "/etc/bind/db.www"; };' >>/etc/bind/named.conf`,
    ),
  },
  'resolver-goes-back': {
    description: "A resolver sometimes answers with Puma's addresses and sometimes with Deer's.",
    precedent: 'several machines behind one address, each with its own cache',
    gate,
    checks: ['dns/resolvers-not-reverting'],
    mayAlsoFail: [
      resolvers,
      late,
      ...checksIn('visitors/*', 'journeys/rox/*', 'postcutover/baseline-pages'),
      'dns/old-host-resolver-updated',
      'dns/old-host-programs-agree',
    ],
    specs: ['postcutover/dns-world'],
    expectedMessage: /then elsewhere/,
    ...together(),
  },
};

function names(): string[] {
  return Object.values(LAB_ROX.sites).flatMap(({ host, aliases }) => [host, ...aliases]);
}

function asked(how: string): string {
  return names()
    .flatMap((name) => ['A', 'AAAA'].map((type) => `${how} ${name} ${type}`))
    .join('\n');
}

function reverse(script: string): Change {
  const files = ['/etc/bind/db.reverse4', '/etc/bind/db.reverse6'];
  const on = (server: 'ns1' | 'ns2', what: readonly string[], does: string): Change =>
    editFiles(server, what, does, '/etc/init.d/named restart >/dev/null');
  const primary = on('ns1', files, `${script} ${files.join(' ')}`);
  // Fetched zones have the serial that they had, so the secondary is not notified: it gets the change by hand.
  const fetched = ['/var/cache/bind/db.reverse4', '/var/cache/bind/db.reverse6'];
  const secondary = on('ns2', fetched, `/etc/init.d/named stop >/dev/null; ${script} ${fetched.join(' ')}`);
  const both = [primary, secondary];
  const forget = (): Promise<unknown> => onHost('resolver', 'rndc flush');
  return {
    inject: async (id) => {
      for (const { inject } of both) await inject(id);
      await forget();
    },
    revert: async (id) => {
      for (const { revert } of both) await revert?.(id);
      await forget();
    },
  };
}

/** A newer zone on the primary, which transfers it to no one. */
function zoneWithoutTransfer(): Change {
  const change = zoneFile(
    `sed -i -E 's/allow-transfer \\{[^}]*\\}/allow-transfer { none; }/; s/also-notify \\{[^}]*\\}/also-notify { }/' /etc/bind/named.conf.local`,
    { isFetched: false },
  );
  const config = editFiles('ns1', ['/etc/bind/named.conf.local'], ':', 'rndc reconfig >/dev/null');
  return {
    inject: async (id) => {
      await config.inject(id);
      await change.inject(id);
    },
    revert: async (id) => {
      await config.revert?.(id);
      await change.revert?.(id);
      await until(CEILING_MS, 'ns2 did not fetch the zone', async () => {
        await onHost('ns2', `rndc refresh ${zone} >/dev/null`);
        return (await serialOf('ns1', zone)) === (await serialOf('ns2', zone));
      });
    },
  };
}

/** A resolver whose own copy of the zone changes every second. */
function together(): Change {
  const config = named(
    'resolver',
    ['/etc/bind/named.conf', '/etc/bind/db.www'],
    `cat >/run/zone.sh <<'END'
n=1
write() { n=$((n + 1)); printf '$TTL 1\\n@ IN SOA a b %s 2 3 4 1\\n@ IN NS a\\n@ IN A %s\\n@ IN AAAA %s\\na IN A 198.51.100.41\\n' $n $1 $2 >/etc/bind/db.www; }
while :; do
  write ${puma.ipv4} ${puma.ipv6 ?? ''}; rndc reload >/dev/null 2>&1; sleep 1
  write ${deer.ipv4} ${deer.ipv6 ?? ''}; rndc reload >/dev/null 2>&1; sleep 1
done
END
    echo 'zone "${LAB_ROX.sites.www.host}" { type primary; file "/etc/bind/db.www"; };' >>/etc/bind/named.conf
    setsid sh /run/zone.sh >/dev/null 2>&1 </dev/null &
    sleep 1`,
  );
  const stop = shell('resolver', ':', 'pkill -f /run/[z]one.sh');
  return {
    inject: config.inject,
    revert: async (id) => {
      await stop.revert?.(id);
      await config.revert?.(id);
    },
  };
}
