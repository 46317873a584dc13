import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { contradictions } from '../../../helpers/absent/signs.js';
import { expectedFolder, readExpected } from '../../../reports/decision/expected.js';
import { GATES, withHostNames } from '../../../runbook.js';
import { ABSENCE_IDS, ABSENCES, claimsOf, isAbsent, leftOut, type AbsenceId } from '../../../targets/absent.js';
import { draftTarget, migrationSteps } from '../../../targets/index.js';
import { lab } from '../../../targets/lab/target.js';

const drafted = (change: object) =>
  draftTarget('example', { settings: [], build: () => ({ ...lab, ...change }) }, () => undefined);
const { backup, copyOfOldHost } = lab.aftercare;

/** Every check of the lab, which lacks nothing. */
const LISTED = GATES.flatMap(({ id }) => readExpected(id, expectedFolder('lab')));

/** A target that lacks one thing. */
function lacking(id: AbsenceId) {
  const parts = id.split('.');
  const put = (value: unknown, [key = '', ...rest]: readonly string[]): unknown => ({
    ...(value as object),
    [key]: rest.length === 0 ? { absent: 'we never had one' } : put((value as Record<string, unknown>)[key], rest),
  });
  return draftTarget('example', { settings: [], build: () => put(lab, parts) }, () => undefined);
}

for (const id of ABSENCE_IDS) {
  const { leavesOut, proves } = ABSENCES[id];

  test(`a target may declare ${id} absent`, () => {
    const { problems, target } = lacking(id);

    expect(problems).toEqual([]);
    expect(target?.absent).toEqual({ [id]: 'we never had one' });
  });

  test(`docs/target.md lists ${id} as something that can be absent`, () => {
    expect(readFileSync('docs/target.md', 'utf8')).toContain(`\`${id}\``);
  });

  test(`if ${id} is absent, only known checks are left out, and each of their steps has a check that confirms the absence`, () => {
    const gone = LISTED.filter((check) => leavesOut.some((beginning) => check.id.startsWith(beginning)));

    expect(leavesOut.filter((beginning) => !LISTED.some((check) => check.id.startsWith(beginning)))).toEqual([]);
    expect(gone.map(({ step }) => step).filter((step) => !proves.some((each) => each === step))).toEqual([]);
  });
}

test('validating a target again leaves it unchanged', () => {
  const { target } = drafted({ databases: { absent: 'static pages' }, mail: { absent: 'nobody writes' } });

  expect(drafted({ ...target }).target).toEqual(target);
});

for (const path of ['sites', 'dns', 'hosts', 'dataDirectory', 'freeze', 'pages'])
  test(`${path} cannot be declared absent`, () => {
    const { problems } = drafted({ [path]: { absent: 'we think so' } });

    expect(problems.join('\n')).toContain(`${path}: cannot be absent`);
  });

test('a claim of absence needs a reason', () => {
  expect(drafted({ mail: { absent: '' } }).problems.join()).toContain('needs a reason');
});

test('an empty list of databases does not count as a claim of absence', () => {
  const { problems } = drafted({ databases: { ...lab.databases, names: [] } });

  expect(problems.join()).toContain('no databases are named');
});

test('a claim of absence is refused if no step requires the absent item', () => {
  const deployment = { absent: 'copied by hand' };
  const { problems } = drafted({ application: null, aftercare: { ...lab.aftercare, deployment } });

  expect(problems.join()).toContain('aftercare.deployment: no step of this migration requires');
});

test('a part of something absent is absent, too', () => {
  const { target } = drafted({ aftercare: { ...lab.aftercare, copyOfOldHost: { absent: 'kept by nobody' } } });

  expect(target?.aftercare.copyOfOldHost).toEqual({ partition: '', folder: '' });
  expect(isAbsent(target ?? lab, 'aftercare.copyOfOldHost.partition')).toBe(true);
  expect(isAbsent(lab, 'aftercare.copyOfOldHost.partition')).toBe(false);
  expect([backup.folder, copyOfOldHost.folder]).not.toContain('');
});

test('a gate leaves out the checks that a claim of absence makes unnecessary, and those that confirm the claim in other gates', () => {
  const { target = lab } = drafted({ databases: { absent: 'static pages' } });
  const pattern = leftOut(target, 'freeze', migrationSteps(target)) ?? /$^/;
  const isAsked = (id: string): boolean => !pattern.test(`freeze x.spec.ts title @${id} @blocker`);

  expect(['database/rows-identical[BW]', 'absent/confirmed[databases,3]'].map(isAsked)).toEqual([false, false]);
  expect(['placeholder/front-page-closed', 'absent/confirmed[databases,12]'].map(isAsked)).toEqual([true, true]);
  expect(leftOut(lab, 'freeze', migrationSteps(lab))).toBeUndefined();
});

/** A claim, a sign that contradicts it, and one that is like it and does not. */
const SIGNS: readonly [AbsenceId, string, string][] = [
  ['databases', 'package mariadb-server-10.5', 'package mariadb-client'],
  ['databases', 'package postgresql-15', 'package postgresql-client-15'],
  ['databases', 'listener on 127.0.0.1:3306 (mariadbd)', 'listener on 0.0.0.0:33060 (other)'],
  ['databases', 'connection to 192.0.2.7:3306', 'connection to 192.0.2.7:443'],
  ['databases', 'file /var/lib/mysql/ibdata1', 'file /var/lib/mysql-files'],
  ['mail', 'service postfix, running', 'service cron, running'],
  ['mail', 'file /usr/sbin/sendmail', 'file /usr/sbin/nginx'],
  ['cron.jobs', 'job 5 4 * * * root /root/x (/etc/crontab line 9)', 'journal of cron'],
  ['postcutover.cronLog', 'journal of cron', 'journal of mail'],
  ['aftercare.backup', 'job 0 2 * * * root /root/backup.sh (/etc/crontab line 9)', 'job 0 2 * * * root /root/x (a)'],
  ['aftercare.backup.store', 'job 0 2 * * * root rsync /a b:/a (/etc/crontab line 9)', 'job 0 2 * * * root tar c (a)'],
  ['aftercare.copyOfOldHost', 'copy of the old host in /srv/deer', 'file /srv/deer'],
  ['aftercare.copyOfOldHost.partition', 'disk mounted at /srv', 'disk mounted at /boot'],
  ['aftercare.repository', 'file /etc/.git', 'file /var/www/.git'],
  ['aftercare.subDomains', 'name lists.example.org is served (a.conf)', 'package name'],
];

for (const [id, against, alike] of SIGNS) {
  const what = withHostNames(ABSENCES[id].what, { old: 'the old host', new: 'the new host' });

  test(`"${against}" contradicts the claim that there is no ${what}, but "${alike}" does not`, () => {
    const [claim] = claimsOf({ absent: { [id]: 'why' } });
    const judged = (sign: string) =>
      contradictions({ signs: [sign], unread: new Map() }, claim ?? never(), lab.hosts.old);

    expect(judged(against)).toEqual([`Deer: ${against}`]);
    expect(judged(alike)).toEqual([]);
  });
}

test('a claim of absence that could not be fully checked is unproven, unless a contradiction was found', () => {
  const [claim = never()] = claimsOf({ absent: { databases: 'static pages' } });
  const unread = new Map([['process', 'ps -eo comm= failed']]);

  expect(() => contradictions({ signs: [], unread }, claim, lab.hosts.old)).toThrow(/ps -eo comm= failed/);
  expect(contradictions({ signs: ['process mariadbd'], unread }, claim, lab.hosts.old)).toHaveLength(1);
});

function never(): never {
  throw new Error('there is no such claim');
}
