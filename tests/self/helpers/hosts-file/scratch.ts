import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import type { TestInfo } from '@playwright/test';

export const ENTRIES = [
  { address: '198.51.100.20', name: 'www.bewelcome.example' },
  { address: '2001:db8:51::20', name: 'www.bewelcome.example' },
  { address: '198.51.100.20', name: 'alpha.bewelcome.example' },
];

/** Names of ours behind other names, in other letters, twice, and in both families. */
export const USUAL = [
  '127.0.0.1\tlocalhost # kept',
  '198.51.100.10 deer.bewelcome.example WWW.bewelcome.example deer # old server',
  '2001:db8:51::10   www.bewelcome.example',
  '',
  '# 192.0.2.1 www.bewelcome.example was once here',
  '198.51.100.10 www.bewelcome.example',
  '::1 localhost ip6-localhost',
  '',
].join('\n');

/** A hosts file of the test's own. */
export function hostsFile(info: TestInfo, content: string | Buffer): string {
  const file = info.outputPath('hosts', 'hosts');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

/** A `onStage` that throws at the given stage. */
export const throwAt =
  (fatal: string) =>
  (stage: string): void => {
    if (stage === fatal) throw new Error(`stopped at ${stage}`);
  };

/** Everything beside and in the hosts file: what a test compares before and after. */
export const traceOf = (file: string): { content: string; files: string[] } => ({
  content: readFileSync(file, 'latin1'),
  files: readdirSync(dirname(file)),
});

/** Runs holder.ts to its end and says how it ended. */
export async function runHolder(
  file: string,
  killAt: string,
  shellBefore = ':',
  call: number | string = 0,
): Promise<string> {
  const child = startHolder(file, killAt, shellBefore, call);
  let errors = '';
  child.stderr?.on('data', (chunk) => (errors += String(chunk)));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return signal ?? (code === 0 ? 'done' : errors);
}

/** Starts holder.ts and waits until it holds the lease. */
export async function holderOf(file: string): Promise<ChildProcess> {
  const child = startHolder(file, 'hold');
  if (child.stdout) await once(createInterface(child.stdout), 'line');
  return child;
}

function startHolder(file: string, killAt: string, shellBefore = ':', call: number | string = 0): ChildProcess {
  const program = bundledHolder(join(dirname(file), '..'));
  const command = ['-c', `${shellBefore}; exec "$0" "$@"`, process.execPath, program, file, killAt, String(call)];
  return spawn('sh', command, { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** holder.ts as one file: a process that has to compile its imports first takes a second to start. */
export function bundledHolder(folder: string): string {
  const program = join(folder, 'holder.cjs');
  if (existsSync(program)) return program;
  const source = fileURLToPath(new URL('holder.ts', import.meta.url));
  buildSync({ entryPoints: [source], bundle: true, platform: 'node', outfile: program, logLevel: 'error' });
  return program;
}
