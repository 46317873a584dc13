import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type TestInfo } from '@playwright/test';
import { CHECKOUT, PATHS } from '../../../lab/paths.js';
import { labProcesses } from '../../../lab/hosts/processes.js';

/** The lab's own life, asked through its command line as a user would. One lab, so one test at a time. */
test.describe.configure({ mode: 'serial' });

const TSX = join(CHECKOUT, 'node_modules', 'tsx', 'dist', 'cli.mjs');
const EVERYBODY = ['deer', 'ns1', 'ns2', 'outside', 'puma', 'resolver', 'resolver2', 'store'];

type Answer = { status: number | null; said: string };

function lab(args: string[], checkout = CHECKOUT): Answer {
  const done = spawnSync(process.execPath, [TSX, join(checkout, 'lab', 'cli.ts'), ...args], { encoding: 'utf8' });
  return { status: done.status, said: done.stdout + done.stderr };
}

/** A command at work. tsx runs a program in a child process; in this form there is one process to stop or kill. */
const loading = (): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, ['--import', 'tsx', join(CHECKOUT, 'lab', 'cli.ts'), 'load', 'before-switch'], {
    cwd: CHECKOUT,
    stdio: 'pipe',
  });

const onNewHost = (...command: string[]): Answer => lab(['shell', 'puma', '--', ...command]);
const running = (): string[] => [...labProcesses().keys()].sort();

/** All but what runs leave: this very folder lies in it. */
const REPORTS = readdirSync(join(CHECKOUT, 'reports'))
  .filter((name) => name !== 'out')
  .map((name) => join('reports', name));

function otherCheckout(info: TestInfo): string {
  const folder = info.outputPath('checkout');
  mkdirSync(folder, { recursive: true });
  for (const name of [
    'lab',
    'helpers',
    'targets',
    ...REPORTS,
    'runbook.ts',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
  ]) {
    cpSync(join(CHECKOUT, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(CHECKOUT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

test('up brings every host up, and a second up changes nothing', () => {
  const first = lab(['up']);
  expect(first.status, first.said).toBe(0);
  const before = [...labProcesses()];

  const second = lab(['up']);

  expect(second.said).toContain('up already');
  expect([...labProcesses()]).toEqual(before);
  expect(running()).toEqual(EVERYBODY);
  expect(lab(['status'])).toMatchObject({ status: 0 });
});

test('a second checkout is refused and told whose lab it is', ({}, info) => {
  const answer = lab(['up'], otherCheckout(info));

  expect(answer.status).toBe(1);
  expect(answer.said).toContain(`checkout ${CHECKOUT}`);
  expect(running()).toEqual(EVERYBODY);
});

test('what was saved is there again after a load, and only then', () => {
  expect(onNewHost('sh', '-c', 'echo kept >/root/kept && mysql BW_MAIN -e "CREATE TABLE kept (id int)"').status).toBe(
    0,
  );
  expect(lab(['save', 'life']).status).toBe(0);
  expect(lab(['load', 'before-switch']).status).toBe(0);
  expect(onNewHost('cat', '/root/kept').status).not.toBe(0);

  expect(lab(['load', 'life']).status).toBe(0);

  expect(onNewHost('cat', '/root/kept').said).toContain('kept');
  expect(onNewHost('mysql', 'BW_MAIN', '-e', 'SHOW CREATE TABLE kept').said).toContain('kept');
  expect(lab(['load', 'before-switch']).status).toBe(0);
  expect(lab(['forget', 'life']).status).toBe(0);
});

test('a fault that is put in by hand is there, and healed it is gone', () => {
  const mta = (): Answer => onNewHost('/etc/init.d/postfix', 'status');
  expect(lab(['inject', 'puma-mta-stopped']).status).toBe(0);
  expect(mta().status).not.toBe(0);

  expect(lab(['heal', 'puma-mta-stopped']).status).toBe(0);

  expect(mta().status).toBe(0);
  expect(lab(['inject', 'no-such-fault'])).toMatchObject({ status: 1 });
});

test('a state that nobody kept is refused, and the lab stays as it is', () => {
  const before = [...labProcesses()];

  const answer = lab(['load', 'nonsense']);

  expect(answer).toMatchObject({ status: 1 });
  expect(answer.said).toContain('no saved state "nonsense"');
  expect([...labProcesses()]).toEqual(before);
});

test('two commands at once: the second is refused and told who is at work', async () => {
  const first = loading();
  const ended = new Promise((resolve) => first.on('exit', resolve));
  await new Promise((resolve) => first.stderr.once('data', resolve));

  // However long the second takes to begin, the first has not ended.
  first.kill('SIGSTOP');
  const second = lab(['up']);
  first.kill('SIGCONT');

  expect(second.status).toBe(1);
  expect(second.said).toContain('`load before-switch`');
  expect(await ended).toBe(0);
});

test('killed with SIGKILL while hosts start, the next up cleans and starts them all', async () => {
  const victim = loading();
  const ended = new Promise((resolve) => victim.on('exit', resolve));
  await new Promise((resolve) => victim.stderr.once('data', resolve));
  await expect.poll(() => running().length, { intervals: [2] }).toBeGreaterThan(0);
  victim.kill('SIGKILL');
  await ended;

  const answer = lab(['up']);

  expect(answer.status, answer.said).toBe(0);
  expect(running()).toEqual(EVERYBODY);
});

test('a foreign route for the range of the lab keeps it down', () => {
  expect(lab(['down']).status).toBe(0);
  const commands = [
    'link add foreign0 type veth peer name foreign1',
    'link set foreign0 up',
    'route add 198.51.100.128/25 dev foreign0',
  ];
  const made = spawnSync('ip', ['-batch', '-'], { input: commands.join('\n'), encoding: 'utf8' });
  expect(made.status, made.stderr).toBe(0);

  const answer = lab(['up']);
  spawnSync('ip', ['link', 'del', 'foreign0']);

  expect(answer.status).toBe(1);
  expect(answer.said).toContain('a route of its own for the lab');
});

test('down leaves no process, link, mount or file of the hosts behind', () => {
  expect(lab(['up']).status).toBe(0);

  expect(lab(['down']).status).toBe(0);

  expect(running()).toEqual([]);
  expect(readdirSync('/sys/class/net').filter((name) => /^(dtp-|deer-to-puma)/.test(name))).toEqual([]);
  expect(readFileSync('/proc/mounts', 'utf8')).not.toContain(PATHS.lab);
  expect(readdirSync(PATHS.run)).toEqual([]);
  expect(lab(['status'])).toMatchObject({ status: 1, said: 'lab: down\n' });
});
