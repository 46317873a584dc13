import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { expect, test } from '@playwright/test';
import { up } from '../../../lab/lab.js';
import { CHECKOUT } from '../../../lab/paths.js';
import { labProcesses } from '../../../lab/hosts/processes.js';

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

test('a lab beside ends with a kill -9 of who started it, and the lab that is up goes on', async () => {
  await up();
  const before = labProcesses();
  const command = ['--import', 'tsx', 'lab/faults/runner/main.ts', '--only', 'puma-mta-stopped', '--labs', '1'];
  const child = spawn(process.execPath, command, { cwd: CHECKOUT, stdio: ['ignore', 'pipe', 'pipe'] });
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
