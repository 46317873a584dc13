import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { MARK } from '../../../helpers/journeys/rox/test-data.js';
import { toMail, type Mail } from '../../../helpers/mailbox/mail.js';
import { MailHog } from '../../../helpers/mailbox/mailhog.js';
import { stateFolder } from '../../../helpers/core/folders.js';
import { loadState } from '../../../lab/cutover/states.js';
import { onHost } from '../../../lab/hosts/hosts.js';
import { lab, LAB_MAILHOG } from '../../../targets/lab/target.js';
import { leaksIn } from '../attacks/leaks-in.js';
import { SHAPES, type Shape } from '../attacks/secret-shapes.js';

/** Words that no file of a run may hold: one for each shape, so that it can be said which came through. */
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

/** Emails from the hosts: to root, whose mail they keep, and to somebody whose mail MailHog keeps. */
const MAILED = ['root', `planted@${lab.mail.testDomain}`];

const heredoc = (text: string): string => `<<'PLANTED'\n${text}\nPLANTED`;
const plant = [
  ...Object.entries(PLANTED).map(([path, text]) => `cat >${path} ${heredoc(text)}`),
  ...MAILED.map(
    (to) => `/usr/sbin/sendmail -f root ${to} ${heredoc(`To: ${to}\nSubject: planted\n\n${linesOf('mail')}`)}`,
  ),
  ...Object.entries(APPENDED).map(
    ([path, text]) => `cp -p ${path} /run/planted-$(basename ${path})\ncat >>${path} ${heredoc(text)}`,
  ),
].join('\n');
const uproot = [
  `rm -f ${Object.keys(PLANTED).join(' ')}`,
  ...Object.keys(APPENDED).map((path) => `mv /run/planted-$(basename ${path}) ${path}`),
].join('\n');

const PLANTED_SECRETS = new Map(SHAPES.map(({ line }, at) => [secret(at), line]));

/** Words that let in whoever reads the email: the key of a link, a password. */
const keysIn = ({ links, text: words }: Mail): string[] => [
  ...links.flatMap((link) => /\/signup\/confirm\/[^/]+\/(\w+)/.exec(link)?.[1] ?? []),
  ...(words.match(/\b(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{8}\b/g) ?? []),
];

/** Reads the emails to members whom a run makes up, while they are there; returns what ends that and says what they held. */
function watchMails(): () => Promise<ReadonlyMap<string, string>> {
  const mailhog = new MailHog(LAB_MAILHOG, 60_000);
  const [seen, keys] = [new Set<string>(), new Map<string, string>()];
  const end = new AbortController();
  const read = async (id: string): Promise<void> => {
    if (seen.has(id)) return;
    seen.add(id);
    const mail = await toMail(await mailhog.download(id), { id, from: '', to: [], helo: '' });
    for (const key of keysIn(mail)) keys.set(key, `in the mail "${mail.subject}"`);
  };
  const watch = (async () => {
    while (!end.signal.aborted) {
      // One that is taken out in between was read before, or is one of many.
      for (const id of await mailhog.find('to', MARK)) await read(id).catch(() => undefined);
      await delay(50);
    }
  })();
  return async () => {
    end.abort();
    await watch;
    return keys;
  };
}

test('the search for secrets covers plain and compressed files', ({}, info) => {
  writeFileSync(info.outputPath('a.txt'), secret(3));
  const zip = spawnSync('python3', [
    '-c',
    `import zipfile; z = zipfile.ZipFile('${info.outputPath('a.zip')}', 'w', 8); z.writestr('b', '${secret(4)}' * 9)`,
  ]);

  expect(zip.status).toBe(0);
  expect(leaksIn(info.outputPath(), PLANTED_SECRETS).map((leak) => leak.split(': ')[0])).toEqual([
    info.outputPath('a.txt'),
    info.outputPath('a.zip'),
  ]);
});

const JOURNEYS = ['registration-link.spec', 'email-password'].map((name) => `tests/journeys/rox/${name}`);
const RUNS = [['deer-baseline'], ['puma-prerelease', 'tests/host', ...JOURNEYS]] as const;

test('no secret from a host or an email is in any file that a run leaves behind', async ({}, info) => {
  const folder = info.outputPath('out');
  mkdirSync(folder);
  await loadState('before-switch');
  const endOfWatch = watchMails();
  try {
    await Promise.all([onHost('deer', plant), onHost('puma', plant)]);
    for (const [project, ...specs] of RUNS) {
      const { PATH, HOME, XDG_CACHE_HOME, TMPDIR } = process.env;
      const run = spawn('npx', ['playwright', 'test', `--project=${project}`, ...specs], {
        cwd: resolve(import.meta.dirname, '../../..'),
        env: { PATH, HOME, XDG_CACHE_HOME, TMPDIR, MIGRATION_RUN_FOLDER: join(folder, project) },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      expect(await text(run.stdout)).toContain('Evidence');
    }
  } finally {
    await Promise.all([onHost('deer', uproot), onHost('puma', uproot)]);
  }
  const mailed = await endOfWatch();
  const facts = readFileSync(join(folder, 'puma-prerelease', 'facts-new.json'), 'utf8');

  // They were seen, and are not there.
  expect(facts).toContain('zz-planted');
  const mail = new MailHog(LAB_MAILHOG, 60_000);
  expect(await mail.find('containing', secret(SHAPES.length - 1))).toHaveLength(2);
  expect(mailed.size).toBeGreaterThan(2);
  const secrets = new Map([...PLANTED_SECRETS, ...mailed]);
  expect([folder, stateFolder(lab.name), lab.baseline].flatMap((each) => leaksIn(each, secrets))).toEqual([]);
});
