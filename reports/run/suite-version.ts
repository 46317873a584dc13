import { execFileSync } from 'node:child_process';
import type { VerdictFile } from '../decision/evidence.js';

/** Which commit of this suite judged, and whether files had been changed since; null values if git cannot tell. */
export function suiteVersion(folder: string): VerdictFile['suite'] {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8', timeout: 5_000, stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    return { commit: git('rev-parse', 'HEAD').trim(), changed: git('status', '--porcelain').trim() !== '' };
  } catch {
    return { commit: null, changed: null };
  }
}
