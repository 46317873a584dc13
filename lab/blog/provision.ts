import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { labIpv4 } from '../../targets/lab/target.js';
import { makeAuthority, makeCertificate, makeSshKeys } from '../hosts/authority.js';
import { enter, onHost } from '../hosts/hosts.js';
import { keepFirst, startFirst } from '../hosts/first-state.js';
import { ensureImage } from '../hosts/image.js';
import { filled } from '../hosts/overlay.js';
import { CHECKOUT, PATHS } from '../paths.js';
import { handOver, serveShared, SHARED } from '../hosts/provision.js';
import { run, step } from '../exec.js';
import type { Layers } from '../states.js';
import { writeLetters } from './content/letters.js';
import { writePhotos } from './content/photos.js';
import { writeRoutes } from './content/routes.js';
import { crawl } from './crawl.js';
import { ensureImages } from './images.js';
import { writeBlogLayer } from './layers.js';
import { BLOG_MACHINES, bootBlog, isServer, stopBlog } from './pair.js';
import { fillWordpress, unpackWordpress, WORDPRESS_SITES } from './wordpress/sites.js';
import { ACCOUNTS, SERVER_NAMES, SERVERS, SITES, words, type Server } from './plan.js';

const HERE = join(CHECKOUT, 'lab', 'blog');
const DATABASES = ['club', ...WORDPRESS_SITES.map(({ database }) => database)];
/** Folders that move unchanged: the sites, and what people and programs have written. */
const MOVED = ['/var/www', '/var/lib/club', '/home'];

/** Errors in the logs from before a host was set up would be found by checks later. */
const FORGET_SETUP = `journalctl --quiet --rotate --vacuum-time=1s
find /var/log -type f ! -path '/var/log/journal/*' ! -name '*tmp' -exec truncate -s 0 {} +`;

/** Makes the state "before the switch": the old host live with data, the new one its careful copy. */
export async function makeBlog(base: string): Promise<Layers> {
  const [image, images] = [await ensureImage(), await ensureImages()];
  rmSync(base, { recursive: true, force: true });
  mkdirSync(join(base, 'git'), { recursive: true });
  makeKeys(base);
  serveShared(base);
  handOver(base, SHARED);

  const files = (machine: string): string => join(base, 'layers', machine, 'files');
  for (const machine of BLOG_MACHINES) writeBlogLayer(machine, files(machine), PATHS.authority, PATHS.ssh);
  const www = join(files('old'), 'var', 'www');
  writeRoutes(join(www, 'routes'));
  writePhotos(join(www, 'photos'));
  writeLetters(join(www, 'letters'));
  unpackWordpress(images.wordpress, www);

  const below = (machine: (typeof BLOG_MACHINES)[number]): string[] => [
    files(machine),
    isServer(machine) ? images[machine] : image,
  ];
  await startFirst(base, BLOG_MACHINES, (machine) => bootBlog(machine, below(machine)));
  await step('setting up the old host', () => setUpOld(base));
  await step('setting up the new host as a copy of the old one', () => setUpNew(base));
  await step('visiting the old host to fill its logs', async () => {
    await Promise.all(SERVER_NAMES.map((server) => onHost(server, FORGET_SETUP)));
    await crawl('old');
  });
  await step('shutting the hosts down', () => stopBlog(BLOG_MACHINES));
  return keepFirst(base, BLOG_MACHINES, below);
}

function makeKeys(base: string): void {
  const [authority, ssh] = [join(base, 'authority'), join(base, 'ssh')];
  makeAuthority(authority, join(base, 'browser'), Object.values(SERVERS));
  for (const { id, names } of SITES) makeCertificate(authority, id, names);
  for (const server of SERVER_NAMES) makeCertificate(authority, server, [SERVERS[server]]);
  makeSshKeys(
    ssh,
    PATHS.ssh,
    SERVER_NAMES.map((name) => ({ name, address: labIpv4(name) })),
  );
  for (const account of ACCOUNTS)
    run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', `${account}@home`, '-f', join(ssh, account)]);
}

/** Runs one of the scripts of setup/ on a host. */
const setUp = (server: Server, script: 'both' | Server): Promise<string> =>
  onHost(server, `set -eu\n${filled(join(HERE, 'setup', `${script}.sh`), words(SERVERS[server]))}`);

async function setUpOld(base: string): Promise<void> {
  await setUp('old', 'both');
  sql('old', readFileSync(join(HERE, 'content', 'accounts.sql'), 'utf8'));
  sql('old', readFileSync(join(HERE, 'content', 'club.sql'), 'utf8'));
  await onHost('old', authorizedKeys(base));
  await fillWordpress();
  await setUp('old', 'old');
}

async function setUpNew(base: string): Promise<void> {
  await setUp('new', 'both');
  sql('new', readFileSync(join(HERE, 'content', 'accounts.sql'), 'utf8'));
  const dump = join(base, 'test-dump.sql');
  writeFileSync(
    dump,
    await onHost('old', `mysqldump --databases ${DATABASES.join(' ')} --single-transaction --routines --events`),
  );
  sql('new', readFileSync(dump, 'utf8'));
  copyTrees();
  await setUp('new', 'new');
}

const authorizedKeys = (base: string): string =>
  ACCOUNTS.map((account) => {
    const key = readFileSync(join(base, 'ssh', `${account}.pub`), 'utf8').trim();
    return `install -d -o ${account} -g ${account} -m 700 /home/${account}/.ssh
echo '${key}' >/home/${account}/.ssh/authorized_keys
chown ${account}:${account} /home/${account}/.ssh/authorized_keys
chmod 600 /home/${account}/.ssh/authorized_keys`;
  }).join('\n');

const sql = (server: Server, text: string): unknown =>
  run('nsenter', [...enter(server), 'mysql', '--default-character-set=utf8mb4'], text);

/** Owners by name, as with rsync: the ids of system accounts differ between releases. */
function copyTrees(): void {
  const from = ['nsenter', ...enter('old'), 'tar', '-C', '/', '-cf', '-', ...MOVED.map((path) => path.slice(1))];
  const to = ['nsenter', ...enter('new'), 'tar', '-C', '/', '-xpf', '-'];
  const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(' ');
  run('bash', ['-o', 'pipefail', '-c', `${quoted(from)} | ${quoted(to)}`]);
}
