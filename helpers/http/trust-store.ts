import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Target } from '../../targets/schema.js';
import { stateFolder } from '../core/folders.js';

type Trusting = Pick<Target, 'name' | 'authority' | 'browserHome'>;

/** HOME of the browser, below which it looks for authorities that the user trusts; undefined: the user's own. */
export function browserHomeOf({ name, authority, browserHome }: Trusting): string | undefined {
  if (browserHome !== undefined || authority === undefined || !existsSync(authority)) return browserHome;
  const digest = createHash('sha256').update(readFileSync(authority)).digest('hex').slice(0, 12);
  return join(stateFolder(name), `browser-${digest}`);
}

/**
 * Creates the browser's trust store for a private authority if there is none yet.
 * @throws Error when certutil is not installed, or refuses the authority
 */
export function makeTrustStore(target: Trusting): void {
  const { authority } = target;
  const home = browserHomeOf(target);
  if (authority === undefined || home === undefined || home === target.browserHome || existsSync(home)) return;
  mkdirSync(dirname(home), { recursive: true });
  const made = mkdtempSync(`${home}.`);
  const store = join(made, '.pki', 'nssdb');
  mkdirSync(store, { recursive: true });
  for (const args of [
    ['-N', '--empty-password'],
    ['-A', '-n', 'private authority', '-t', 'C,,', '-i', authority],
  ]) {
    const { status, error, stderr } = spawnSync('certutil', ['-d', `sql:${store}`, ...args], { encoding: 'utf8' });
    if (status === 0) continue;
    const why = error ? 'certutil is not installed (apt-get install libnss3-tools)' : stderr.trim();
    throw new Error(`The browser cannot be made to trust ${authority}: ${why}`);
  }
  renameSync(made, home);
}
