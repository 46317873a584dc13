import { LAB_ROX } from '../../../rox.js';
import { lab } from '../../../../targets/lab/target.js';
import { editFiles, allOf, shell, type Change, type Faults } from '../fault.js';
import { checksIn, type CheckPattern } from '../pattern.js';

const gate = 'postcutover';
const {
  hosts: { old: deer, new: puma },
} = lab;
const { www, alpha } = LAB_ROX.sites;
const alias = www.aliases[0] ?? '';
const FOLDER = '/etc/apache2';
const answers = (scheme: string, name: string): CheckPattern => `proxy/forwarded-once[${scheme},${name}]`;
const forwards = (name: string): CheckPattern => `proxy/vhosts-forward[${name}]`;
const limit = (part: string): CheckPattern => `proxy/big-request-forwarded[${part}]`;
const sees = 'proxy/visitor-address-preserved';
const believes = (role: 'old' | 'new'): CheckPattern => `proxy/forged-address-ignored[${role},*]`;
/** Checks that run as a visitor with old DNS, and those that compare Deer's answers with Puma's. */
const JOURNEYS: CheckPattern[] = [
  ...checksIn('visitors/*', 'journeys/rox/*'),
  'parity/answers-same',
  'proxy/answers-unchanged',
  ...checksIn('postcutover/logs-visitors', 'postcutover/logs'),
];

const on = (host: 'deer' | 'puma', script: string, folder = FOLDER): Change =>
  editFiles(host, [folder], script, 'apache2ctl graceful');
const forward = (script: string): Change => on('deer', `cd ${FOLDER}/sites-available\n${script}`);
const directive = (host: 'deer' | 'puma', words: string): Change =>
  on(host, `printf '${words}\\n' >${FOLDER}/conf-enabled/zz-fault.conf`);

/** Each address range in two halves: Apache accepts no network with a mask of 0 bits. */
const TRUST_EVERYBODY = `sed -i 's#^RemoteIPTrustedProxy.*#RemoteIPInternalProxy 0.0.0.0/1 128.0.0.0/1 ::/1 8000::/1#' ${FOLDER}/conf-available/behind-deer.conf`;

