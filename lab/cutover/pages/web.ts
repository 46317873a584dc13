import { labIpv4 } from '../../../targets/lab/target.js';
import { onHost } from '../../hosts/hosts.js';
import { CEILING_MS, until } from '../../hosts/processes.js';
import { SITES } from '../../static/plan.js';
import { askHost, type WebHost } from '../apache.js';
import type { Way } from '../copy-from-old-host.js';
import { hereDocument } from '../here-document.js';
import { firstOf, type CutoverStep } from '../step.js';
import { realVisitors } from '../steps/real-visitors.js';

export const PAGES_WAY: Way = { from: 'old', to: 'new' };

const OLD: WebHost = {
  machine: PAGES_WAY.from,
  host: SITES[0]?.names[0] ?? '',
  shows: { site: SITES.map(({ id }) => id), placeholder: ['placeholder'], forward: ['forward'] },
  always: ['000-unknown'],
};
const FOLDER = '/srv/placeholder';

const PAGE = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>The orchard is moving</title></head>
  <body>
    <h1>We will be back in 10 minutes</h1>
    <p>Our pages are moving to a new server. They closed on $(said now) and will open again at about $(said '10 minutes').</p>
  </body>
</html>`;

const CLOSED = `error_page 503 /closed.html;
    add_header Retry-After 600 always;
    location / { return 503; }
    location = /closed.html { internal; root ${FOLDER}; add_header Retry-After 600 always; }`;

/** The new host is contacted by address: its names would resolve to this host wherever DNS is outdated. */
const FORWARD = `location / {
        proxy_connect_timeout 5s;
        proxy_set_header Host $host;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_ssl_server_name on;
        proxy_ssl_name $host;
        proxy_ssl_verify on;
        proxy_ssl_verify_depth 3;
        proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;
        proxy_pass $scheme://${labIpv4(PAGES_WAY.to)};
    }`;

/** Each site over http and https, all with the same configuration. */
const servers = (words: string): string =>
  SITES.map(
    ({ id, names }) => `server {
    listen 80;
    listen [::]:80;
    listen 443 ssl;
    listen [::]:443 ssl;
    server_name ${names.join(' ')};
    ssl_certificate /etc/ssl/orchard/${id}.pem;
    ssl_certificate_key /etc/ssl/orchard/${id}.key;
    ssl_protocols TLSv1.2 TLSv1.3;
    ${words}
}`,
  ).join('\n');

type Show = keyof WebHost['shows'];
const others = (what: Show): string[] =>
  Object.entries(OLD.shows).flatMap(([name, sites]) => (name === what ? [] : [...sites]));

/** Sets links and reloads, as people do, and then waits until visitors see the result. */
async function show(what: Show, status: number): Promise<void> {
  await onHost(
    OLD.machine,
    `cd /etc/nginx/sites-enabled
    rm -f ${others(what)
      .map((site) => `${site}.conf`)
      .join(' ')}
    for site in ${OLD.shows[what].join(' ')}; do ln -sf ../sites-available/$site.conf $site.conf; done
    nginx -t -q
    systemctl reload nginx`,
  );
  await until(
    CEILING_MS,
    `the old host did not serve the ${what} vhosts to visitors`,
    async () => (await askHost(OLD)).status === status,
  );
}

async function notShown(what: Show): Promise<string | undefined> {
  const enabled = (await onHost(OLD.machine, 'ls /etc/nginx/sites-enabled')).trim().split(/\s+/);
  const wanted = [...OLD.always, ...OLD.shows[what]].map((site) => `${site}.conf`);
  return enabled.length === wanted.length && wanted.every((site) => enabled.includes(site))
    ? undefined
    : `sites enabled in nginx on the old host: ${enabled.join(', ') || 'none'}; wanted: ${wanted.join(', ')}`;
}

export const placeholder: CutoverStep = {
  id: 'placeholder',
  step: '7',
  what: 'The old host shows the placeholder for every site',
  who: '',
  until: 'proxy',
  do: async () => {
    await onHost(
      OLD.machine,
      `said() { LC_ALL=C date -d "$1" '+%-d %B %Y, %H:%M %Z'; }
      mkdir -p ${FOLDER}
      cat >${FOLDER}/closed.html <<END_OF_PAGE\n${PAGE}\nEND_OF_PAGE
      ${hereDocument('/etc/nginx/sites-available/placeholder.conf', servers(CLOSED))}`,
    );
    await show('placeholder', 503);
  },
  undo: async () => {
    await show('site', 200);
    await onHost(OLD.machine, `rm -rf ${FOLDER} /etc/nginx/sites-available/placeholder.conf`);
  },
  verify: () => notShown('placeholder'),
};

const believes = realVisitors(PAGES_WAY, '/etc/nginx/conf.d/behind-pear.conf');

export const proxy: CutoverStep = {
  id: 'proxy',
  step: '16',
  what: 'The old host forwards visitors to the new one, over http and https',
  who: '',
  until: 'retire',
  do: async () => {
    await believes.do();
    await onHost(OLD.machine, hereDocument('/etc/nginx/sites-available/forward.conf', servers(FORWARD)));
    await show('forward', 200);
  },
  undo: async () => {
    await placeholder.do();
    await believes.undo();
  },
  verify: () => firstOf(believes.verify, () => notShown('forward')),
};
