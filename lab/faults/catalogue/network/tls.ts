import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LAB_ROX } from '../../../rox.js';
import { lab } from '../../../../targets/lab/target.js';
import { makeCertificate, reissueIntermediate } from '../../../hosts/authority.js';
import { onHost } from '../../../hosts/hosts.js';
import { PATHS } from '../../../paths.js';
import { editFiles, patchProgram, type Change, type Faults } from '../fault.js';

const gate = 'prerelease';
const { www, alpha } = LAB_ROX.sites;
const FOLDER = '/etc/ssl/bewelcome';
const NAMES = [www.host, ...www.aliases, alpha.host];
const apache = (files: readonly string[], script: string): Change =>
  editFiles('puma', files, script, 'apache2ctl graceful');

/** A certificate of the lab's authority in place of a host's own. */
export const certificate = (covers: readonly string[], days?: number, on: 'deer' | 'puma' = 'puma'): Change =>
  inPlace(on, (id) => {
    makeCertificate(PATHS.authority, id, covers, days);
    return { fullchain: `${id}-fullchain.pem`, privkey: `${id}.key` };
  });

/** The host's own certificate below another intermediate. */
const intermediate = (days: number): Change =>
  inPlace('puma', (id) => {
    reissueIntermediate(PATHS.authority, id, days);
    return { fullchain: `${id}-fullchain.pem` };
  });

/** Files of the lab's authority in place of those in the folder of a host's certificate. */
function inPlace(on: 'deer' | 'puma', make: (id: string) => Readonly<Record<string, string>>): Change {
  const put = editFiles(on, [FOLDER], ':', 'apache2ctl graceful');
  return {
    ...put,
    inject: async (id) => {
      await put.inject(id);
      const text = (file: string): string => readFileSync(join(PATHS.authority, file), 'utf8').trimEnd();
      const written = Object.entries(make(id)).map(
        ([name, file]) => `cat >${FOLDER}/${name}.pem <<'END'\n${text(file)}\nEND`,
      );
      await onHost(on, [...written, 'apache2ctl graceful'].join('\n'));
    },
  };
}

