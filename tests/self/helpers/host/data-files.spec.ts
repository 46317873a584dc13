import {
  appendFileSync,
  chmodSync,
  cpSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test as base } from '@playwright/test';
import { lostFiles, recordFiles } from '../../../../helpers/baseline/recorded-files.js';
import {
  compareTrees,
  type CompareOptions,
  type ComparedTrees,
} from '../../../../helpers/host/data-files/compare-trees.js';
import { Differences } from '../../../../helpers/host/data-files/differences.js';
import { commonDigest } from '../../../../helpers/host/data-files/digest.js';
import { parseEntry, type TreeEntry } from '../../../../helpers/host/data-files/entry.js';
import { mergeSorted } from '../../../../helpers/host/data-files/merge-sorted.js';
import { lab } from '../../../../targets/lab/target.js';

type Fixtures = {
  /** Equal trees of 300 files on two hosts. */
  trees: {
    readonly old: string;
    readonly new: string;
    readonly compare: (options?: Partial<CompareOptions>) => Promise<ComparedTrees>;
    /** Writes a program, gives its path. */
    readonly program: (name: string, body: string) => string;
  };
};

/** An `ssh` that runs the command here, in the folder that is called like the host. */
const test = base.extend<Fixtures>({
  trees: async ({}, use, info) => {
    const [old, now, programs] = ['deer', 'puma', 'programs'].map((name) => info.outputPath(name)) as [
      string,
      string,
      string,
    ];
    for (let each = 0; each < 300; each += 1) {
      mkdirSync(`${old}/gallery/user${each % 20}`, { recursive: true });
      writeFileSync(`${old}/gallery/user${each % 20}/${each}`, `picture ${each}`);
    }
    symlinkSync('gallery/user1', `${old}/link`);
    cpSync(old, now, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
    mkdirSync(programs);
    const program = (name: string, body: string): string => {
      writeFileSync(`${programs}/${name}`, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
      return `${programs}/${name}`;
    };
    program('ssh', 'for word; do folder=$command; command=$word; done; cd "$folder" && exec sh -c "$command"');
    program('id', 'echo 0');
    const { PATH } = process.env;
    process.env['PATH'] = `${programs}:${PATH ?? ''}`;
    const host = (name: string, destination: string) => ({ name, ssh: { destination } });
    const compare = (options: Partial<CompareOptions> = {}): Promise<ComparedTrees> =>
      compareTrees(host('deer', old), host('puma', now), {
        ...{ tree: '.', content: 'full', also: [], readers: 2, webUser: 'www-data', ...options },
      });
    await use({ old, new: now, compare, program });
    process.env['PATH'] = PATH;
  },
});

const bytes = (...parts: (string | number)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.from([part]) : Buffer.from(part))));

test('a list that loses an entry in transit counts as no answer', async ({ trees }) => {
  writeFileSync(`${trees.new}/gallery/user3/3`, 'another picture');
  trees.program(
    'ssh',
    `for word; do folder=$command; command=$word; done; cd "$folder" && sh -c "$command" | sed -u '/^E$/{n;d}'`,
  );
  await expect(trees.compare()).rejects.toThrow(/the number of entries that it listed was too small by 1/);
});

test('for equal trees, one line per folder is compared, and no folder is listed file by file', async ({ trees }) => {
  expect(await trees.compare()).toMatchObject({
    entries: { old: 323, new: 323 },
    units: { compared: 22, listed: 0 },
    found: { differences: 0, unproven: 0 },
    differences: [],
  });
});

