import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { CHECKOUT, PATHS } from '../../../lab/paths.js';
import { labProcesses } from '../../../lab/hosts/processes.js';
import { copyCheckout, documented, runToEnd, type Ended } from '../docs/documented.js';

/** The lab's own life, asked through its command line as a user would. One lab, so one test at a time. */
test.describe.configure({ mode: 'serial' });

const EVERYBODY = ['deer', 'ns1', 'ns2', 'outside', 'puma', 'resolver', 'resolver2', 'store'];

const up = (): Ended => runToEnd(documented('npm run lab -- up'));
const load = (): Ended => runToEnd(documented('npm run lab -- load before-switch'));

/** A command at work, to be stopped or killed. */
function loading(): ChildProcessWithoutNullStreams {
  const { program, args } = documented('npm run lab -- load before-switch');
  return spawn(program, args, { cwd: CHECKOUT, stdio: 'pipe' });
}

function onNewHost(...command: string[]): Ended {
  const shell = documented('npm run lab -- shell puma');
  return runToEnd({ ...shell, args: [...shell.args, '--', ...command] });
}
const running = (): string[] => [...labProcesses().keys()].sort();

test('"up" brings every host up, and a second "up" changes nothing', () => {
  const first = up();
  expect(first.status, first.said).toBe(0);
  const before = [...labProcesses()];

  const second = up();

  expect(second.said).toContain('already up');
  expect([...labProcesses()]).toEqual(before);
  expect(running()).toEqual(EVERYBODY);
  expect(runToEnd(documented('npm run lab -- status'))).toMatchObject({ status: 0 });
});

test('a second checkout is refused, and the one that owns the lab is named', ({}, info) => {
  const answer = runToEnd(documented('npm run lab -- up'), copyCheckout(info.outputPath('checkout')));

  expect(answer.status).toBe(1);
  expect(answer.said).toContain(`checkout ${CHECKOUT}`);
  expect(running()).toEqual(EVERYBODY);
});

test('changes saved in one state are gone in another, and come back when the first state is loaded', () => {
  expect(onNewHost('sh', '-c', 'echo kept >/root/kept && mysql BW_MAIN -e "CREATE TABLE kept (id int)"').status).toBe(
    0,
  );
  expect(runToEnd(documented('npm run lab -- save my-state')).status).toBe(0);
  expect(load().status).toBe(0);
  expect(onNewHost('cat', '/root/kept').status).not.toBe(0);

  expect(runToEnd(documented('npm run lab -- load my-state')).status).toBe(0);

  expect(onNewHost('cat', '/root/kept').said).toContain('kept');
  expect(onNewHost('mysql', 'BW_MAIN', '-e', 'SHOW CREATE TABLE kept').said).toContain('kept');
  expect(load().status).toBe(0);
  expect(runToEnd(documented('npm run lab -- forget my-state')).status).toBe(0);
});

test('a fault injected by hand takes effect, and is gone once healed', () => {
  const mta = (): Ended => onNewHost('/etc/init.d/postfix', 'status');
  expect(runToEnd(documented('npm run lab -- inject puma-mta-stopped')).status).toBe(0);
  expect(mta().status).not.toBe(0);

  expect(runToEnd(documented('npm run lab -- heal puma-mta-stopped')).status).toBe(0);

  expect(mta().status).toBe(0);
  expect(runToEnd(documented('npm run lab -- shell puma -- mailq')).said).toContain('Mail queue is empty');
  expect(runToEnd(documented('npm run lab -- inject no-such-fault'))).toMatchObject({ status: 1 });
});

test('a state that was never saved is refused, and the lab is left unchanged', () => {
  const before = [...labProcesses()];

  const answer = runToEnd(documented('npm run lab -- load nonsense'));

  expect(answer).toMatchObject({ status: 1 });
  expect(answer.said).toContain('no saved state "nonsense"');
  expect([...labProcesses()]).toEqual(before);
});

test('of two concurrent commands, the second is refused, and the one in progress is named', async () => {
  const first = loading();
  const ended = new Promise((resolve) => first.on('exit', resolve));
  await new Promise((resolve) => first.stderr.once('data', resolve));

  // However long the second takes to begin, the first has not ended.
  first.kill('SIGSTOP');
  const second = up();
  first.kill('SIGCONT');

  expect(second.status).toBe(1);
  expect(second.said).toContain('`load before-switch`');
  expect(await ended).toBe(0);
});

test('after a command is killed while it is starting the hosts, the next "up" brings them all up', async () => {
  const victim = loading();
  const ended = new Promise((resolve) => victim.on('exit', resolve));
  await new Promise((resolve) => victim.stderr.once('data', resolve));
  await expect.poll(() => running().length, { intervals: [2] }).toBeGreaterThan(0);
  victim.kill('SIGKILL');
  await ended;

  const answer = up();

  expect(answer.status, answer.said).toBe(0);
  expect(running()).toEqual(EVERYBODY);
});

test('the lab does not start if a foreign route covers part of its address range', () => {
  expect(runToEnd(documented('npm run lab -- down')).status).toBe(0);
  const commands = [
    'link add foreign0 type veth peer name foreign1',
    'link set foreign0 up',
    'route add 198.51.100.128/25 dev foreign0',
  ];
  const made = spawnSync('ip', ['-batch', '-'], { input: commands.join('\n'), encoding: 'utf8' });
  expect(made.status, made.stderr).toBe(0);

  const answer = up();
  spawnSync('ip', ['link', 'del', 'foreign0']);

  expect(answer.status).toBe(1);
  expect(answer.said).toContain('already has a route for the lab');
});

test('"down" leaves no process, link, mount, or file of the hosts behind', () => {
  expect(up().status).toBe(0);

  expect(runToEnd(documented('npm run lab -- down')).status).toBe(0);

  expect(running()).toEqual([]);
  expect(readdirSync('/sys/class/net').filter((name) => /^(dtp-|deer-to-puma)/.test(name))).toEqual([]);
  expect(readFileSync('/proc/mounts', 'utf8')).not.toContain(PATHS.lab);
  expect(readdirSync(PATHS.run)).toEqual([]);
  expect(runToEnd(documented('npm run lab -- status'))).toMatchObject({ status: 1, said: 'lab: down\n' });
});
