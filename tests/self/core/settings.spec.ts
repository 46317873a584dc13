import { readFileSync } from 'node:fs';
import { test, expect } from '@playwright/test';
import { readSettings } from '../../../helpers/core/settings.js';
import { SETTINGS } from '../../../helpers/core/suite-settings.js';
import { unique } from '../../../helpers/core/lists.js';
import { DOCS_WITH_TABLES } from '../../../reports/cli/doc-tables.js';
import { DRAFT_SETTINGS } from '../../../targets/drafted.js';
import { TARGETS } from '../../../targets/index.js';

/** Everything that the real target asks for, well-formed. */
const complete = Object.fromEntries(
  (TARGETS.get('bewelcome')?.settings ?? []).map(({ name, example }) => [name, example]),
);
const bewelcome = { MIGRATION_TARGET: 'bewelcome', ...complete };

const messageFor = (environment: Record<string, string>): string => {
  try {
    readSettings(environment);
    return 'no complaint';
  } catch (problem) {
    return String(problem);
  }
};

test.describe('settings', () => {
  test('an empty environment selects the lab, reached through the hosts file', () => {
    const settings = readSettings({});

    expect(settings).toMatchObject({ override: 'hosts-file', hostsFile: '/etc/hosts', ci: false });
    expect(settings.target.name).toBe('lab');
  });

  test('the real target is complete when all settings are present', () => {
    expect(readSettings(bewelcome).target).toMatchObject({ name: 'bewelcome', mayWrite: true, prepare: null });
  });

  test('the real target is read-only unless writing is enabled', () => {
    const { target } = readSettings({ ...bewelcome, MIGRATION_MAY_WRITE: '' });

    expect(target).toMatchObject({ mayWrite: false, databases: { writer: null } });
  });

  test('permission to write without a cleanup account is refused', () => {
    expect(messageFor({ ...bewelcome, MIGRATION_DB_WRITER: '' })).toContain('MIGRATION_DB_WRITER is malformed');
  });

  test('a setting that fills a list is named when one of its entries is wrong', () => {
    const message = messageFor({
      ...bewelcome,
      MIGRATION_NAME_SERVERS: 'ns1.example.net',
      MIGRATION_REPOSITORY_PATHS: '/etc,usr/local/bin',
    });

    expect(message.split('\n').slice(1)).toEqual([
      expect.stringContaining('MIGRATION_NAME_SERVERS is malformed: '),
      expect.stringContaining('MIGRATION_REPOSITORY_PATHS is malformed: '),
    ]);
  });

  test('all wrong settings are listed in one message, each known one with its meaning and an example', () => {
    const message = messageFor({
      ...bewelcome,
      MIGRATION_PUMA_ADDRESS: 'not-an-address',
      MIGRATION_MAILHOG: '',
      MIGRATION_OVERRIDE: 'magic',
      MIGRATION_HOSTS_FILE: 'relative/hosts',
      MIGRATION_PUMA_ADRESS: 'misspelled',
    });

    expect(message.split('\n')).toEqual([
      'SettingsError: 5 settings are wrong:',
      expect.stringMatching(/MIGRATION_OVERRIDE has an invalid value: .+ Example: MIGRATION_OVERRIDE=resolver-rules/),
      expect.stringMatching(/MIGRATION_HOSTS_FILE is malformed: .+ Example: MIGRATION_HOSTS_FILE=\/etc\/hosts/),
      expect.stringContaining('MIGRATION_PUMA_ADRESS is not a setting'),
      expect.stringMatching(/MIGRATION_MAILHOG is missing: .+ Example: MIGRATION_MAILHOG=http/),
      expect.stringMatching(/MIGRATION_PUMA_ADDRESS is malformed: IPv4 address of Puma\. Example: .+/),
    ]);
  });

  test('an unknown target is refused, and the known ones are listed', () => {
    expect(messageFor({ MIGRATION_TARGET: 'mule' })).toContain(
      `MIGRATION_TARGET names no target. Known targets: ${[...TARGETS.keys()].join(', ')}`,
    );
  });

  test('a variable that disables a judgment is refused, and one that merely influences a judgment is listed by name', () => {
    expect(messageFor({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toContain('NODE_TLS_REJECT_UNAUTHORIZED=0 accepts every');
    expect(readSettings({ PW_TEST_CONNECT_WS_ENDPOINT: 'ws://b.example', PWDEBUG: '1' }).judgementVariables).toEqual([
      'PWDEBUG',
      'PW_TEST_CONNECT_WS_ENDPOINT',
    ]);
    const usual = { NODE_EXTRA_CA_CERTS: '/ca.pem', https_proxy: 'http://u:p@proxy', NODE_OPTIONS: '', PATH: '/bin' };
    expect(readSettings(usual).judgementVariables).toEqual(['NODE_EXTRA_CA_CERTS', 'https_proxy']);
  });

  test('the message about an invalid or malformed setting does not repeat its value', () => {
    const message = messageFor({ ...bewelcome, MIGRATION_PUMA_ADDRESS: 'hunter2', MIGRATION_OVERRIDE: 'hunter2' });

    expect(message).toContain('2 settings are wrong');
    expect(message).not.toContain('hunter2');
  });

  test('docs/target.md lists exactly the settings that exist', () => {
    const readme = readFileSync('docs/target.md', 'utf8');
    const documented = [...readme.matchAll(/^\| `(MIGRATION_\w+)` \|/gm)].map((row) => row[1]);

    const known = [...SETTINGS, ...DRAFT_SETTINGS, ...[...TARGETS.values()].flatMap(({ settings }) => settings)];
    expect(unique(documented).sort()).toEqual(unique(known.map(({ name }) => name)).sort());
  });

  for (const [doc, made] of DOCS_WITH_TABLES)
    test(`the tables in ${doc} match the code`, () => {
      const text = readFileSync(doc, 'utf8');

      expect(made(text), 'npm run lists -- --write').toBe(text);
    });
});
