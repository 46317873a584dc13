import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { chooseReceiver, receiverFromArgument, receiverToArgument } from '../../../lab/outside/mailhog/choose.js';

const MACHINE = '198.51.100.1';

function folderWith(program: string, mode: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'mailhog-'));
  writeFileSync(join(folder, program), '#!/bin/sh\n');
  chmodSync(join(folder, program), mode);
  return folder;
}

test('a MailHog on the PATH receives the mail of the lab', () => {
  const [notExecutable, installed] = [folderWith('mailhog', 0o644), folderWith('MailHog', 0o755)];
  const chosen = chooseReceiver({ PATH: [notExecutable, installed].join(delimiter) }, MACHINE);

  expect(chosen).toEqual({ kind: 'program', path: join(installed, 'MailHog') });
  expect(receiverFromArgument(receiverToArgument(chosen))).toEqual(chosen);
});

test('a running MailHog at MAILHOG_URL on this machine is used, even if a MailHog is also on the PATH', () => {
  const PATH = folderWith('mailhog', 0o755);

  expect(chooseReceiver({ PATH, MAILHOG_URL: 'http://localhost:8025' }, MACHINE)).toEqual({
    kind: 'running',
    host: MACHINE,
    http: 8025,
  });
});

for (const url of ['http://mailhog.example:8025', 'localhost:8025', 'nonsense'])
  test(`MAILHOG_URL=${url} is refused, since it is not the URL of a MailHog on this machine`, () => {
    expect(() => chooseReceiver({ MAILHOG_URL: url }, MACHINE)).toThrow(
      'must be the address of a MailHog on this machine',
    );
  });

test('the built-in sink receives the mail if no MailHog is found', () => {
  expect(chooseReceiver({ PATH: mkdtempSync(join(tmpdir(), 'empty-')) }, MACHINE)).toEqual({ kind: 'sink' });
});