test('differences in presence, type, mode, content, link target, and spelling are found, and nothing else', async ({
  trees: { old, new: now, compare },
}) => {
  const user = (name: string): string => `gallery/user1/${name}`;
  writeFileSync(`${now}/${user('1')}`, 'PICTURE 1');
  appendFileSync(`${now}/${user('21')}`, ' cut');
  chmodSync(`${now}/${user('41')}`, 0o600);
  rmSync(`${now}/${user('61')}`);
  writeFileSync(`${now}/${user('extra')}`, '');
  rmSync(`${now}/link`);
  symlinkSync('gallery/user2', `${now}/link`);
  rmSync(`${now}/${user('81')}`);
  mkdirSync(`${now}/${user('81')}`);
  utimesSync(`${now}/${user('101')}`, 1, 1);
  for (const [tree, name] of [
    [old, 'Zürich.png'],
    [now, 'Zürich.png'.normalize('NFD')],
  ])
    writeFileSync(`${tree}/${user(name ?? '')}`, '');
  writeFileSync(bytes(`${old}/gallery/user2/M`, 0xfc, 'nchen'), '');
  writeFileSync(`${now}/gallery/user2/München`, '');
  for (const tree of [old, now])
    for (const name of ['a\nb', 'back\\slash', 'tab\tand 0\\012', 'ends\n', '\u0001x', '-n'])
      writeFileSync(`${tree}/gallery/user3/${name}`, tree === old || name !== 'a\nb' ? name : 'A\nB');
  writeFileSync(bytes(`${old}/gallery/user3/`, 0xe4), 'latin');
  writeFileSync(bytes(`${now}/gallery/user3/`, 0xe4), 'LATIN');

  const found = await compare();
  const points = 'the same letters on both hosts, but different code points';
  expect(found.differences).toEqual(
    [
      `${user('1')}: different content`,
      `${user('21')}: different content: 10 bytes on the old host, 14 on the new host`,
      `${user('41')}: mode 644 on the old host, 600 on the new host`,
      `${user('61')}: missing on the new host`,
      `${user('81')}: a file on the old host, a folder on the new host`,
      `${user('Zürich.png')}: ${points} (NFC on the old host, NFD on the new host), so it cannot be found under its old name`,
      `${user('extra')}: only on the new host`,
      `gallery/user2/M\\374nchen: ${points} (not UTF-8 on the old host, NFC on the new host), so it cannot be found under its old name`,
      'gallery/user3/\\344: different content',
      'gallery/user3/a\\012b: different content',
      'link: points to gallery/user1 on the old host, gallery/user2 on the new host',
    ].sort(),
  );
  expect(found).toMatchObject({ unproven: [], units: { listed: 4 } });
});

test('times and hard links count where the target says so; a quick comparison uses times, not content', async ({
  trees,
}) => {
  const path = 'gallery/user4/4';
  linkSync(`${trees.new}/${path}`, `${trees.new}/../elsewhere`);
  utimesSync(`${trees.new}/${path}`, 1, 1);
  writeFileSync(`${trees.old}/${path}`, 'PICTURE 4');
  utimesSync(`${trees.old}/${path}`, 2, 2);

  const time = `${path}: changed at 1970-01-01T00:00:02.000Z on the old host, 1970-01-01T00:00:01.000Z on the new host`;
  const names = `${path}: number of hard links 1 on the old host, 2 (the first is ${path}) on the new host`;
  const content = `${path}: different content`;
  expect((await trees.compare()).differences).toEqual([content]);
  expect((await trees.compare({ also: ['times', 'links'] })).differences).toEqual([time, names, content].sort());
  expect((await trees.compare({ content: 'quick' })).differences).toEqual([time]);
});

test('names that are hard links to the same file are compared as such where the target says so', async ({
  trees: { old, new: now, compare },
}) => {
  const at = (tree: string, each: number): string => `${tree}/gallery/user5/${each}`;
  for (const tree of [old, now]) linkSync(at(tree, 5), at(tree, 1000));
  linkSync(at(old, 25), at(old, 1001));
  linkSync(at(old, 25), at(old, 1002));
  linkSync(at(now, 5), at(now, 1001));
  writeFileSync(at(now, 1002), 'picture 25');

  const { differences } = await compare({ also: ['links'] });
  expect(differences).toContain(
    'gallery/user5/1001: number of hard links 3 (the first is gallery/user5/1001) on the old host, 3 (the first is gallery/user5/1000) on the new host',
  );
});

