import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { debianSource } from '../blog/mirror.js';
import { runAside, step } from '../exec.js';
import { ensureBuilt } from '../hosts/image.js';
import { PATHS } from '../paths.js';

/** Debian's releases have only MariaDB. */
const SUITE = 'sid';
const OPTIONS = [
  // Only files: no package script is run, and root is not needed.
  '--variant=extract',
  '--include=mysql-server',
  // The package list of sid is valid for a week; a mirror that is updated less often is good enough here.
  '--aptopt=Acquire::Check-Valid-Until "false"',
];

/** The files of a real MySQL, which is unpacked when it is first needed. */
export const ensureMysqlImage = (): Promise<string> =>
  ensureBuilt(mysqlImage(), (unfinished) =>
    step('unpacking MySQL from Debian sid (once, about a minute)', () =>
      runAside('mmdebstrap', [...OPTIONS, SUITE, unfinished, debianSource(SUITE)]),
    ),
  );

function mysqlImage(): string {
  const words = JSON.stringify([SUITE, OPTIONS]);
  return join(PATHS.images, `mysql-${createHash('sha256').update(words).digest('hex').slice(0, 12)}`);
}

/** How this machine starts a program of an image: with the loader and the libraries of the image. */
export function programOf(image: string, path: string): [program: string, ...args: string[]] {
  const below = (folder: string, name: RegExp): string => {
    const found = readdirSync(folder).find((each) => name.test(each));
    if (found === undefined) throw new Error(`nothing in ${folder} matches ${name.source}`);
    return join(folder, found);
  };
  const libraries = below(join(image, 'usr', 'lib'), /-linux-gnu/);
  return [below(libraries, /^ld-linux/), '--library-path', libraries, join(image, path)];
}
