import { existsSync } from 'node:fs';
import { run } from '../exec.js';

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * A package source for another release of Debian, from the mirror that this machine uses itself.
 * @param suite code name of the release
 * @throws Error if this machine knows no Debian mirror, or cannot verify what comes from one
 */
export function debianSource(suite: string): string {
  const uri = process.env['LAB_DEBIAN_MIRROR'] ?? ownMirror();
  if (!uri)
    throw new Error(
      `packages from Debian ${suite} are needed, but no source in /etc/apt is a Debian mirror: ` +
        'name one in the environment variable LAB_DEBIAN_MIRROR',
    );
  if (!existsSync(KEYRING))
    throw new Error(`${KEYRING}, with Debian's signing keys, is missing: apt-get install debian-archive-keyring`);
  return `deb [signed-by=${KEYRING}] ${uri} ${suite} main`;
}

/** The mirror of Debian's main archive, as apt itself reads its sources; not the one for security updates. */
function ownMirror(): string | undefined {
  const format = '$(ORIGIN) $(RELEASE) $(REPO_URI)';
  return run('apt-get', ['indextargets', '--format', format, 'Created-By: Packages'])
    .stdout.split('\n')
    .map((line) => /^Debian [a-z]+ (\S+)$/.exec(line)?.[1])
    .find((uri) => uri !== undefined);
}
