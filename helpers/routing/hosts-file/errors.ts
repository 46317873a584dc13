import { userInfo } from 'node:os';
import { errorMessage } from '../../core/no-answer.js';
import { describeOwner, type Owner } from './owner.js';

/** Somebody else's run holds the hosts file. */
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

/** The same error, or one that says what to do where the operating system refused. */
export function explained(file: string, error: unknown): unknown {
  if (!hasCode(error, 'EACCES', 'EPERM', 'EROFS')) return error;
  return new Error(
    `${userInfo().username} may not change ${file}: ${errorMessage(error)}\n` +
      '  Run this as root (sudo), or set MIGRATION_OVERRIDE=resolver-rules: ' +
      'the browser and the other clients of the suite are then led to the new host one by one, and the hosts file is left alone.',
    { cause: error },
  );
}
