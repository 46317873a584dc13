import { spawn, spawnSync } from 'node:child_process';

export type Outcome = { readonly stdout: string; readonly stderr: string };

/** Runs a program to its end. Throws with its last output when it does not exit with 0. */
export function run(program: string, args: readonly string[], input?: string): Outcome {
  const done = spawnSync(program, args, { input, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return judged(program, args, done.status, done.stdout, done.stderr, done.error);
}

/** The same without blocking, so that several hosts are processed in parallel. */
export async function runAside(program: string, args: readonly string[], input = ''): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'pipe' });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (status) => {
      try {
        resolve(judged(program, args, status, stdout, stderr));
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    // A program that ends without reading its input closes the pipe; its exit status shows the result.
    child.stdin.on('error', () => undefined).end(input);
  });
}

function judged(
  program: string,
  args: readonly string[],
  status: number | null,
  stdout: string,
  stderr: string,
  error?: Error,
): Outcome {
  if (error) throw new Error(`${program} could not be started: ${error.message}`);
  if (status === 0) return { stdout, stderr };
  const words = `${stdout}\n${stderr}`.trim().split('\n').slice(-15).join('\n');
  const ending = status === null ? 'was killed by a signal' : `exited with ${status}`;
  throw new Error(`${[program, ...args].join(' ').slice(0, 300)} ${ending}:\n${words}`);
}

/** One line for each task that takes longer than a moment, with the seconds that it took. */
export async function step<T>(what: string, work: () => T | Promise<T>): Promise<T> {
  const began = performance.now();
  process.stderr.write(`lab: ${what} ...`);
  try {
    const result = await work();
    process.stderr.write(` ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
    return result;
  } catch (error) {
    process.stderr.write(' failed\n');
    throw error;
  }
}