const hasAttributes = spawnSync('sh', ['-c', 'command -v getfattr setfattr']).status === 0;

/** Makes files with odd names, and gives them and their folder an attribute. */
function label(tree: string, value: string): void {
  const folder = `${tree}/gallery/user6`;
  const files = ['a\nb', 'back\\slash', 'tab\t', '\u0001x', 'ü'].map((name) => `${folder}/${name}`);
  for (const file of files) writeFileSync(file, 'odd');
  if (hasAttributes) spawnSync('setfattr', ['-n', 'user.label', '-v', value, folder, ...files]);
}

test('extended attributes count only where the target says so', async ({ trees }) => {
  const { old, new: now, compare } = trees;
  label(old, 'before');
  label(now, 'now');
  const { differences, unproven } = await compare({ also: ['attributes'] });

  const lacks = 'getfattr is not installed (package attr): no attributes were read';
  expect(unproven).toEqual(hasAttributes ? [] : ['old', 'new'].map((name) => `the ${name} host reports ${lacks}`));
  expect(
    differences.map((line) => line.replace(/: attributes user.label=0x\w+ on the old host, .*/, '')).sort(),
  ).toEqual(
    hasAttributes
      ? [
          'gallery/user6',
          ...['\\001x', 'a\\012b', 'back\\slash', 'tab\\011', 'ü'].map((name) => `gallery/user6/${name}`),
        ]
      : [],
  );
  expect((await compare()).differences).toEqual([]);
});

test('a file that cannot be read, or that vanishes while being read, is unproven', async ({ trees }) => {
  const digest = trees.program(
    'digest',
    `for file; do case $file in
      */5) echo "$file: Input/output error" >&2 ;;
      */6) rm -f "$file"; sha256sum "$file" ;;
      *) sha256sum "$file" ;;
    esac; done; [ $# -gt 0 ] || sha256sum`,
  );
  const found = await trees.compare({ digest: { algorithm: 'sha256', commands: [digest, digest] } });

  expect(found.differences).toEqual([]);
  expect(found.unproven).toEqual(
    expect.arrayContaining([
      'gallery/user5/5: could not be read on the old and the new host',
      'gallery/user6/6: could not be read on the old and the new host',
      'the old host reports ./gallery/user5/5: Input/output error',
    ]),
  );
  expect(found.found).toEqual({ differences: 0, unproven: 6 });
});

test('only files touched since the last comparison are read again; if the stored digests have changed, all are', async ({
  trees,
}, info) => {
  const { old, new: now, program, compare } = trees;
  const log = info.outputPath('read');
  const digest = program('digest', `[ $# -eq 0 ] || printf '%s\\n' "$PWD" "$@" >>${log}; exec sha256sum "$@"`);
  const options = {
    digest: { algorithm: 'sha256', commands: [digest, digest] },
    keep: { path: info.outputPath('kept'), settled: 0 },
  } as const;
  const readBy = async (before?: ComparedTrees) => {
    writeFileSync(log, '');
    const kept = { old: before?.kept.old.sum ?? '', new: before?.kept.new.sum ?? '' };
    const found = await compare({ ...options, before: { algorithm: 'sha256', kept } });
    return {
      found,
      read: readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line.startsWith('./'))
        .sort(),
    };
  };
  const first = await readBy();
  expect(first.read).toHaveLength(600);
  expect(await readBy(first.found)).toMatchObject({
    read: [],
    found: { kept: { old: { unread: 300 } }, differences: [] },
  });

  // As many bytes as before, and the time that it had.
  writeFileSync(`${now}/gallery/user1/1`, 'PICTURE 1');
  const { atime, mtime } = statSync(`${old}/gallery/user1/1`);
  utimesSync(`${now}/gallery/user1/1`, atime, mtime);
  renameSync(`${old}/gallery/user2/2`, `${old}/gallery/user2/other`);
  chmodSync(`${old}/gallery/user3/3`, 0o600);
  const changed = await readBy(first.found);
  expect(changed.read).toEqual(['./gallery/user1/1', './gallery/user2/other', './gallery/user3/3']);
  expect(changed.found.differences).toEqual([
    'gallery/user1/1: different content',
    'gallery/user2/2: only on the new host',
    'gallery/user2/other: missing on the new host',
    'gallery/user3/3: mode 600 on the old host, 644 on the new host',
  ]);

  // The digests that hosts keep now are not those of the first time, and nobody may have edited them.
  expect((await readBy(first.found)).read).toHaveLength(600);
  for (const name of readdirSync(info.outputPath()).filter((each) => each.startsWith('kept-')))
    appendFileSync(info.outputPath(name), '\n');
  expect((await readBy(changed.found)).read).toHaveLength(600);
});

