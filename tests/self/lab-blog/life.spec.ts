import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { SERVER_NAMES, SERVERS, type Server } from '../../../lab/blog/plan.js';
import { removeOldGroups } from '../../../lab/hosts/cgroups.js';
import { down, load, save, forget, up } from '../../../lab/lab.js';
import { onHost } from '../../../lab/hosts/hosts.js';
import { raiseBridge } from '../../../lab/hosts/network.js';
import { BLOG } from '../../../lab/pairs.js';
import { CHECKOUT, PATHS } from '../../../lab/paths.js';
import { initOf, labProcesses } from '../../../lab/hosts/processes.js';
import { FIRST_STATE, readBook } from '../../../lab/states.js';
import { bootSystemd } from '../../../lab/hosts/systemd.js';

/** One lab, so one test at a time. */
test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  test.setTimeout(30 * 60_000);
  await up(BLOG);
});

const everybody = [...BLOG.machines, 'outside'].sort();
/** The control group that systemd of a host was started in, as this machine calls it. */
const groupOf = (server: Server): string => {
  const init = initOf(labProcesses().get(server) ?? 0) ?? 0;
  return /^0::\/(?:\.\.\/)*([^/\n]+)/m.exec(readFileSync(`/proc/${init}/cgroup`, 'utf8'))?.[1] ?? '';
};
const running = (): string[] => [...labProcesses().keys()].sort();

test('saving a state shuts MariaDB down cleanly on both hosts, and brings the hosts up again', async () => {
  await save('kept');

  for (const server of SERVER_NAMES)
    expect(await onHost(server, 'journalctl -b -1 -u mariadb --no-pager')).toContain('Shutdown complete');
  await load(FIRST_STATE, BLOG);
  await forget('kept', BLOG);
});

test('after a command is killed while it is starting the hosts, the next "up" brings them all up', async () => {
  const args = [join(CHECKOUT, 'run.js'), join(CHECKOUT, 'lab', 'cli.ts'), 'load', FIRST_STATE, '--pair', 'blog'];
  const victim = spawn(process.execPath, args, { cwd: CHECKOUT, stdio: 'pipe' });
  const ended = new Promise((resolve) => victim.on('exit', resolve));
  await new Promise((resolve) => victim.stderr.once('data', resolve));
  await expect.poll(() => labProcesses().has('new'), { intervals: [2] }).toBe(true);
  victim.kill('SIGKILL');
  await ended;

  await up(BLOG);

  expect(running()).toEqual(everybody);
});

test('"down" leaves no process, link, control group, mount, or file of the hosts behind', async () => {
  const groups = SERVER_NAMES.map(groupOf);
  expect(groups).toEqual(SERVER_NAMES.map((server) => expect.stringContaining(`deer-to-puma-${server}-`)));

  await down(false);

  expect(running()).toEqual([]);
  expect(readdirSync('/sys/class/net').filter((name) => /^(dtp-|deer-to-puma)/.test(name))).toEqual([]);
  // Another lab may be up on this machine; its groups stay.
  await expect.poll(() => removeOldGroups().filter((group) => groups.includes(group))).toEqual([]);
  expect(readFileSync('/proc/mounts', 'utf8')).not.toContain(`${PATHS.run}/`);
  expect(readdirSync(PATHS.run)).toEqual([]);
});

for (const server of SERVER_NAMES)
  test(`the ${server} host starts on a machine with only version 1 control groups`, async () => {
    raiseBridge();
    const layers = readBook(BLOG.base())[FIRST_STATE]?.[server] ?? [];

    await bootSystemd(server, layers, { hostname: SERVERS[server], onlyCgroupV1: true });

    expect(await onHost(server, 'cat /proc/1/cgroup')).toContain('name=systemd:/init.scope');
    await down(false);
  });
