import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { draftSettings, type SettingsDraft } from '../../../helpers/core/settings.js';
import { quoted } from '../../../helpers/doctor/database.js';
import { examine } from '../../../helpers/doctor/examine.js';
import { hostFindings } from '../../../helpers/doctor/host.js';
import { readLacks } from '../../../helpers/doctor/lack.js';
import { gatherLacks } from '../../../helpers/doctor/gather-lacks.js';
import { OPEN_PATHS, settingsFindings } from '../../../helpers/doctor/settings.js';
import { doctor } from '../../../reports/cli/doctor.js';
import { GATES, gateOf } from '../../../runbook.js';
import { TARGETS } from '../../../targets/index.js';
import { lab } from '../../../targets/lab/target.js';
import { documented, runToEnd } from '../docs/documented.js';

const SETTINGS = TARGETS.get('bewelcome')?.settings ?? [];

test('without settings, each required setting is named once, under the purpose that it serves', () => {
  const draft = draftSettings('bewelcome', {});
  const findings = settingsFindings('bewelcome', SETTINGS, draft);
  const lines = findings.flatMap(({ missing }) => missing?.allow ?? []);

  expect(draft.problems).toEqual([]);
  for (const { name } of draft.missing) expect(lines.filter((line) => line.startsWith(`${name}=`))).toHaveLength(1);
  expect(findings.length).toBeLessThan(draft.missing.length);
  expect(findings).toContainEqual({
    asked: 'name servers and TTL of the zone',
    answer: 'left open, so whatever needs this is unproven',
    missing: {
      matters: 'step 14',
      allow: [expect.stringMatching(/^MIGRATION_NAME_SERVERS=/), expect.stringMatching(/^MIGRATION_DNS_TTL=/)],
    },
  });
});

test('parts that a target may leave open are reported unless they are filled in, as they are in the lab', () => {
  const open = settingsFindings('bewelcome', [], draftSettings('bewelcome', {}));

  expect(open.flatMap(({ missing }) => missing?.allow ?? []).filter((line) => line.startsWith('targets/'))).toEqual(
    // These two it demands.
    OPEN_PATHS.filter((path) => !['databases.reader', 'mail.mailhog'].includes(path)).map(
      (path) => `targets/bewelcome/target.ts: ${path}`,
    ),
  );
  expect(settingsFindings('lab', [], draftSettings('lab', {}))).toEqual([
    { asked: 'settings', answer: 'all required ones are present and well-formed' },
  ]);
});

test('until the target says where the hosts are, no other machine is contacted', async () => {
  const { sections, notAsked } = await examine('bewelcome', SETTINGS, draftSettings('bewelcome', {}));

  expect(sections.map(({ place }) => place)).toEqual(['This machine', 'Settings']);
  expect(notAsked).toEqual(['hosts', 'databases', 'DNS', 'mail']);
});

/** The lab's target with hosts and a mail sink that nobody is behind. */
function draftOfDead(config: string): SettingsDraft {
  writeFileSync(config, 'Host *\n  HostName 127.0.0.1\n  Port 1\n');
  const dead = (role: 'old' | 'new') => ({
    ...{ ...lab.hosts[role], ssh: { destination: role, configFile: config } },
  });
  const target = {
    ...lab,
    hosts: { old: dead('old'), new: dead('new') },
    dns: { ...lab.dns, servers: [], resolvers: [{ name: 'nobody', address: '127.0.0.1' }] },
    mail: { ...lab.mail, mailhog: 'http://reader:not-to-be-seen@127.0.0.1:1', testDomain: 'example.org' },
  };
  return { ...draftSettings('lab', {}), exemplary: target };
}

test('a host that does not answer is reported once, and everything else is still examined', async ({}, info) => {
  const { sections } = await examine('lab', [], draftOfDead(info.outputPath('config')));
  const lacking = sections.flatMap(({ place, findings }) =>
    findings.flatMap(({ asked, missing }) => (missing ? [`${place}: ${asked}`] : [])),
  );

  expect(lacking.filter((line) => !line.startsWith('This machine'))).toEqual([
    'Deer (198.51.100.10): ssh',
    'Puma (198.51.100.20): ssh',
    'DNS: A of www.bewelcome.example from nobody (127.0.0.1)',
    'Mail: MailHog at http://127.0.0.1:1',
  ]);
  expect(JSON.stringify(sections)).not.toContain('not-to-be-seen');
});