test('when the connection to one host is lost, the work on the other is stopped, and no findings are reported', async ({
  trees,
}) => {
  const slow = trees.program('slow', 'echo $$ >"${0}.pid"; exec sleep 1000');
  trees.program(
    'ssh',
    'for word; do folder=$command; command=$word; done; case $folder in *puma) exit 255 ;; esac; cd "$folder" && exec sh -c "$command"',
  );
  const digest = { algorithm: 'sha256', commands: [slow, slow] } as const;

  await expect(trees.compare({ digest })).rejects.toThrow(/puma .* gave no usable answer/);
});

test('if a folder is missing, everything in it counts as missing, too', async ({ trees }) => {
  rmSync(trees.new, { recursive: true });
  mkdirSync(trees.new);
  renameSync(`${trees.old}/gallery`, `${trees.old}/tree`);

  expect(await trees.compare({ tree: 'tree' })).toMatchObject({
    entries: { old: 321, new: 0 },
    found: { differences: 321 },
  });
});

/** The trees as the data directories of a target. */
const targetOf = (trees: Fixtures['trees']): typeof lab => ({
  ...lab,
  hosts: {
    old: { ...lab.hosts.old, ssh: { destination: trees.old } },
    new: { ...lab.hosts.new, ssh: { destination: trees.new } },
  },
  dataDirectory: '.',
});

test('files in the baseline that are missing or different on the new host are reported, and an edited list is refused', async ({
  trees,
}) => {
  const target = targetOf(trees);
  const { hosts } = target;
  const recorded = await recordFiles(target);
  rmSync(`${trees.new}/gallery/user1/1`);
  rmSync(`${trees.new}/gallery/user2/2`);
  writeFileSync(`${trees.new}/gallery/user3/new`, '');
  writeFileSync(`${trees.new}/gallery/user3/3`, 'changed 3');

  expect(recorded).toMatchObject({ entries: 323, unread: [] });
  expect(await lostFiles(recorded, target, hosts.new, (line) => line.includes('user2'))).toEqual({
    count: 2,
    lines: ['gallery/user1/1: missing on the new host', 'gallery/user3/3: different content'],
    unproven: [],
  });
  appendFileSync(recorded.list, 'x');
  await expect(lostFiles(recorded, target, hosts.new, () => false)).rejects.toThrow('it has changed since');
});

