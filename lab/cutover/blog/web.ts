import { labIpv4 } from '../../../targets/lab/target.js';
import { SITES, ZONE, type Site } from '../../blog/plan.js';
import { onHost } from '../../hosts/hosts.js';
import type { Way } from '../copy-from-old-host.js';
import { notShown, show, type WebHost } from '../apache.js';
import { close, open } from '../steps/placeholder.js';
import { hereDocument } from '../here-document.js';
import { firstOf, type CutoverStep } from '../step.js';
import { realVisitors } from '../steps/real-visitors.js';

export const WAY: Way = { from: 'old', to: 'new' };

const OLD: WebHost = {
  machine: WAY.from,
  host: `routes.${ZONE}`,
  shows: { site: SITES.map(({ id }) => id), placeholder: ['placeholder'], forward: ['forward'] },
  always: ['000-unknown'],
};
const FOLDER = '/srv/placeholder';

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>The hillwalkers are moving</title>
    <meta name="robots" content="noindex">
  </head>
  <body>
    <h1>We will be back in 10 minutes</h1>
    <p>Our pages are moving to a new server. They closed on @SINCE@ and will open again at about @UNTIL@.</p>
  </body>
</html>`;

/** A file; neither PHP nor a database is involved, whatever the path. */
const CLOSED = `DocumentRoot ${FOLDER}
ErrorLog \${APACHE_LOG_DIR}/placeholder-error.log
CustomLog \${APACHE_LOG_DIR}/placeholder-access.log vhost_combined
AllowEncodedSlashes NoDecode
RewriteEngine On
RewriteCond %{ENV:REDIRECT_STATUS} !=503
RewriteRule ^ - [R=503]
ErrorDocument 503 /index.html
Header always set Retry-After 600
Header always set Cache-Control no-store
<Directory ${FOLDER}>
    AllowOverride None
    Require all granted
</Directory>`;

/** The new host is contacted by address: its names would resolve to this host wherever DNS is outdated. */
const FORWARD = `ErrorLog \${APACHE_LOG_DIR}/forward-error.log
CustomLog \${APACHE_LOG_DIR}/forward-access.log vhost_combined
AllowEncodedSlashes NoDecode
ProxyPreserveHost On
RequestHeader unset X-Forwarded-For early
SetEnv proxy-initial-not-pooled 1`;
const FORWARD_TLS = `SSLEngine on
SSLProtocol -all +TLSv1.2 +TLSv1.3
SSLProxyEngine On
SSLProxyVerify require
SSLProxyVerifyDepth 3
SSLProxyCACertificateFile /etc/ssl/certs/ca-certificates.crt`;

const proxyPass = (scheme: string): string =>
  `ProxyPass / ${scheme}://${labIpv4(WAY.to)}/ nocanon connectiontimeout=5 timeout=120 retry=0`;

/** Each site over http and https, all with the same configuration. */
const vhosts = (words: Readonly<Record<'http' | 'https', string>>): string =>
  SITES.flatMap(({ id, names: [name, ...aliases] }: Site) =>
    (['http', 'https'] as const).map((scheme) =>
      [
        `<VirtualHost *:${scheme === 'http' ? 80 : 443}>`,
        `ServerName ${name}`,
        aliases.length > 0 ? `ServerAlias ${aliases.join(' ')}` : '',
        words[scheme],
        scheme === 'http'
          ? ''
          : `SSLCertificateFile /etc/ssl/hillwalkers/${id}.pem\nSSLCertificateKeyFile /etc/ssl/hillwalkers/${id}.key`,
        '</VirtualHost>',
      ].join('\n'),
    ),
  ).join('\n');

const SITE_FILES = '/etc/apache2/sites-available';

export const placeholder: CutoverStep = {
  id: 'placeholder',
  step: '7',
  what: 'The old host shows the placeholder for every site',
  who: '',
  until: 'proxy',
  do: async () => {
    const include = 'Include club/closed.conf';
    await onHost(
      OLD.machine,
      `mkdir -p ${FOLDER}
      ${hereDocument(`${FOLDER}/template.html`, PAGE)}
      ${hereDocument('/etc/apache2/club/closed.conf', CLOSED)}
      ${hereDocument(`${SITE_FILES}/placeholder.conf`, vhosts({ http: include, https: `Include club/tls.conf\n${include}` }))}`,
    );
    await close(OLD, FOLDER);
  },
  undo: async () => {
    await open(OLD);
    await onHost(OLD.machine, `rm -rf ${FOLDER} ${SITE_FILES}/placeholder.conf /etc/apache2/club/closed.conf`);
  },
  verify: () => notShown(OLD, 'placeholder'),
};

const believes = realVisitors(WAY, '/etc/nginx/conf.d/behind-birch.conf');

export const proxy: CutoverStep = {
  id: 'proxy',
  step: '16',
  what: 'The old host forwards visitors to the new one, over http and https',
  who: '',
  until: 'retire',
  do: async () => {
    await believes.do();
    await onHost(
      OLD.machine,
      `a2enmod -q proxy proxy_http >/dev/null
      ${hereDocument('/etc/apache2/club/forward.conf', FORWARD)}
      ${hereDocument('/etc/apache2/club/forward-tls.conf', FORWARD_TLS)}
      ${hereDocument(
        `${SITE_FILES}/forward.conf`,
        vhosts({
          http: `Include club/forward.conf\n${proxyPass('http')}`,
          https: `Include club/forward.conf\nInclude club/forward-tls.conf\n${proxyPass('https')}`,
        }),
      )}`,
    );
    await show(OLD, 'forward', ({ status }) => status === 200);
  },
  undo: async () => {
    await placeholder.do();
    await believes.undo();
  },
  verify: () => firstOf(believes.verify, () => notShown(OLD, 'forward')),
};
