import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { CHECKOUT } from '../../../lab/paths.js';

/** The pair's commands, as a user types them. One lab, so one test at a time. */
test.describe.configure({ mode: 'serial', timeout: 30 * 60_000 });

const TSX = join(CHECKOUT, 'node_modules', 'tsx', 'dist', 'cli.mjs');

function lab(...args: string[]): { status: number | null; said: string } {
  const done = spawnSync(process.execPath, [TSX, join(CHECKOUT, 'lab', 'cli.ts'), ...args], { encoding: 'utf8' });
  return { status: done.status, said: done.stdout + done.stderr };
}

test('up brings the pair up, and a second up changes nothing', () => {
  const first = lab('up', '--pair', 'blog');
  expect(first.status, first.said).toBe(0);

  expect(lab('up', '--pair', 'blog').said).toContain('up already');
});

test('status lists the hosts of the pair, and a shell opens on them', () => {
  const { status, said } = lab('status');

  expect(status, said).toBe(0);
  expect(said).toMatch(/^lab: pair blog, .*^ {2}old +198\.51\.100\.50 .* up$.*^ {2}new +198\.51\.100\.60 .* up$/ms);
  expect(lab('shell', 'old', '--', 'cat', '/etc/debian_version').said).toMatch(/^11\./);
  expect(lab('shell', 'new', '--', 'cat', '/etc/debian_version').said).toMatch(/^13\./);
});

test('a host of another pair and a pair that there is not are refused, with those that there are', () => {
  expect(lab('shell', 'deer')).toMatchObject({
    status: 1,
    said: expect.stringContaining('One of: old, new,'),
  });
  expect(lab('up', '--pair', 'shop')).toMatchObject({
    status: 1,
    said: expect.stringContaining('there are: bewelcome, blog'),
  });
});

test('a state is saved, loaded and forgotten', () => {
  expect(lab('shell', 'old', '--', 'touch', '/root/kept').status).toBe(0);
  expect(lab('save', 'mine').status).toBe(0);
  expect(lab('load', 'before-switch', '--pair', 'blog').status).toBe(0);
  expect(lab('shell', 'old', '--', 'test', '-e', '/root/kept').status).toBe(1);

  expect(lab('load', 'mine').status).toBe(0);

  expect(lab('shell', 'old', '--', 'test', '-e', '/root/kept').status).toBe(0);
  expect(lab('load', 'before-switch').status).toBe(0);
  expect(lab('forget', 'mine').status).toBe(0);
});
