import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { up } from '../../../lab/lab.js';
import { lab } from '../../../targets/lab/target.js';
import type { Found } from '../../../targets/drafted.js';
import { copyCheckout, documented, runToEnd, type Ended } from '../docs/documented.js';

test('init drafts a valid target from the hosts of the lab, and leaves manual edits alone', async ({}, info) => {
  await up();
  const checkout = copyCheckout(info.outputPath('checkout'));
  const { program, args, env } = documented('npm run init -- --old deer --new puma --yes');
  const config = ['--ssh-config', lab.hosts.old.ssh.configFile ?? '', '--name', 'moved'];
  const run = (...more: string[]): Ended =>
    runToEnd(
      { program, args: [...args, ...config, ...more], env: { ...env, XDG_STATE_HOME: info.outputPath('state') } },
      checkout,
    );
  const file = join(checkout, 'targets', 'moved', 'target.ts');

  expect(run()).toMatchObject({ status: 0, said: expect.stringContaining('Found on deer.bewelcome.example: 2 sites') });
  const found = JSON.parse(readFileSync(join(checkout, 'targets/moved/found.json'), 'utf8')) as Found;
  expect(found.sites.map(({ host, root }) => [host, root])).toEqual(
    lab.sites.map(({ host, root }) => [host, `${root}/htdocs`]),
  );
  expect(found.databases.map(({ name }) => name).sort()).toEqual([...lab.databases.names].sort());
  expect(found.jobs.map(({ user, command }) => [user, command])).toEqual(
    lab.cron.jobs.map(({ user, command }) => [user, command]),
  );
  expect(found.hosts).toMatchObject({ old: { ipv4: lab.hosts.old.ipv4 }, new: { ipv4: lab.hosts.new.ipv4 } });

  appendFileSync(file, '// by hand\n');
  expect(run().said).toContain('Nothing has changed since last time.');
  expect(readFileSync(file, 'utf8')).toContain('// by hand');
  expect(run('--old', 'puma', '--new', 'deer')).toMatchObject({ status: 1, said: expect.stringContaining('swapped') });
  expect(run('--new', 'root@deer')).toMatchObject({ status: 1, said: expect.stringContaining('same machine') });

  const doctor = documented('npm run doctor -- --target moved');
  const { said } = runToEnd(doctor, checkout);
  expect(said).toContain('puma (198.51.100.20)');
  expect(said).toMatch(/MISSING the account that reads the databases: left open/);
});
