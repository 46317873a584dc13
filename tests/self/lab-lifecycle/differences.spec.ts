import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { coverageOf } from '../../../helpers/inventory/coverage.js';
import { AREAS } from '../../../helpers/inventory/collectors/index.js';
import { DEFAULTS, OF_RELEASES } from '../../../helpers/inventory/defaults.js';
import { nameOf } from '../../../helpers/inventory/explain.js';
import { assess, judgedElsewhere } from '../../../helpers/inventory/judge.js';
import { explanationsFile, readExplanations } from '../../../helpers/inventory/own-explanations.js';
import { takeBoth, takeOne, type Pair } from '../../../helpers/inventory/take-both.js';
import { secretsOf } from '../../../helpers/evidence/evidence-item.js';
import { zoneFile } from '../../../lab/faults/catalogue/network/dns.js';
import { onHost } from '../../../lab/hosts/hosts.js';
import { up } from '../../../lab/lab.js';
import { LAB_ROX } from '../../../lab/rox.js';
import { lab, LAB_APPLICATION, LAB_OPERATOR } from '../../../targets/lab/target.js';

const state = mkdtempSync(join(tmpdir(), 'inventory-'));
const today = new Date().toISOString().slice(0, 10);
const gate = 'prerelease';
let pair: Pair;

const { www, alpha } = LAB_ROX.sites;
/** What the shipped explanations are for: a visit to one host, its aliases renewed, and its work tree moved. */
const USED = `curl -s -o /dev/null -H 'Host: ${www.host}' http://127.0.0.1/
  newaliases && /etc/init.d/postfix restart >/dev/null
  cd /home/www/${alpha.host} && su -s /bin/sh "$(stat -c %U .git/HEAD)" -c 'git checkout -q "$(git branch --show-current)"'`;

// One worker: all of them look at the same two hosts.
test.describe.configure({ mode: 'default' });

test.setTimeout(600_000);

test.beforeAll(async () => {
  test.setTimeout(600_000);
  await up();
  await onHost('puma', USED);
  pair = await takeBoth(lab, state);
});

for (const role of ['old', 'new'] as const)
  for (const area of AREAS)
    test(`the area "${area}" of the ${role} host is read in full`, () => {
      expect(pair[role].areas[area].unreadable).toEqual([]);
      expect(pair[role].areas[area].items.length).toBeGreaterThan(0);
    });

test('every difference between the healthy hosts is explained, and every explanation is needed, except those about Debian releases', () => {
  const { judged } = assess(lab, pair, readExplanations(explanationsFile('lab')), { gate, today });
  const needed = judged.explained.map(({ by }) => by);

  expect(judged.unexplained).toEqual([]);
  expect(judged.unneeded).toEqual([]);
  // Both hosts have one release; tests/self/lab-blog looks at two.
  expect(DEFAULTS.filter((each) => !needed.includes(each) && !OF_RELEASES.includes(each))).toEqual([]);
});

test('no secret of the lab is in the inventory', () => {
  const text = JSON.stringify(pair);

  for (const secret of [...secretsOf(lab), LAB_APPLICATION.password, LAB_OPERATOR.password])
    expect(text.includes(secret), secret).toBe(false);
});

/** Things that nobody would think of, and how they are named in the list. */
const STRAYS = [
  ['mkdir -p /usr/share/strange && echo x >/usr/share/strange/file', 'files /usr/share/strange'],
  ['mkdir -p /data/old && echo x >/data/old/dump.sql', 'files /data/old'],
  ['mkdir -p /var/cache/strange && echo x >/var/cache/strange/file', 'files /var/cache/strange'],
  ['echo x >/strange', 'files /'],
  ["setsid -f bash -c 'exec -a strange sleep 7777' </dev/null >/dev/null 2>&1", 'process strange 7777 (root)'],
  ['su -s /bin/sh bwrox -c "setsid -f sleep 7778" </dev/null >/dev/null 2>&1', 'process sleep 7778 (bwrox)'],
  [
    'setsid -f node -e "require(\'net\').createServer().listen(7779)" </dev/null >/dev/null 2>&1; while ! ss -Hltn | grep -q 7779; do :; done',
    'port tcp 7779 (the host itself)',
  ],
  ['mysql -e "CREATE DATABASE STRANGE"', 'database STRANGE'],
  ['mysql -e "CREATE DATABASE \\`strange-2\\`"', 'database strange-2'],
] as const;
const STRAY_NAME = zoneFile(`printf 'intranet IN A ${lab.hosts.old.ipv4}\\n' >>/etc/bind/db.zone`);

test('the list of what was not looked at includes ten things planted where no check looks', async () => {
  try {
    await onHost('deer', STRAYS.map(([script]) => script).join('\n'));
    await STRAY_NAME.inject('stray');
    const coverage = coverageOf(await takeOne(lab, 'old', state), judgedElsewhere(lab));
    const names = coverage.notLookedAt.map(({ kind, name }) => `${kind} ${name}`);

    const planted = [...STRAYS.map(([, name]) => name), `name intranet.${lab.dns.zone}`];
    expect(planted).toHaveLength(10);
    expect(planted.filter((name) => !names.includes(name))).toEqual([]);
    // And of the zone nothing else: all its other names belong to somebody.
    expect(names.filter((name) => name.startsWith('name '))).toEqual([planted.at(-1)]);
  } finally {
    await STRAY_NAME.revert?.('stray');
    await onHost(
      'deer',
      `rm -rf /usr/share/strange /data /var/cache/strange /strange
      pkill -f '^(strange|sleep) 777[78]$' || :; pkill -f 'listen.7779' || :
      mysql -e 'DROP DATABASE IF EXISTS STRANGE; DROP DATABASE IF EXISTS \`strange-2\`'`,
    );
  }
});

/** Losses that nobody is told of, and the difference that shows each. */
const LOSSES = [
  [
    'chmod 644 /etc/ssh/ssh_host_ed25519_key',
    'files//etc/ssh/ssh_host_ed25519_key',
    'chmod 600 /etc/ssh/ssh_host_ed25519_key',
  ],
  ['usermod -s /usr/sbin/nologin bwrox', 'accounts/user bwrox', 'usermod -s /bin/bash bwrox'],
  [
    'mysql -e "SET GLOBAL max_connections = 9"',
    'database/variable max_connections',
    'mysql -e "SET GLOBAL max_connections = 151"',
  ],
  ['chmod 644 /etc/cron.daily/apache2', 'schedule/cron.daily apache2', 'chmod 755 /etc/cron.daily/apache2'],
  ['postconf -e message_size_limit=2000', 'mail/postfix message_size_limit', 'postconf -X message_size_limit'],
] as const;

test('a harmful change on Puma that no check covers is reported as an unexplained difference', async () => {
  try {
    await onHost('puma', LOSSES.map(([script]) => script).join('\n'));
    const damaged = { old: pair.old, new: await takeOne(lab, 'new', state) };
    const { judged } = assess(lab, damaged, readExplanations(explanationsFile('lab')), { gate, today });
    const names = judged.unexplained.map(nameOf);

    expect(LOSSES.filter(([, name]) => !names.includes(name)).map(([, name]) => name)).toEqual([]);
  } finally {
    await onHost('puma', LOSSES.map(([, , back]) => back).join('\n'));
  }
});
