import { randomBytes } from 'node:crypto';
import { PATHS } from '../paths.js';
import { run } from '../exec.js';

/** A name for a host's control group. A machine has one set of them for all its labs, so no two names are the same. */
export const newGroup = (host: string): string => `deer-to-puma-${host}-${randomBytes(4).toString('hex')}`;

/** $1 is a folder to mount on, in a mount namespace that ends with this. Mounting the named hierarchy would create it, so that is not done here. */
const REMOVE = `mount --make-rprivate /
mount -t tmpfs tmpfs "$1"
mkdir "$1/v1" "$1/v2"
mount -t cgroup2 none "$1/v2" 2>/dev/null || :
if grep -q :name=systemd: /proc/self/cgroup; then mount -t cgroup -o none,name=systemd,xattr systemd "$1/v1"; fi
for group in "$1"/v?/deer-to-puma-*; do
  if [ -d "$group" ] && ! grep -qs 'populated 1' "$group/cgroup.events"; then
    find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || :
  fi
done
ls -d "$1"/v?/deer-to-puma-* 2>/dev/null || :`;

/**
 * Removes the control groups that ended hosts have left behind. Those of another lab that is up are in use, and are kept.
 * @returns the names of those that are left
 */
export function removeOldGroups(): string[] {
  const left = run('unshare', ['--mount', 'sh', '-euc', REMOVE, 'sh', PATHS.lab]).stdout;
  return left
    .split('\n')
    .flatMap((path) => path.split('/').slice(-1))
    .filter((name) => name !== '');
}