test('a gate contacts only the hosts that it needs, and records what is missing, without secrets', async ({}, info) => {
  const { exemplary = lab } = draftOfDead(info.outputPath('config'));
  await gatherLacks(exemplary, [gateOf('aftercare') ?? GATES[0]], info.outputPath());
  const lacks = readLacks(info.outputPath()) ?? [];

  expect(lacks.map(({ place, asked }) => `${place}: ${asked}`)).toEqual([
    'Puma (198.51.100.20): ssh',
    'DNS: A of www.bewelcome.example from nobody (127.0.0.1)',
    'Mail: MailHog at http://127.0.0.1:1',
  ]);
  expect(lacks[0]?.allow).toEqual([expect.stringMatching(/^ssh -o BatchMode=yes new true/)]);
  expect(JSON.stringify(lacks)).not.toContain('not-to-be-seen');
  expect(readLacks(info.outputPath('nothing'))).toBeUndefined();
});

/** A host whose account is not root, with what sudo does there. */
const withSudo = test.extend<{ ask: (sudo: string) => ReturnType<typeof hostFindings> }>({
  ask: async ({}, use, info) => {
    const program = (name: string, body: string): void => {
      writeFileSync(info.outputPath(name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    };
    // The script sets its own PATH, and must find what stands for sudo.
    program('ssh', `for command; do :; done; sed 's#PATH=/#PATH=${info.outputPath()}:/#' | sh -c "$command"`);
    program('id', '[ "$1" = -un ] && echo bob || echo 1000');
    const before = process.env['PATH'];
    process.env['PATH'] = `${info.outputPath()}:${before ?? ''}`;
    await use((sudo) => {
      program('sudo', sudo);
      return hostFindings({ ...lab.hosts.old, ssh: { destination: info.outputPath() } }, lab, []);
    });
    process.env['PATH'] = before;
  },
});

withSudo('an account that may not become root is named, with the line that would grant the right', async ({ ask }) => {
  const findings = await ask('echo "sudo: a password is required" >&2; exit 1');

  expect(findings).toContainEqual({
    asked: 'sudo',
    answer: 'sudo: a password is required',
    missing: {
      matters: expect.stringContaining('every gate'),
      allow: [expect.stringMatching(/^bob ALL=\(root\) NOPASSWD: \/usr\/bin\/timeout -k 2 \* sh -s /)],
    },
  });
});

withSudo('an account that may become root is as good as root, and anything missing is named', async ({ ask }) => {
  const findings = await ask('echo "sudo: unable to resolve host" >&2; shift; exec "$@"');

  expect(findings).toContainEqual({ asked: 'ssh', answer: 'bob, root via sudo' });
  expect(findings).toContainEqual({
    asked: 'files',
    answer: expect.stringContaining('cannot find /home/www/www.bewelcome.example'),
    missing: expect.objectContaining({ allow: ['correct these paths in the target'] }),
  });
});

test('the user name and host of a database account are quoted separately, even if the user name contains an @', () => {
  expect(quoted("o'hara@home@%.example")).toBe("'o''hara@home'@'%.example'");
});

test('npm run doctor exits with 1 when something is missing, and shows no secrets', () => {
  const env = { MIGRATION_DB_PASSWORD: 'not-to-be-seen', MIGRATION_MEMBER_PASSWORD: 'seen' };
  const lacking = runToEnd({ ...documented('npm run doctor -- --target bewelcome'), env });

  expect(lacking.status).toBe(1);
  expect(lacking.said).toMatch(/MISSING the two hosts: 5 settings are missing/);
  expect(lacking.said).toMatch(/MISSING settings: MIGRATION_MEMBER_PASSWORD has fewer than 8 characters/);
  expect(lacking.said).not.toContain('not-to-be-seen');
});

for (const bad of [['--target', 'nobody'], [], ['--nothing']])
  test(`"${['doctor', ...bad].join(' ')}" prints its usage and exits with 2`, async () => {
    const said: string[] = [];

    expect(await doctor(bad, (line) => said.push(line))).toBe(2);
    expect(said.join('\n')).toContain('npm run doctor -- --target NAME');
  });
