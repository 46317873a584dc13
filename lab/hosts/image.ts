import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { alike, CHECKOUT, PATHS } from '../paths.js';
import { runAside, step } from '../exec.js';

const PACKAGES = [
  'apache2',
  'bind9',
  'bind9-dnsutils',
  'bind9-utils',
  'bzip2',
  'ca-certificates',
  'cron',
  'curl',
  'faketime',
  'git',
  'gnupg',
  'iproute2',
  'less',
  'locales',
  'mariadb-server',
  'nodejs',
  'openssh-server',
  'postfix',
  'procps',
  'rsync',
  'rsyslog',
  'tini',
  'tzdata',
];

const customize = join(CHECKOUT, 'lab', 'hosts', 'customize-image.sh');

function release(): string {
  const found = /^VERSION_CODENAME=(\S+)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
  if (!found) throw new Error('/etc/os-release has no VERSION_CODENAME: the lab needs Debian or Ubuntu');
  return found;
}

/** The machine's own package sources for its own release; sources of third parties are left out. */
function aptSources(codename: string): string[] {
  const folder = '/etc/apt/sources.list.d';
  const files = ['/etc/apt/sources.list', ...readdirSync(folder).map((name) => join(folder, name))];
  const own = files.filter(
    (file) =>
      /\.(list|sources)$/.test(file) &&
      existsSync(file) &&
      new RegExp(`^[^#]*\\s${codename}(\\s|$)`, 'm').test(readFileSync(file, 'utf8')),
  );
  if (own.length === 0)
    throw new Error(`no package source for "${codename}" in /etc/apt: cannot build the lab's image`);
  return own;
}

/** Where the image for the current package list is stored; changes with the list, the release, and the customizing script. */
export function imageFolder(): string {
  const key = createHash('sha256')
    .update(JSON.stringify([release(), PACKAGES, readFileSync(customize, 'utf8')]))
    .digest('hex')
    .slice(0, 12);
  return join(PATHS.images, key);
}

/** The root file system that every lab host starts from. Built once (about a minute), then reused from the cache. */
export async function ensureImage(): Promise<string> {
  const codename = release();
  return ensureBuilt(imageFolder(), (unfinished) =>
    step("building the lab hosts' image with mmdebstrap (once, about a minute)", () =>
      runAside('mmdebstrap', [
        '--variant=minbase',
        `--include=${PACKAGES.join(',')}`,
        `--customize-hook=sh ${customize} "$1"`,
        codename,
        unfinished,
        ...aptSources(codename),
      ]),
    ),
  );
}

/** Creates a folder if it is missing, completely or not at all, and removes those that it replaces. */
export async function ensureBuilt(folder: string, make: (unfinished: string) => Promise<unknown>): Promise<string> {
  if (existsSync(folder)) return folder;
  mkdirSync(PATHS.images, { recursive: true });
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  await make(unfinished);
  renameSync(unfinished, folder);
  for (const other of alike(PATHS.images, folder)) {
    if (other !== folder) rmSync(other, { recursive: true, force: true });
  }
  return folder;
}
