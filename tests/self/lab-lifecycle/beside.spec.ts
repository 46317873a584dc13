import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { expect, test } from '@playwright/test';
import { up } from '../../../lab/lab.js';
import { CHECKOUT } from '../../../lab/paths.js';
import { labProcesses } from '../../../lab/hosts/processes.js';
import { documented, runToEnd } from '../docs/documented.js';

/** Programs that do a share in a lab beside, by their command lines. */
const shares = (): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ');
      } catch {
        return [];
      }
    })
    .filter((line) => line.includes('lab/faults/runner/fault-worker.ts'));

test('a second lab ends when the process that started it is killed with kill -9, and the lab that was already up keeps running', async () => {
  await up();
  const before = labProcesses();
  const { program, args } = documented('npm run faults -- --only puma-mta-stopped --labs 1');
  const child = spawn(program, args, { cwd: CHECKOUT, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.resume();

  await new Promise<void>((resolve) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (line.startsWith('lab 1: starting')) resolve();
    });
  });
  expect(shares()).not.toEqual([]);
  child.kill('SIGKILL');

  await expect.poll(shares).toEqual([]);
  expect(labProcesses()).toEqual(before);
});

test('with --new, a fault that has already been detected is not injected again', () => {
  const { status, said } = runToEnd(documented('npm run faults -- --new --write --only puma-mta-stopped'));

  expect(status, said).toBe(0);
  expect(said).toContain('there are no new faults');
});
