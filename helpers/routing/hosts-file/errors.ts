import { userInfo } from 'node:os';
import { errorMessage } from '../../core/no-answer.js';
import { describeOwner, type Owner } from './owner.js';

/** Another run holds the hosts file. */
export class HostsFileInUse extends Error {
  override readonly name = 'HostsFileInUse';
  readonly owner: Owner;

  constructor(file: string, owner: Owner) {
    super(
      `${file} is in use by ${describeOwner(owner)} for: ${owner.purpose}.\n` +
        `  Only one run at a time may change it. Wait for that run, or end it with: kill ${owner.pid}`,
    );
    this.owner = owner;
  }
}

export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

/** The operating system's error codes for missing permission. */
export const FORBIDDEN = ['EACCES', 'EPERM', 'EROFS'] as const;

/** The same error, or, if the operating system refused, one that says what to do. */
export function explained(file: string, error: unknown): unknown {
  if (!hasCode(error, ...FORBIDDEN)) return error;
  const isRoot = process.getuid?.() === 0;
  return new Error(
    `${userInfo().username} is not permitted to change ${file}: ${errorMessage(error)}\n` +
      (isRoot
        ? `  Even root cannot change it: the file is on a read-only file system or immutable (lsattr ${file}). Fix that, or set `
        : '  Run this as root (sudo), or set ') +
      'MIGRATION_OVERRIDE=resolver-rules: ' +
      'the browser and the other clients of the suite are then pointed to the new host individually, and the hosts file is left alone.',
    { cause: error },
  );
}
