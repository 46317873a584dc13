import {
  chmodSync,
  chownSync,
  copyFileSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { LAB_ROX } from '../rox.js';
import { lab, LAB_NET, LAB_ROLE, labIpv4, labIpv6 } from '../../targets/lab/target.js';
import type { CronJob } from '../../targets/schema.js';
import { writerBelow, writeSshFiles } from './base-files.js';
import type { LabMachine } from './hosts.js';
import { CHECKOUT } from '../paths.js';
import { signingRecord } from './authority.js';

/** Roles whose files below lab/root/ a host gets; the later wins. */
const ROLES: Partial<Record<LabMachine, readonly string[]>> = {
  deer: ['web', 'deer'],
  puma: ['web', 'puma'],
  store: [],
  ns1: ['nameserver', 'zone', 'ns1'],
  ns2: ['nameserver', 'ns2'],
  resolver: ['resolver'],
  resolver2: ['resolver', 'zone', 'resolver2'],
};

/** The group of Debian's web server. */
const WWW_DATA = 33;

/** Host part of a v6 address in the reverse zone: sixteen nibbles, last first (RFC 3596, 2.5). */
const nibbles = (host: 'deer' | 'puma'): string =>
  Array.from(String(LAB_NET.hosts[host]).padStart(16, '0')).reverse().join('.');

function words(machine: LabMachine, authority: string): Record<string, string> {
  return {
    hostname: `${machine}.${LAB_NET.zone}`,
    zone: LAB_NET.zone,
    serverId: String(LAB_NET.hosts[machine]),
    wwwHost: LAB_ROX.sites.www.host,
    wwwAliases: LAB_ROX.sites.www.aliases.join(' '),
    wwwRoot: LAB_ROX.sites.www.root,
    alphaHost: LAB_ROX.sites.alpha.host,
    alphaRoot: LAB_ROX.sites.alpha.root,
    deer4: labIpv4('deer'),
    deer6: labIpv6('deer'),
    deerLast: String(LAB_NET.hosts.deer),
    deerNibbles: nibbles('deer'),
    puma4: labIpv4('puma'),
    puma6: labIpv6('puma'),
    pumaLast: String(LAB_NET.hosts.puma),
    pumaNibbles: nibbles('puma'),
    'ns1-4': labIpv4('ns1'),
    'ns1-6': labIpv6('ns1'),
    'ns2-4': labIpv4('ns2'),
    'ns2-6': labIpv6('ns2'),
    outside4: labIpv4('outside'),
    signingRecord: signingRecord(authority),
    resolver4: labIpv4('resolver'),
  };
}

/** A line of the crontab; a job that is switched off stays visible behind a `#`. */
const crontabLine = (job: CronJob, state: 'on' | 'off'): string =>
  `${state === 'off' ? '#' : ''}${job.schedule} ${job.user} ${job.command}`;

/** Writes the files that make the bare image into this host: the layer right above the image. */
export function writeLayer(machine: LabMachine, folder: string, authority: string, ssh: string): void {
  const write = writerBelow(folder);
  const link = (path: string, to: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(to, join(folder, path));
  };

  write('etc/hostname', `${machine}\n`);
  write('etc/hosts', `127.0.0.1 localhost\n::1 localhost\n${labIpv4(machine)} ${machine}.${LAB_NET.zone} ${machine}\n`);
  for (const role of ROLES[machine] ?? [])
    copyFilled(join(CHECKOUT, 'lab', 'root', role), folder, words(machine, authority));
  if (machine !== 'deer' && machine !== 'puma' && machine !== 'store') return;

  writeSshFiles(folder, machine, ssh);
  if (machine === 'store') return;

  write('etc/mailname', `${machine}.${LAB_NET.zone}\n`);
  for (const site of ['010-www', '020-alpha']) {
    link(`etc/apache2/sites-enabled/${site}.conf`, `../sites-available/${site}.conf`);
  }
  link('etc/apache2/conf-enabled/bewelcome.conf', '../conf-available/bewelcome.conf');
  for (const service of ['rox', 'rsyslog']) {
    for (const level of [2, 3, 4, 5]) link(`etc/rc${level}.d/S01${service}`, `../init.d/${service}`);
  }
  const jobs = lab.cron.jobs.map((job) => crontabLine(job, job.prerelease[LAB_ROLE[machine]]));
  write('etc/cron.d/rox', `# Jobs of the site\nMAILTO=root\n\n${jobs.join('\n')}\n`);
  const certificate = (name: string): string => readFileSync(join(authority, name), 'utf8');
  write('etc/ssl/bewelcome/fullchain.pem', certificate('site-fullchain.pem'));
  write('etc/ssl/bewelcome/privkey.pem', certificate('site.key'), 0o600);
  write('etc/ssl/bewelcome/dkim.key', certificate('dkim.key'), 0o640);
  // The application reads it.
  chownSync(join(folder, 'etc/ssl/bewelcome/dkim.key'), 0, WWW_DATA);
  // The authority that Deer trusts when it forwards to Puma over https.
  write('etc/ssl/bewelcome/authority.pem', certificate('ca.pem'));
}

/** Copies a tree and fills in `{{word}}`; an unknown word is an error, not an empty string. */
export function copyFilled(from: string, to: string, known: Record<string, string>): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    const [source, goal] = [join(from, name), join(to, name)];
    if (lstatSync(source).isDirectory()) {
      copyFilled(source, goal, known);
      continue;
    }
    copyFileSync(source, goal);
    const text = filled(source, known);
    writeFileSync(goal, text);
    chmodSync(goal, lstatSync(source).mode);
  }
}

/** The text of a file with its `{{word}}`s filled in. */
export const filled = (source: string, known: Record<string, string>): string =>
  readFileSync(source, 'utf8').replace(/\{\{([\w-]+)\}\}/g, (_, word: string) => {
    const value = known[word];
    if (value === undefined) throw new Error(`${source} uses {{${word}}}, which the lab does not define`);
    return value;
  });
