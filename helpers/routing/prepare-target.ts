import { spawn } from 'node:child_process';
import type { Target } from '../../targets/schema.js';

/**
 * Runs the command that prepares a target, showing its output as it comes: building a lab takes a while.
 * @throws Error when it fails
 */
export async function prepareTarget({ name, prepare: command }: Target): Promise<void> {
  if (command === null) return;
  const [program = '', ...args] = command;
  const failed = (why: string): Error =>
    new Error(`The target ${name} could not be prepared: \`${command.join(' ')}\` ${why}`);
  await new Promise<void>((resolve, reject) => {
    // To stderr, so that programs can still parse a reporter's output on stdout.
    const child = spawn(program, args, { stdio: ['ignore', 2, 2] });
    child.on('error', (cause) => {
      reject(failed(`did not start: ${cause.message}`));
    });
    child.on('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(failed(`ended with ${signal ?? `status ${code ?? 'unknown'}`}; see its output above`));
    });
  });
}
