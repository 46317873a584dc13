import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { SERVER_NAMES, SERVERS } from '../../../lab/blog/plan.js';
import { up } from '../../../lab/lab.js';
import { onHost } from '../../../lab/hosts/hosts.js';
import { BLOG } from '../../../lab/pairs.js';
import { PATHS } from '../../../lab/paths.js';

/** The pair of hosts as people have them. One lab, so one test at a time. */
test.beforeAll(async () => {
  test.setTimeout(30 * 60_000);
  await up(BLOG);
});

const BOTH = ['cron', 'mariadb', 'ssh', 'routes-index.timer', 'club-report.timer', 'unattended-upgrades'];
const UNITS = {
  old: [...BOTH, 'apache2', 'rsyslog', 'postfix@-'],
  new: [...BOTH, 'nginx', 'php8.4-fpm', 'postfix'],
} as const;

for (const server of SERVER_NAMES) {
  test(`systemd runs the ${server} host without failed units, and the expected services are active`, async () => {
    expect(await onHost(server, 'systemctl is-system-running')).toBe('running\n');
    expect(await onHost(server, 'cat /proc/1/comm')).toBe('systemd\n');
    const states = await onHost(server, `systemctl is-active ${UNITS[server].join(' ')} || true`);
    expect(states.trim().split('\n')).toEqual(UNITS[server].map(() => 'active'));
  });

  test(`ssh with the lab's configuration logs in to the ${server} host as root, and the host key is known`, () => {
    const config = join(PATHS.ssh, 'config');
    const answer = spawnSync('ssh', ['-F', config, '-o', 'BatchMode=yes', server, 'id -un; hostname -f'], {
      encoding: 'utf8',
    });

    expect(answer).toMatchObject({ status: 0, stdout: `root\n${SERVERS[server]}\n`, stderr: '' });
  });

  test(`the ${server} host cannot set the clock of this machine, change its kernel settings, or load modules`, async () => {
    const capabilities = await onHost(server, 'sed -n "s/^CapBnd:\\t//p" /proc/1/status');
    const dropped = [16, 17, 25, 34].filter((bit) => (BigInt(`0x${capabilities.trim()}`) >> BigInt(bit)) & 1n);
    expect(dropped, 'sys_module, sys_rawio, sys_time, syslog').toEqual([]);
    await expect(onHost(server, 'echo 1 >/proc/sys/vm/swappiness')).rejects.toThrow('Read-only');
    expect(await onHost(server, 'sysctl -n net.core.somaxconn'), 'from /etc/sysctl.d').toBe('1024\n');
  });
}

test('the old host logs through rsyslog, and the new one only to the journal', async () => {
  expect(await onHost('old', 'cat /var/log/syslog | wc -l')).not.toBe('0\n');
  expect(await onHost('new', 'ls /var/log/syslog /var/log/mail.log 2>&1 || true')).toContain('No such file');
  expect(await onHost('new', 'ls -d /var/log/journal/*')).toContain('/var/log/journal/');
});
