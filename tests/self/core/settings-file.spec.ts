import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readSettingsFile } from '../../../helpers/core/settings-file.js';
import { readSettings } from '../../../helpers/core/settings.js';
import { exampleSettings, TARGETS } from '../../../targets/index.js';

/** Folder of targets with a file of settings for `bewelcome`. */
function withFile(folder: string, text: string, mode = 0o600): string {
  mkdirSync(join(folder, 'bewelcome'), { recursive: true });
  writeFileSync(join(folder, 'bewelcome', 'settings.env'), text);
  chmodSync(join(folder, 'bewelcome', 'settings.env'), mode);
  return folder;
}

const complete = (TARGETS.get('bewelcome')?.settings ?? [])
  .map(({ name, example }) => `${name}="${example}"`)
  .join('\n');

test('the settings of a target come from the file in its folder, unless the environment overrides them', ({}, info) => {
  const targets = withFile(info.outputDir, complete);

  const { target } = readSettings(
    { MIGRATION_TARGET: 'bewelcome', MIGRATION_PUMA_HOSTNAME: 'puma.example.org', MIGRATION_MAY_WRITE: 'no' },
    targets,
  );

  expect(target).toMatchObject({ hosts: { new: { hostname: 'puma.example.org' } }, mayWrite: false });
  expect(target.hosts.old.ipv4).toBe('203.0.113.10');
});

test('a file that others can read is refused, and nothing in it is used', ({}, info) => {
  const found = readSettingsFile('bewelcome', withFile(info.outputDir, complete, 0o640));

  expect(found.values).toEqual({});
  expect(found.problems).toEqual([expect.stringContaining('chmod 600 targets/bewelcome/settings.env')]);
});

test('a setting that does not belong in the file is reported without its value', ({}, info) => {
  const { problems } = readSettingsFile(
    'bewelcome',
    withFile(info.outputDir, 'MIGRATION_TARGET=lab\nNODE_OPTIONS=hidden\n'),
  );

  expect(problems).toHaveLength(2);
  expect(problems.join()).not.toContain('hidden');
});

test('no settings are read if the file is missing or the target name contains a path', ({}, info) => {
  expect(readSettingsFile('bewelcome', info.outputDir)).toEqual({ values: {}, problems: [] });
  expect(readSettingsFile('../bewelcome', withFile(info.outputDir, complete))).toEqual({ values: {}, problems: [] });
});

test('a setting that only another target has is refused', () => {
  expect(() => readSettings({ MIGRATION_MAY_WRITE: 'yes' })).toThrow(
    /MIGRATION_MAY_WRITE is not a setting of this target, only of bewelcome/,
  );
});

test('a setting for a value that its target already contains is refused', () => {
  expect(() => readSettings({ MIGRATION_TARGET: 'pages', MIGRATION_DB_USER: 'anna' })).toThrow(
    'MIGRATION_DB_USER has no effect: targets/pages/target.ts itself contains the value that the setting would fill in. Remove the setting',
  );
});

for (const [name, { settings }] of TARGETS)
  test(`the target ${name} refuses every setting that only other targets have`, () => {
    const others = [...TARGETS.values()].flatMap((other) => other.settings).map((each) => each.name);
    const foreign = others.filter((each) => !settings.some((own) => own.name === each));

    for (const each of foreign)
      expect(() => readSettings({ MIGRATION_TARGET: name, [each]: 'yes' }), each).toThrow(
        `${each} is not a setting of this target, only of`,
      );
  });

for (const [name, source] of TARGETS)
  test(`the examples of all settings that can be combined make the target ${name} complete`, () => {
    expect(readSettings({ ...exampleSettings(source), MIGRATION_TARGET: name }).target.name).toBe(name);
  });

test('MailHog and Mailpit cannot both be the mail sink', () => {
  const both = { MIGRATION_MAILHOG: 'http://127.0.0.1:8025', MIGRATION_MAILPIT: 'http://127.0.0.1:8025' };

  expect(() => readSettings({ MIGRATION_TARGET: 'blog', ...both })).toThrow(
    /MIGRATION_MAILHOG changes nothing|not in both/,
  );
});
