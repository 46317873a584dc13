import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { CHECKOUT } from '../../../lab/paths.js';

/** A checkout with one command, which prints what it imports, what lies beside it, and its targets. */
function checkout(folder: string): string {
  mkdirSync(join(folder, 'targets', 'first'), { recursive: true });
  copyFileSync(join(CHECKOUT, 'run.js'), join(folder, 'run.js'));
  symlinkSync(join(CHECKOUT, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'beside.txt'), 'beside');
  writeFileSync(join(folder, 'words.ts'), "export const words: string = 'one';\n");
  target(folder, 'first');
  writeFileSync(
    join(folder, 'command.ts'),
    `import { readFileSync, readdirSync } from 'node:fs';
import { words } from './words.js';
const [name = ''] = process.argv.slice(2);
if (name === 'fail') {
  throw new Error('failed');
}
const { label } = (await import(\`./targets/\${name}/target.ts\`)) as { label: string };
console.log(words, readFileSync(new URL('beside.txt', import.meta.url), 'utf8'), label);
`,
  );
  return folder;
}

function target(folder: string, name: string): void {
  mkdirSync(join(folder, 'targets', name), { recursive: true });
  writeFileSync(join(folder, 'targets', name, 'target.ts'), `export const label = 'target ${name}';\n`);
}

const run = async (folder: string, ...args: string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, ['run.js', 'command.ts', ...args], { cwd: folder })).stdout.trim();

test('a command is bundled again when a file that it imports has changed', async ({}, info) => {
  const folder = checkout(info.outputPath('checkout'));
  expect(await run(folder, 'first')).toBe('one beside target first');
  writeFileSync(join(folder, 'words.ts'), "export const words: string = 'another';\n");
  expect(await run(folder, 'first')).toBe('another beside target first');
});

test('a command finds a target that was added after the command was bundled', async ({}, info) => {
  const folder = checkout(info.outputPath('checkout'));
  await run(folder, 'first');
  mkdirSync(join(folder, 'targets', 'second'));
  await run(folder, 'first');
  target(folder, 'second');
  expect(await run(folder, 'second')).toBe('one beside target second');
});

test('a command that is started several times at once runs each time', async ({}, info) => {
  const folder = checkout(info.outputPath('checkout'));
  const all = await Promise.all(Array.from({ length: 4 }, () => run(folder, 'first')));
  expect(all).toEqual(Array(4).fill('one beside target first'));
});

test('a bundle that was removed is rebuilt, and a command that does not exist is refused', async ({}, info) => {
  const folder = checkout(info.outputPath('checkout'));
  await run(folder, 'first');
  const cache = join(CHECKOUT, 'node_modules', '.cache', 'run');
  const note = readdirSync(cache).find(
    (name) => name.endsWith('.json') && readFileSync(join(cache, name), 'utf8').includes(join(folder, 'command.ts')),
  );
  const { main } = JSON.parse(readFileSync(join(cache, note ?? ''), 'utf8')) as { main: string };
  rmSync(dirname(main), { recursive: true });

  expect(await run(folder, 'first')).toBe('one beside target first');
  // Without its ending, no command would take itself for the one that was started.
  await expect(promisify(execFile)(process.execPath, ['run.js', 'command'], { cwd: folder })).rejects.toThrow(
    'no such command',
  );
});

test('the stack trace of an error gives the file and line in the source code', async ({}, info) => {
  const folder = checkout(info.outputPath('checkout'));
  await expect(run(folder, 'fail')).rejects.toThrow(/command\.ts:5:9/);
});
