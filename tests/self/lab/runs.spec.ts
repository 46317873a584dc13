import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test, type TestInfo } from '@playwright/test';
import { documented, type Command } from '../docs/documented.js';

/**
 * Whole runs of a gate, with their own /etc: a mount namespace lays it over the machine's, which is not touched even
 * if the suite should be wrong. A part of the gate is enough; its verdict is HOLD.
 */

const HOSTS = '127.0.0.1\tlocalhost  # a remark\n198.51.100.10 www.bewelcome.example old\n::1 localhost';

type Run = { process: ChildProcess; ended: Promise<{ status: number | null; said: string }> };

const OWN_ETC = `mount -t overlay overlay -o "lowerdir=/etc,upperdir=$1/etc,workdir=$1/work" /etc && shift && exec "$@"`;

function start(info: TestInfo, name: string, { program, args, env }: Command): Run {
  const { PATH, HOME, XDG_CACHE_HOME, TMPDIR } = process.env;
  const child = spawn('unshare', ['--mount', 'sh', '-c', OWN_ETC, 'sh', info.outputPath('machine'), program, ...args], {
    env: { PATH, HOME, XDG_CACHE_HOME, TMPDIR, MIGRATION_RUN_FOLDER: info.outputPath(name), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  const ended = new Promise<{ status: number | null; said: string }>((done) => {
    child.on('close', (status) => {
      done({ status, said });
    });
  });
  return { process: child, ended };
}

function hostsFile(info: TestInfo): string {
  for (const name of ['etc', 'work']) mkdirSync(info.outputPath('machine', name), { recursive: true });
  const file = info.outputPath('machine', 'etc', 'hosts');
  writeFileSync(file, HOSTS);
  return file;
}

const PART = documented('npx playwright test --project=puma-prerelease tests/host/how-to-test');
const underLease = async (file: string): Promise<void> => {
  await expect.poll(() => readFileSync(file, 'utf8'), { intervals: [20] }).not.toBe(HOSTS);
};

test('after a run, the hosts file is byte for byte what it was before', async ({}, info) => {
  const hosts = hostsFile(info);

  const { said } = await start(info, 'run', PART).ended;

  expect(said).toContain('How to test');
  expect(said).not.toContain('✗');
  expect(readFileSync(hosts, 'utf8')).toBe(HOSTS);
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  test(`after ${signal}, the hosts file is byte for byte what it was before, and the exit status is not 0`, async ({}, info) => {
    const hosts = hostsFile(info);
    const run = start(info, 'run', PART);
    await underLease(hosts);
    run.process.kill(signal);

    const { status } = await run.ended;

    expect(status).not.toBe(0);
    expect(readFileSync(hosts, 'utf8')).toBe(HOSTS);
  });

test('after kill -9, the next run, even of another project, restores the hosts file exactly', async ({}, info) => {
  const hosts = hostsFile(info);
  const run = start(info, 'killed', PART);
  await underLease(hosts);
  run.process.kill('SIGKILL');
  await run.ended;
  expect(readFileSync(hosts, 'utf8')).not.toBe(HOSTS);

  const next = await start(info, 'next', documented('npx playwright test --project=unit site-rules')).ended;

  expect(next.status, next.said).toBe(0);
  expect(readFileSync(hosts, 'utf8')).toBe(HOSTS);
});

test('a second run is refused while another holds the hosts file, and the holder is named', async ({}, info) => {
  const hosts = hostsFile(info);
  const first = start(info, 'first', PART);
  await underLease(hosts);

  // However long the second takes to begin, the first has not ended.
  first.process.kill('SIGSTOP');
  const second = await start(info, 'second', PART).ended;
  first.process.kill('SIGCONT');

  expect(second.status).toBe(1);
  expect(second.said).toContain(`pid ${first.process.pid}`);
  await first.ended;
  expect(readFileSync(hosts, 'utf8')).toBe(HOSTS);
});

test('the rootless alternative leaves the hosts file alone, and no check fails', async ({}, info) => {
  const hosts = hostsFile(info);
  const rootless = documented(
    'MIGRATION_OVERRIDE=resolver-rules npx playwright test --project=puma-prerelease tests/host/how-to-test',
  );
  const run = start(info, 'run', rootless);
  const touched: string[] = [];
  const watch = setInterval(() => {
    const now = readFileSync(hosts, 'utf8');
    if (now !== HOSTS) touched.push(now);
  }, 20);

  const { said } = await run.ended;
  clearInterval(watch);

  expect(touched).toEqual([]);
  expect(said).not.toContain('✗');
});