test('a file that is deleted while the new host is read is unproven only if it is in the baseline', async ({
  trees,
}) => {
  const target = targetOf(trees);
  const { hosts } = target;
  const recorded = await recordFiles(target);
  writeFileSync(`${trees.new}/gallery/user3/new`, '');
  const digest = (file: string): string => trees.program('digest', `rm -f ${file}; exec b2sum "$@"`);
  // A file is deleted when digests are made: after it was listed.
  const deleting = (file: string): string =>
    trees.program(
      'ssh',
      `for word; do folder=$command; command=$word; done
      cd "$folder" && sed 's|^DIGEST=.*b2sum.*|DIGEST=${digest(file)}|' | sh -c "$command"`,
    );
  deleting('gallery/user3/new');

  expect(await lostFiles(recorded, target, hosts.new, () => false)).toEqual({ count: 0, lines: [], unproven: [] });
  rmSync(`${trees.new}/gallery/user1/1`);
  deleting('gallery/user4/4');
  expect(await lostFiles(recorded, target, hosts.new, () => false)).toMatchObject({
    lines: ['gallery/user1/1: missing on the new host'],
    unproven: ['gallery/user4/4: could not be read on the new host'],
  });
});

test('hosts without a common digest algorithm cannot be compared', async ({ trees }) => {
  const hosts = [trees.old, trees.new].map((destination) => ({ name: destination, ssh: { destination } }));
  await expect(commonDigest(hosts, [])).rejects.toThrow('there is no digest that every host can compute');
});

const entry = (line: string): TreeEntry => parseEntry(line.replaceAll(' ', '\t').replaceAll('|', '\u0002'));
const compared = (onOld: string, onNew: string): string[] => {
  const lines: string[] = [];
  const differences = new Differences(
    'www-data',
    (line) => lines.push(line),
    (line) => lines.push(`unproven ${line}`),
  );
  differences.add([entry(onOld), entry(onNew)]);
  differences.end();
  return lines;
};

test('if root owns a file on the old host, the only other owner allowed on the new host is the web user', () => {
  expect(compared('.|a f 644 root root x 1', '.|a f 644 www-data www-data x 1')).toEqual([]);
  expect(compared('.|a f 644 root mail x 1', '.|a f 644 bob www-data x 1')).toEqual([
    'a: owner root on the old host, bob on the new host',
    'a: group mail on the old host, www-data on the new host',
  ]);
  expect(compared('.|a f 644 x x ? 1', '.|a f 600 x x y 1')).toEqual([
    'unproven a: could not be read on the old host',
    'a: mode 644 on the old host, 600 on the new host',
  ]);
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
function heapInUse(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** So many entries, of which each thousandth lacks on one side. */
async function* entries(count: number, without: number): AsyncGenerator<TreeEntry> {
  await Promise.resolve();
  for (let each = 0; each < count; each += 1)
    if (each % 1000 !== without)
      yield parseEntry(`.\u0001user${String(each).padStart(8, '0')}\u0002ä\tf\t644\tx\tx\t${'0'.repeat(32)}\t9`);
}

async function compareMillion(): Promise<{ pairs: number; lines: number; growth: number }> {
  const before = heapInUse();
  const seen = { pairs: 0, lines: 0, growth: 0 };
  const differences = new Differences(
    'www-data',
    () => (seen.lines += 1),
    () => undefined,
  );
  for await (const pair of mergeSorted(entries(1_000_000, 1), entries(1_000_000, 2))) {
    differences.add(pair);
    seen.pairs += 1;
    if (seen.pairs % 200_000 === 0) seen.growth = Math.max(seen.growth, heapInUse() - before);
  }
  differences.end();
  return seen;
}

test('a million entries are compared in bounded memory', async () => {
  const { growth, ...seen } = await compareMillion();

  expect(seen).toEqual({ pairs: 1_000_000, lines: 2000 });
  expect(growth, 'bytes of heap in use').toBeLessThan(50_000_000);
});

test('an unsorted list results in NoAnswer', async () => {
  const list = async function* (...keys: string[]) {
    await Promise.resolve();
    yield* keys.map((key) => ({ key }));
  };
  const merged = mergeSorted(list('a', 'c', 'b'), list('a'));
  await merged.next();
  await merged.next();
  await expect(merged.next()).rejects.toThrow('"b" comes after "c"');
});