export const proxy: Faults = {
  'deer-https-not-forwarded': {
    description: 'SSLProxyEngine is off on Deer: https requests are not forwarded.',
    precedent: 'cmdln.org 2008; BeWelcome 2012: "SSL vhost needed SSLProxyEngine On"',
    gate,
    checks: [www.host, alias, alpha.host].map((name) => answers('https', name)),
    mayAlsoFail: JOURNEYS,
    specs: ['postcutover/proxy'],
    expectedMessage: /GET https:\S+ from Deer.*error log on Deer gives the reason.*SSLProxyEngine/,
    ...on('deer', `sed -i '/SSLProxyEngine/d' ${FOLDER}/rox/forward-https.conf`),
  },
  'deer-does-not-pass-the-name-on': {
    description: 'Deer requests pages from Puma by address, not by the name that the visitor requested.',
    precedent:
      'ProxyPreserveHost is off by default: over https the certificate does not match, and over http another site answers',
    gate,
    checks: [www.host, alias, alpha.host].map((name) => answers('https', name)),
    mayAlsoFail: [...checksIn('postcutover/*'), ...JOURNEYS],
    specs: ['postcutover/proxy'],
    expectedMessage:
      /GET https:\S+ from Deer .*error log on Deer gives the reason\. It may be: .*a certificate that does not cover the requested/,
    mustNotSay: /Puma (refuses|itself)/,
    ...on('deer', `sed -i '/ProxyPreserveHost/d' ${FOLDER}/rox/forward.conf`),
  },
  'puma-does-not-answer-deer': {
    description: 'Puma answers everyone except Deer, so Deer cannot forward anything.',
    precedent: 'fail2ban on the new host mistakes the proxy for an attacker: all visitors come from its address',
    gate,
    checks: ['proxy/front-page-forwarded'],
    unproven: checksIn('postcutover/*', 'visitors/*', 'journeys/rox/*'),
    mayAlsoFail: ['downtime/within-announced'],
    specs: ['postcutover/proxy'],
    expectedMessage: /The new host does not answer connections from the old host/,
    mustNotSay: /ProxyPass|SSLProxyEngine/,
    ...shell(
      'puma',
      `ip route add blackhole ${deer.ipv4}; ip -6 route add blackhole ${deer.ipv6 ?? ''}`,
      `ip route del blackhole ${deer.ipv4}; ip -6 route del blackhole ${deer.ipv6 ?? ''}`,
    ),
  },
  'puma-forbids-deer': {
    description: 'A web server rule on Puma blocks everything that comes from Deer.',
    precedent: 'access rules left over from testing: "testers only", which excludes the proxy',
    gate,
    checks: ['proxy/front-page-forwarded', 'proxy/forwarded-once'],
    mayAlsoFail: [...checksIn('postcutover/*'), ...JOURNEYS],
    specs: ['postcutover/proxy'],
    expectedMessage: /Puma itself answered 403/,
    mustNotSay: /ProxyPass/,
    ...on(
      'puma',
      `a2enmod -q rewrite
      for file in www alpha; do sed -i '1i RewriteEngine on\\nRewriteCond %{CONN_REMOTE_ADDR} ^(${deer.ipv4}|${deer.ipv6 ?? ''})$\\nRewriteRule ^ - [F]' rox/$file.conf; done`.replaceAll(
        'rox/$file',
        `${FOLDER}/rox/$file`,
      ),
    ),
  },
  'deer-alpha-not-forwarded': {
    description: 'Deer has a forwarding virtual host for www but none for alpha.',
    precedent: 'boa#1095: one of the names was forgotten',
    gate,
    // The virtual host of www also answers alpha's visitors: they are served, but it is unknown with which configuration.
    checks: [forwards(alpha.host)],
    mayAlsoFail: [...JOURNEYS, ...checksIn('postcutover/*')],
    specs: ['postcutover/proxy'],
    expectedMessage: /no virtual host on Deer forwards.*alpha\.bewelcome\.example:80/,
    ...forward('a2dissite -q forward-alpha'),
  },
  'deer-bare-name-not-forwarded': {
    description: 'Deer forwards www but not the bare name.',
    precedent: 'froxlor#511: only one of the virtual hosts has the alias',
    gate,
    checks: [forwards(alias)],
    mayAlsoFail: [answers('http', alias), answers('https', alias), ...JOURNEYS],
    specs: ['postcutover/proxy'],
    expectedMessage: /no virtual host on Deer forwards.* bewelcome\.example:80/,
    ...forward('sed -i /ServerAlias/d forward-www.conf'),
  },
  'deer-forwards-alpha-to-nobody': {
    description: 'Deer forwards alpha over http to a port on Puma where nothing listens.',
    precedent: 'the port of a cache that the new host does not have',
    gate,
    checks: [answers('http', alpha.host)],
    mayAlsoFail: JOURNEYS,
    specs: ['postcutover/proxy'],
    expectedMessage: /GET http:\/\/alpha\S+ from Deer.*error log on Deer gives the reason.*503/,
    ...forward(`sed -i '0,/ProxyPass/s#//${puma.ipv4}/#//${puma.ipv4}:6081/#' forward-alpha.conf`),
  },
  'deer-forwards-to-itself': {
    description: 'The ProxyPass directives on Deer point to Deer itself.',
    precedent: 'the proxy connects by name, and its own resolver still resolves that name to Deer: a loop',
    gate,
    // No one waits for the end of a loop, so what goes through it is unproven; the configuration reveals it.
    checks: ['proxy/vhosts-forward'],
    unproven: checksIn('postcutover/*', 'visitors/*', 'journeys/rox/*'),
    mayAlsoFail: [...checksIn('postcutover/*'), ...JOURNEYS],
    specs: ['postcutover/proxy'],
    expectedMessage: /goes to http:\/\/198\.51\.100\.10\/ instead/,
    ...forward(`sed -i 's#//${puma.ipv4}/#//${deer.ipv4}/#' forward-www.conf forward-alpha.conf`),
  },
  'deer-placeholder-left': {
    description: 'Deer still shows the placeholder to visitors with old DNS.',
    precedent: 'the site was reopened on the new host but not on the old one',
    gate,
    checks: ['proxy/front-page-forwarded'],
    unproven: checksIn('postcutover/*', 'visitors/*', 'journeys/rox/*'),
    mayAlsoFail: ['downtime/within-announced'],
    specs: ['postcutover/proxy', 'postcutover/proxy-limits', 'postcutover/proxy-routes'],
    expectedMessage: /The old host does not forward to the new host: .*503/,
    ...forward('a2dissite -q forward-www forward-alpha && a2ensite -q placeholder'),
  },
  'deer-hides-the-visitor': {
    description: "Deer does not pass on the visitor's address: Puma sees only Deer.",
    precedent: 'geokrety/server-migration#30; OpenIPC/website#145: 21,768 people became 3 addresses',
    gate,
    checks: [sees, believes('old')],
    mayAlsoFail: JOURNEYS,
    specs: ['postcutover/proxy-visitor'],
    expectedMessage: /which is Deer: the address of the visitor is lost/,
    ...directive('deer', 'ProxyAddHeaders Off'),
  },
  'puma-does-not-ask-who': {
    description: "Puma ignores the visitor's address, which Deer passes on.",
    precedent: 'mod_remoteip was not enabled: the logs and the database stored the address of the proxy',
    gate,
    checks: [sees, believes('old')],
    mayAlsoFail: JOURNEYS,
    specs: ['postcutover/proxy-visitor'],
    expectedMessage: /which is Deer: the address of the visitor is lost/,
    ...on('puma', 'a2disconf -q behind-deer'),
  },
  'puma-believes-everybody': {
    description: 'Puma believes whatever address a visitor claims to have.',
    precedent: 'ForumMagnum#355, TravianZ#188: an X-Forwarded-For header is accepted from anyone',
    gate,
    checks: [believes('new')],
    mayAlsoFail: [believes('old'), ...JOURNEYS],
    specs: ['postcutover/proxy-visitor'],
    expectedMessage: /which the visitor had forged/,
    ...on('puma', TRUST_EVERYBODY),
  },
  'deer-passes-forged-addresses': {
    description: 'Deer passes on whatever address a visitor claims to have, and Puma believes it.',
    precedent: 'the proxy appends to X-Forwarded-For, and the server reads it from the wrong end',
    gate,
    checks: [believes('old')],
    mayAlsoFail: [believes('new'), ...JOURNEYS],
    specs: ['postcutover/proxy-visitor'],
    expectedMessage: /which the visitor had forged/,
    ...allOf(on('deer', `sed -i '/X-Forwarded-For/d' ${FOLDER}/rox/forward.conf`), on('puma', TRUST_EVERYBODY)),
  },
  'deer-patient-with-a-dead-puma': {
    description: 'Deer waits for an unresponsive Puma until TCP times out.',
    precedent: 'ProxyPass without connectiontimeout: while Puma is down, visitors see nothing for two minutes',
    gate,
    checks: ['proxy/timeout-short'],
    expectedMessage: /connectiontimeout/,
    ...forward("sed -i 's/connectiontimeout=5 timeout=120//' forward-www.conf forward-alpha.conf"),
  },
  'deer-takes-small-forms-only': {
    description: 'Deer accepts forms of at most one megabyte, while Puma accepts more.',
    precedent: 'opencaching-pl#581: the limits of the proxy are lower than those of the server behind it',
    gate,
    checks: [limit('form')],
    mayAlsoFail: JOURNEYS,
    specs: ['postcutover/proxy-limits', 'postcutover/proxy-routes'],
    expectedMessage: /contacted directly, Puma returns 200.*Received: 413/,
    // Apache does not apply LimitRequestBody to requests that it forwards.
    ...forward(
      `sed -i '1i RewriteEngine on\\nRewriteCond %{HTTP:Content-Length} -gt1048576\\nRewriteRule ^ - [R=413,L]' ../rox/forward.conf`,
    ),
  },
  'deer-takes-short-headers-only': {
    description: 'Deer accepts at most forty headers, each of at most four kilobytes.',
    precedent: 'Apache limits lowered for security, years ago',
    gate,
    checks: [limit('cookie'), limit('headers')],
    mayAlsoFail: JOURNEYS,
    specs: ['postcutover/proxy-limits', 'postcutover/proxy-routes'],
    expectedMessage: /contacted directly, Puma returns 200.*Received: (400|431)/,
    ...limits('LimitRequestFieldSize 4000\\nLimitRequestFields 40'),
  },
  'deer-takes-short-addresses-only': {
    description: 'Deer accepts URLs of at most four thousand characters.',
    precedent: 'Apache limits lowered for security, years ago',
    gate,
    checks: [limit('address')],
    mayAlsoFail: JOURNEYS,
    specs: ['postcutover/proxy-limits', 'postcutover/proxy-routes'],
    expectedMessage: /contacted directly, Puma returns 200.*Received: 414/,
    ...limits('LimitRequestLine 4000'),
  },
  'deer-answers-files-itself': {
    description: "Deer serves its own robots.txt, style sheets, and pictures instead of Puma's.",
    precedent: '"static files are faster from here": they become outdated',
    gate,
    checks: [
      'proxy/same-by-every-route[/robots.txt]',
      'proxy/same-by-every-route[/styles/css/minimal/minimal.css]',
      'proxy/same-by-every-route[/images/logo.png]',
    ],
    mayAlsoFail: JOURNEYS,
    specs: ['postcutover/proxy-limits', 'postcutover/proxy-routes'],
    expectedMessage: /Deer over IPv4: .*different contents/,
    ...on(
      'deer',
      `mkdir -p /var/www/old/styles/css/minimal /var/www/old/images
      echo old | tee /var/www/old/robots.txt /var/www/old/styles/css/minimal/minimal.css >/var/www/old/images/logo.png
      cat >${FOLDER}/sites-available/old.inc <<'END'
ProxyPass /robots.txt !
ProxyPass /styles/ !
ProxyPass /images/ !
Alias /robots.txt /var/www/old/robots.txt
Alias /styles/ /var/www/old/styles/
Alias /images/ /var/www/old/images/
<Directory /var/www/old>
  Require all granted
</Directory>
END
      sed -i 's#^    Include rox/forward.conf#&\\n    Include sites-available/old.inc#' ${FOLDER}/sites-available/forward-www.conf`,
    ),
  },
  'deer-changes-pages': {
    description: 'A filter on Deer inserts a banner into the pages that Deer forwards.',
    precedent: 'mod_substitute for "we have moved": it breaks anything that is compared, signed, or cached',
    gate,
    checks: ['proxy/same-by-every-route[/about]'],
    mayAlsoFail: JOURNEYS,
    specs: ['postcutover/proxy-limits', 'postcutover/proxy-routes'],
    expectedMessage: /Deer over IPv4: .*We have moved/,
    ...on(
      'deer',
      `a2enmod -q substitute
      printf 'AddOutputFilterByType SUBSTITUTE text/html\\nSubstitute "s|</body>|<p>We have moved</p></body>|"\\n' >${FOLDER}/conf-enabled/zz-banner.conf`,
    ),
  },
  'puma-asks-deer': {
    description: 'Puma requests its about pages from Deer, which forwards the requests back to Puma.',
    precedent: 'a ProxyPass left over from testing, in the opposite direction',
    gate,
    checks: ['proxy/new-host-independent'],
    mayAlsoFail: [...checksIn('postcutover/*'), ...JOURNEYS],
    specs: ['postcutover/proxy'],
    expectedMessage: /requests in Deer's access log from a visitor who came to Puma/,
    ...on(
      'puma',
      `printf 'RewriteEngine on\\nRewriteCond %%{REMOTE_ADDR} !=${deer.ipv4}\\nRewriteCond %%{HTTP:X-Forwarded-Server} =""\\nRewriteRule ^/about http://${deer.ipv4}/about [P]\\n' >>${FOLDER}/rox/www.conf`,
    ),
  },
  'deer-forwards-by-a-detour': {
    description: 'Deer forwards www over http to another of its virtual hosts, which forwards to Puma.',
    precedent: 'an intermediate cache set up years ago; every request is made twice',
    gate,
    checks: [answers('http', www.host), answers('http', alias)],
    mayAlsoFail: [
      'proxy/vhosts-forward',
      ...checksIn('postcutover/proxy-limits', 'postcutover/proxy-routes', 'postcutover/proxy-visitor'),
      ...JOURNEYS,
    ],
    specs: ['postcutover/proxy'],
    expectedMessage: /in Deer's access log: more than one is a loop|goes to http:\/\/127\.0\.0\.1:8080/,
    ...on(
      'deer',
      `cat >${FOLDER}/sites-enabled/detour.conf <<'END'
Listen 127.0.0.1:8080
<VirtualHost 127.0.0.1:8080>
    ServerName ${www.host}
    Include rox/forward.conf
    ProxyPass / http://${puma.ipv4}/ nocanon connectiontimeout=5 timeout=120 retry=0
</VirtualHost>
END
      sed -i 's#ProxyPass / http://${puma.ipv4}/#ProxyPass / http://127.0.0.1:8080/#' ${FOLDER}/sites-available/forward-www.conf`,
    ),
  },
  'deer-www-not-forwarded-by-name': {
    description: 'Deer forwards alpha; www is served by whichever vhost comes first.',
    precedent: 'a2ensite for one site, a2dissite for the other',
    gate,
    checks: [forwards(www.host), forwards(alias)],
    mayAlsoFail: [...checksIn('postcutover/*'), ...JOURNEYS],
    specs: ['postcutover/proxy'],
    expectedMessage: /no virtual host on Deer forwards.*bewelcome\.example:80/,
    ...forward('a2dissite -q forward-www'),
  },
};

/** Directives that Apache accepts only for the whole server and in the first virtual host of an address. */
function limits(words: string): Change {
  return on(
    'deer',
    `printf '${words}\\n' >${FOLDER}/conf-enabled/zz-fault.conf
    sed -i 's#^    Include rox/forward.conf#    Include conf-enabled/zz-fault.conf\\n&#' ${FOLDER}/sites-available/forward-*.conf`,
  );
}
