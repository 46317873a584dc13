import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inflateRawSync, constants } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { stateFolder } from '../../../helpers/core/settings.js';
import { loadState } from '../../../lab/cutover/states.js';
import { onHost } from '../../../lab/hosts/hosts.js';
import { lab } from '../../../targets/lab/target.js';
import { SHAPES, type Shape } from '../attacks/secret-shapes.js';

/** What nobody's file may hold: one word for each shape, so that it can be said which came through. */
const secret = (at: number): string => `Geheim${at}x4711zQ`;
const linesOf = (where: Shape['where'], before = ''): string =>
  SHAPES.flatMap((shape, at) => (shape.where === where ? [before + shape.line.replaceAll('@@', secret(at))] : [])).join(
    '\n',
  );

/** Programs that read these files must go on as before, so most lines are comments in them. */
const PLANTED = {
  '/etc/cron.d/zz-planted': linesOf('crontab'),
  '/etc/apache2/conf-enabled/zz-planted.conf': linesOf('vhost', '# '),
  '/etc/systemd/system/zz-planted.service': `[Service]\n${linesOf('unit')}`,
  '/etc/zz-planted.ini': linesOf('ini'),
};
const APPENDED = {
  [`${lab.sites[0].root}/rox_local.ini`]: linesOf('ini', '; '),
  '/etc/aliases': linesOf('aliases', '# '),
};

const heredoc = (text: string): string => `<<'PLANTED'\n${text}\nPLANTED`;
const plant = [
  ...Object.entries(PLANTED).map(([path, text]) => `cat >${path} ${heredoc(text)}`),
  ...Object.entries(APPENDED).map(
    ([path, text]) => `cp -p ${path} /run/planted-$(basename ${path})\ncat >>${path} ${heredoc(text)}`,
  ),
].join('\n');
const uproot = [
  `rm -f ${Object.keys(PLANTED).join(' ')}`,
  ...Object.keys(APPENDED).map((path) => `mv /run/planted-$(basename ${path}) ${path}`),
].join('\n');

/** Everything in a file that can be read, what is packed in it included: traces, and the data of Playwright's page. */
function textsIn(bytes: Buffer): string[] {
  const packed = [...bytes.toString('latin1').matchAll(/base64,([A-Za-z0-9+/=]{1000,})/g)].flatMap(([, text = '']) =>
    textsIn(Buffer.from(text, 'base64')),
  );
  const entries: string[] = [];
  for (let at = bytes.indexOf('PK\x03\x04'); at >= 0; at = bytes.indexOf('PK\x03\x04', at + 4)) {
    const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    try {
      entries.push(inflateRawSync(bytes.subarray(start), { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1'));
    } catch {
      entries.push(''); // stored as it is, and found in the bytes themselves
    }
  }
  return [bytes.toString('latin1'), ...entries, ...packed];
}

function leaksIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      const texts = textsIn(readFileSync(path));
      return SHAPES.flatMap(({ line }, at) =>
        texts.some((text) => text.includes(secret(at))) ? [`${path}: ${line}`] : [],
      );
    });
}

test('what is searched is also what is packed', ({}, info) => {
  writeFileSync(info.outputPath('a.txt'), secret(3));
  const zip = spawnSync('python3', [
    '-c',
    `import zipfile; z = zipfile.ZipFile('${info.outputPath('a.zip')}', 'w', 8); z.writestr('b', '${secret(4)}' * 9)`,
  ]);

  expect(zip.status).toBe(0);
  expect(leaksIn(info.outputPath()).map((leak) => leak.split(': ')[0])).toEqual([
    info.outputPath('a.txt'),
    info.outputPath('a.zip'),
  ]);
});

test('no secret of a host is in anything that a run leaves behind', async ({}, info) => {
  const folder = info.outputPath('out');
  mkdirSync(folder);
  await loadState('before-switch');
  try {
    await Promise.all([onHost('deer', plant), onHost('puma', plant)]);
    for (const [project, ...specs] of [['deer-baseline'], ['puma-prerelease', 'tests/host']] as const) {
      const { PATH, HOME, XDG_CACHE_HOME, TMPDIR } = process.env;
      const { stdout } = spawnSync('npx', ['playwright', 'test', `--project=${project}`, ...specs], {
        cwd: resolve(import.meta.dirname, '../../..'),
        encoding: 'utf8',
        env: { PATH, HOME, XDG_CACHE_HOME, TMPDIR, MIGRATION_RUN_FOLDER: join(folder, project) },
      });
      expect(stdout).toContain('Evidence');
    }
  } finally {
    await Promise.all([onHost('deer', uproot), onHost('puma', uproot)]);
  }
  const facts = readFileSync(join(folder, 'puma-prerelease', 'facts-new.json'), 'utf8');

  // They were seen, and are not there.
  expect(facts).toContain('zz-planted');
  expect([folder, stateFolder(lab.name), lab.baseline].flatMap(leaksIn)).toEqual([]);
});