export const tls: Faults = {
  'puma-certificate-of-another-name': {
    description: 'Puma presents a valid certificate for another name.',
    precedent: 'the default vhost answers, with its own certificate',
    gate,
    // The chain itself is complete; the checks of the chain do not look at names.
    checks: ['tls/name-covered'],
    specs: ['visitors/certificates'],
    expectedMessage: /presents a certificate for www\.example\.org when asked for/,
    ...certificate(['www.example.org']),
  },
  'puma-certificate-without-alpha': {
    description: "Puma's certificate does not cover alpha.",
    precedent: 'a renewed certificate lacks one of the names',
    gate,
    checks: [`tls/name-covered[${alpha.host}]`],
    specs: ['visitors/certificates'],
    expectedMessage: /asked for alpha\.bewelcome\.example/,
    ...certificate([www.host, ...www.aliases]),
  },
  'puma-certificate-runs-out': {
    description: "Puma's certificate expires in five days.",
    precedent: 'openboxes#2282, certbot#5262: renewal broken on the new host, or still done only on the old one',
    gate,
    checks: ['tls/not-expiring-soon'],
    expectedMessage: /Puma .* presents a server certificate .* that expires at 20/,
    mustNotSay: /intermediate/,
    ...certificate(NAMES, 5),
  },
  'deer-certificate-runs-out': {
    description: "Deer's own certificate expires in five days, while visitors with old DNS still reach Deer.",
    precedent: 'no one renews the certificate on the old host anymore, but that host keeps forwarding for weeks',
    gate: 'postcutover',
    checks: ['tls/not-expiring-soon@stale'],
    specs: ['visitors/certificates'],
    expectedMessage: /Deer \(\S+\) presents a server certificate .* that expires at 20/,
    mustNotSay: /Puma \(|intermediate/,
    ...certificate(NAMES, 5, 'deer'),
  },
  'puma-intermediate-runs-out': {
    description:
      "The intermediate certificate that Puma sends expires in five days; Puma's own certificate is valid for years.",
    precedent: "Sectigo AddTrust 2020, DST Root X3 2021: the server's own certificate was still valid",
    gate,
    checks: ['tls/not-expiring-soon'],
    specs: ['visitors/certificates'],
    expectedMessage: /Puma .* presents an intermediate certificate .* that expires at 20/,
    mustNotSay: /a server certificate/,
    ...intermediate(5),
  },
  'puma-sends-no-intermediate': {
    description: 'Puma sends its certificate without the intermediate certificate.',
    precedent: 'curl#15747, apprtc#217: browsers cache or fetch the missing intermediate, but other clients fail',
    gate,
    checks: ['tls/chain-complete'],
    specs: ['visitors/certificates'],
    expectedMessage: /intermediate not sent/,
    ...apache([FOLDER], `cd ${FOLDER} && openssl x509 -in fullchain.pem -out leaf.pem && mv leaf.pem fullchain.pem`),
  },
  'puma-takes-old-tls': {
    description: 'Puma accepts TLS 1.0.',
    precedent: 'the configuration was copied from a 2012 server',
    gate,
    checks: ['tls/old-versions-refused'],
    expectedMessage: /accepts but should refuse.*"TLSv1"/,
    ...apache(
      ['/etc/apache2/conf-available/bewelcome.conf'],
      `cat >>/etc/apache2/conf-available/bewelcome.conf <<'END'
SSLProtocol all
SSLCipherSuite ALL:@SECLEVEL=0
END`,
    ),
  },
  'puma-another-certificate-over-ipv6': {
    description: 'Over IPv6, Puma sends a different certificate.',
    precedent: 'pythondotorg#101: over IPv6 another site answers',
    gate,
    checks: ['override/certificate-matches'],
    expectedMessage: /validity dates of the certificate.*from Puma \(2001:/,
    ...certificateOverIpv6(),
  },
  'puma-login-over-http': {
    description: 'The login form on Puma sends the password over http.',
    precedent: 'the setting for https pages was lost with the old configuration',
    gate,
    checks: ['https/password-encrypted', 'https/page-without-http[/]', 'https/page-without-http[/login]'],
    expectedMessage: /form that targets an insecure endpoint/,
    ...patchProgram(www.root, 'app/rox.mjs', '.replace(/^http:/,"https:")', ''),
  },
  'puma-https-pages-load-over-http': {
    description: 'On Puma, https pages of www load their resources over http.',
    precedent: 'contao#7353, terriajs#2995: mixed content on https pages',
    gate,
    // Not /forums: that it loads something over http is a waived defect of the site.
    checks: [
      ...['/', '/feedback', '/gallery', '/groups', '/login', '/places', '/signup', '/wiki'].map(
        (page) => `https/page-without-http[${page}]` as const,
      ),
      `https/same-as-http[${www.host}]`,
    ],
    expectedMessage: /requests over http while.*"http:\/\/www/,
    ...editFiles(
      'puma',
      [`${www.root}/rox_local.ini`],
      `sed -i 's#^baseuri_https = .*#baseuri_https = http://${www.host}/#' ${www.root}/rox_local.ini`,
      '/etc/init.d/rox restart >/dev/null',
    ),
  },
  'puma-alpha-over-https-is-www': {
    description: 'Over https, Puma serves www under the name of alpha.',
    precedent: 'froxlor#511, virtualmin-gpl#1138: the default vhost shows another site',
    gate,
    checks: [
      `https/same-as-http[${alpha.host}]`,
      `apache/vhost-present[${alpha.host},443]`,
      'apache/vhosts-of-old-host-present',
    ],
    expectedMessage: /names on port 443.*Expected value: "alpha\./,
    ...apache(
      ['/etc/apache2/sites-available/020-alpha.conf'],
      `sed -i '/:443/,$ s/ServerName .*/ServerName old-alpha.bewelcome.example/' /etc/apache2/sites-available/020-alpha.conf`,
    ),
  },
};

function certificateOverIpv6(): Change {
  const put = editFiles('puma', [FOLDER, '/etc/apache2/sites-enabled'], ':', 'apache2ctl graceful');
  return {
    ...put,
    inject: async (id) => {
      await put.inject(id);
      makeCertificate(PATHS.authority, id, NAMES, 90);
      const text = (name: string): string => readFileSync(join(PATHS.authority, name), 'utf8').trimEnd();
      await onHost(
        'puma',
        `cat >${FOLDER}/ipv6.pem <<'END'\n${text(`${id}-fullchain.pem`)}\n${text(`${id}.key`)}\nEND
        cat >/etc/apache2/sites-enabled/005-ipv6.conf <<'END'
<VirtualHost [${lab.hosts.new.ipv6 ?? ''}]:443>
    ServerName ${www.host}
    ServerAlias ${www.aliases.join(' ')}
    SSLEngine on
    SSLCertificateFile ${FOLDER}/ipv6.pem
    RequestHeader set X-Forwarded-Proto https early
    Include rox/www.conf
</VirtualHost>
END
        apache2ctl graceful`,
      );
    },
  };
}
