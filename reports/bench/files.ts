import { createCipheriv } from 'node:crypto';
import { appendFileSync, chmodSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { project, type Size, type Work } from './work.js';

const EACH = 20_000;
const IN_FOLDER = 100;
const WHEN = 1_300_000_000;
const NOISE = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(Buffer.alloc(4 * 1024 ** 2));

/** A place in one of the folders; each place differs from those of other seeds. */
const path = (tree: string, each: number): string => join(tree, `folder${Math.floor(each / IN_FOLDER)}`, `file${each}`);

function plant(tree: string, count: number): void {
  for (let each = 0; each < count; each += 1) {
    const file = path(tree, each);
    if (each % IN_FOLDER === 0) mkdirSync(join(file, '..'), { recursive: true });
    const from = (each * 4_099) % (NOISE.length - 2 * EACH);
    writeFileSync(file, NOISE.subarray(from, from + EACH / 2 + ((each * 7_919) % EACH)));
    utimesSync(file, WHEN, WHEN);
  }
}

/** Ten differences, spread over the tree. Everything else stays unchanged, including the time of the file. */
function change(tree: string, count: number): RegExp[] {
  const at = Array.from({ length: 9 }, (_, index) => Math.floor(((index + 0.5) * count) / 9));
  const content = (each: number): void => {
    appendFileSync(path(tree, each), '', { flag: 'r+' });
    writeFileSync(path(tree, each), 'other', { flag: 'r+' });
    utimesSync(path(tree, each), WHEN, WHEN);
  };
  const changes: ((each: number) => void)[] = [
    ...[content, content, content, content],
    (each) => {
      appendFileSync(path(tree, each), 'more');
    },
    (each) => {
      chmodSync(path(tree, each), 0o600);
    },
    (each) => {
      chmodSync(path(tree, each), 0o666);
    },
    (each) => {
      rmSync(path(tree, each));
    },
    (each) => {
      rmSync(path(tree, each));
    },
  ];
  for (const [index, each] of at.entries()) changes[index]?.(each);
  writeFileSync(join(tree, 'folder0', 'added'), '');
  return [...at.map((each) => new RegExp(`folder\\d+/file${each}\\b`)), /folder0\/added/];
}

/** Stands for ssh(1): runs a command on this machine, in the folder that has the name of the host. */
const SSH = `#!/bin/sh
while :; do case $1 in --) shift; break ;; -[oFW]) shift 2 ;; -*) shift ;; *) break ;; esac; done
cd "$HOSTS/$1" && shift && exec sh -c "$*"
`;

/** Puts a stand-in for ssh(1), and hosts that are folders, into a folder; returns the beginning of a command line. */
export function hostsIn(folder: string): string {
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin', 'ssh'), SSH, { mode: 0o755 });
  writeFileSync(join(folder, 'bin', 'id'), '#!/bin/sh\necho 0\n', { mode: 0o755 });
  for (const name of ['old', 'new']) mkdirSync(join(folder, name), { recursive: true });
  return `export HOSTS=${folder} PATH=${join(folder, 'bin')}:$PATH; `;
}

/** Two trees that differ in ten places. */
export function files({ count, folder }: Size): Work {
  const hosts = hostsIn(folder);
  const [old, now] = [join(folder, 'old'), join(folder, 'new')];
  for (const tree of [old, now]) plant(tree, count);
  const seeds = change(now, count);
  for (const tree of [old, now])
    for (const name of [...readdirSync(tree), '.']) utimesSync(join(tree, name), WHEN, WHEN);
  const sums = (name: string, tool: string): string =>
    `ssh ${name} 'find . -type f -print0 | xargs -0 ${tool} | sort -k2' >${join(folder, name)}.sums`;
  const own = project('files', {});
  return {
    seeds,
    title: `${count.toLocaleString('en-US')} files, ${((count * EACH) / 1e6).toLocaleString('en-US', { maximumFractionDigits: 0 })} MB in total, 10 differences`,
    ways: [
      { ...own, command: hosts + own.command },
      {
        name: 'rsync -aniX --checksum --delete',
        command: `${hosts}rsync -aniX --checksum --delete -e ssh old:./ ${now}/`,
        needs: ['rsync', 'package rsync'],
        aim: 1,
      },
      ...['sha256sum', 'xxh128sum -q'].map((tool) => ({
        name: `find, ${tool}, diff`,
        command: `${hosts}cd ${folder}; ${sums('old', tool)} & ${sums('new', tool)} & wait; diff old.sums new.sums`,
        needs: [tool.replace(/ .*/, ''), tool === 'sha256sum' ? 'package coreutils' : 'package xxhash'] as const,
      })),
    ],
  };
}
