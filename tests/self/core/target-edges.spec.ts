import { expect, test } from '@playwright/test';
import { TargetSchema } from '../../../targets/schema.js';
import { lab } from '../../../targets/lab/target.js';

const { hosts, sites, aftercare, mail, databases } = lab;
const [first, ...others] = sites;
const [old, moved] = [hosts.old, hosts.new];

/** Mistakes in a target, and the message about each. */
const MISTAKES: readonly [title: string, change: object, path: string, message: string][] = [
  [
    'both hosts at one address',
    { hosts: { old, new: { ...moved, ipv4: old.ipv4 } } },
    'hosts.new.ipv4',
    'that of the old host',
  ],
  [
    'both hosts at one address written in two ways',
    { hosts: { old: { ...old, ipv6: '2001:db8::7' }, new: { ...moved, ipv6: '2001:0DB8:0:0::7' } } },
    'hosts.new.ipv6',
    'that of the old host',
  ],
  [
    'the same ssh name for both hosts',
    { hosts: { old, new: { ...moved, ssh: old.ssh } } },
    'hosts.new.ssh.destination',
    'that of the old host',
  ],
  [
    'the loopback address for the new host',
    { hosts: { old, new: { ...moved, ipv4: '127.0.0.1' } } },
    'hosts.new.ipv4',
    'every machine has',
  ],
  ['a relative document root', { sites: [{ ...first, root: 'www' }, ...others] }, 'sites.0.root', 'absolute'],
  [
    'a newline in a path',
    { aftercare: { ...aftercare, backup: { ...aftercare.backup, folder: '/home\n/backups' } } },
    'aftercare.backup.folder',
    'absolute',
  ],
  [
    'a newline in a command',
    { cron: { jobs: [{ ...lab.cron.jobs[0], command: 'true\nfalse' }] } },
    'cron.jobs.0.command',
    'one line',
  ],
  [
    'two lines of the hosts file as a name',
    { sites: [{ ...first, host: 'a.example\n10.0.0.1 b.example' }, ...others] },
    'sites.0.host',
    'one name',
  ],
  [
    'an account name that su would read as an option',
    { cron: { jobs: [{ ...lab.cron.jobs[0], user: '--command=id' }] } },
    'cron.jobs.0.user',
    'name of an account',
  ],
  [
    'a script as the address of the mailbox',
    { mail: { ...mail, mailhog: 'javascript:alert(1)' } },
    'mail.mailhog',
    'URL',
  ],
  [
    'a password of three letters',
    { databases: { ...databases, reader: { ...databases.reader, password: 'abc' } } },
    'databases.reader.password',
    'too short',
  ],
];

for (const [title, change, path, message] of MISTAKES)
  test(`a target with ${title} is refused`, () => {
    const issues = TargetSchema.safeParse({ ...lab, ...change }).error?.issues ?? [];

    expect(issues.map((issue) => issue.path.join('.'))).toEqual([path]);
    expect(issues[0]?.message).toContain(message);
  });

test('the target of the lab is valid', () => {
  expect(TargetSchema.safeParse(lab).error).toBeUndefined();
});
