import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from '../hosts/image.js';
import { CHECKOUT, PATHS } from '../paths.js';
import { runAside, step } from '../exec.js';
import { debianSource } from './mirror.js';

/** The ingredients of an image. */
export type Recipe = { readonly suite: string; readonly packages: readonly string[]; readonly script: string };

/** Packages that an ordinary small server has, whatever its release. */
const BOTH = [
  'bind9-dnsutils',
  'bsd-mailx',
  'bzip2',
  'ca-certificates',
  'cron',
  'curl',
  'dbus',
  'dbus-user-session',
  'faketime',
  'iproute2',
  'iputils-ping',
  'less',
  'libpam-systemd',
  'locales',
  'logrotate',
  'mariadb-server',
  'nano',
  'openssh-server',
  'openssl',
  'postfix',
  'procps',
  'rsync',
  'sudo',
  'systemd',
  'systemd-sysv',
  'tzdata',
  'unattended-upgrades',
];
const EXTENSIONS = ['cli', 'curl', 'gd', 'intl', 'mbstring', 'mysql', 'xml', 'zip'];
const php = (version: string, server: string): string[] => [
  server,
  ...EXTENSIONS.map((name) => `php${version}-${name}`),
];

const customize = 'lab/blog/customize-image.sh';
const OLD: Recipe = {
  suite: 'bullseye',
  packages: [...BOTH, 'apache2', 'rsyslog', ...php('7.4', 'libapache2-mod-php7.4')],
  script: customize,
};
const NEW: Recipe = { suite: 'trixie', packages: [...BOTH, 'nginx', ...php('8.4', 'php8.4-fpm')], script: customize };
const WORDPRESS: Recipe = {
  suite: 'trixie',
  packages: ['wordpress', 'wordpress-theme-twentytwentyfour'],
  script: 'lab/blog/customize-wordpress.sh',
};

const scriptOf = ({ script }: Recipe): string => join(CHECKOUT, script);

/** Where the image of a recipe is kept; changes with the recipe. */
export function folderOf(name: string, recipe: Recipe): string {
  const words = JSON.stringify([recipe.suite, recipe.packages, readFileSync(scriptOf(recipe), 'utf8')]);
  return join(PATHS.images, `${name}-${createHash('sha256').update(words).digest('hex').slice(0, 12)}`);
}

/** File systems of both hosts, and a folder with the unpacked application. */
export type BlogImages = { readonly old: string; readonly new: string; readonly wordpress: string };

export const imageFolders = (): BlogImages => ({
  old: folderOf('debian11', OLD),
  new: folderOf('debian13', NEW),
  wordpress: folderOf('wordpress', WORDPRESS),
});

/** Builds those that are missing, one after the other: each keeps a core, the disk, and the mirror busy. */
export async function ensureImages(): Promise<BlogImages> {
  const folders = imageFolders();
  await ensureHost(folders.old, OLD, 'Debian 11');
  await ensureHost(folders.new, NEW, 'Debian 13');
  await ensureBuilt(folders.wordpress, (unfinished) =>
    step('unpacking WordPress (once)', async () => {
      mkdirSync(unfinished);
      await mmdebstrap('extract', WORDPRESS, join(unfinished, 'root'));
      await runAside('sh', [scriptOf(WORDPRESS), unfinished]);
    }),
  );
  return folders;
}

/** Builds the file system of a host if it is missing. */
export const ensureHost = (folder: string, recipe: Recipe, release: string): Promise<string> =>
  ensureBuilt(folder, (unfinished) =>
    step(`building the ${release} image with mmdebstrap (once; takes a minute or more)`, () =>
      mmdebstrap('minbase', recipe, unfinished, [`--customize-hook=sh ${scriptOf(recipe)} "$1"`]),
    ),
  );

const mmdebstrap = (
  variant: string,
  { suite, packages }: Recipe,
  goal: string,
  more: readonly string[] = [],
): Promise<unknown> =>
  runAside('mmdebstrap', [
    `--variant=${variant}`,
    `--include=${packages.join(',')}`,
    ...more,
    suite,
    goal,
    debianSource(suite),
  ]);
