import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const RESERVE = 'reserve.bin';

/** Enough for the verdict, its pages, and the seal of a gate. */
const BYTES = 8 * 1024 * 1024;

/** Reserves disk space for the end of a run, so that a disk that fills up meanwhile does not cost the verdict. */
export const takeReserve = (folder: string): void => {
  // Nothing that a file system could store in less space.
  writeFileSync(join(folder, RESERVE), randomBytes(BYTES), { mode: 0o600 });
};

/** Releases it for what is written last. */
export const freeReserve = (folder: string): void => {
  rmSync(join(folder, RESERVE), { force: true });
};
