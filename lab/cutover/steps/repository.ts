import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lab, LAB_NET } from '../../../targets/lab/target.js';
import { onHost } from '../../hosts/hosts.js';
import { PATHS } from '../../paths.js';
import { run } from '../../exec.js';
import { assertDone, type CutoverStep } from '../step.js';

const { repository: wanted } = lab.aftercare;
if (wanted === null) throw new Error('the target names no repository');
const { gitDirectory, workTree } = wanted;
const paths = wanted.paths.map((path) => path.slice(1)).join(' ');
const ORIGIN = join(PATHS.git, 'production.git');
const GIT = `cd ${workTree}
git() { command git --git-dir=${gitDirectory} --work-tree=${workTree} "$@"; }`;

/** Secrets are in no repository; the other paths change on their own. */
const LEFT_OUT = [
  '/etc/shadow*',
  '/etc/gshadow*',
  '/etc/ssh/ssh_host_*_key',
  '/etc/ssl/private',
  '/etc/ssl/*/privkey.pem',
  '/etc/ssl/*/dkim.key',
  '/etc/bind/rndc.key',
  '/etc/mysql/debian.cnf',
  '/etc/*-',
  '/etc/.pwd.lock',
  '*.db',
];

async function missing(): Promise<string | undefined> {
  if (!existsSync(ORIGIN)) return 'there is no repository for Puma';
  const said = await onHost(
    'puma',
    `${GIT}
    git status --porcelain --untracked-files=all -- ${paths}
    [ "$(git rev-parse HEAD)" = "$(git ls-remote origin HEAD | cut -f 1)" ] || echo 'HEAD is not pushed'`,
  );
  return said.trim().split('\n')[0] || undefined;
}

export const repository: CutoverStep = {
  id: 'repository',
  step: 'repository',
  what: "Puma's scripts and configuration are under version control",
  who: 'planetcruiser',
  do: async () => {
    if (!existsSync(ORIGIN)) run('git', ['init', '--quiet', '--bare', '--initial-branch=master', ORIGIN]);
    await onHost(
      'puma',
      `if [ ! -e ${gitDirectory} ]; then
        umask 077
        git init --quiet --bare --initial-branch=master ${gitDirectory}
        git --git-dir=${gitDirectory} config core.bare false
        git --git-dir=${gitDirectory} remote add origin git://git.${LAB_NET.zone}/production.git
      fi
      cat >${gitDirectory}/info/exclude <<'END_OF_LIST'\n${LEFT_OUT.join('\n')}\nEND_OF_LIST
      ${GIT}
      git add --all -- ${paths}
      git diff --cached --quiet 2>/dev/null ||
        git -c user.name=root -c user.email=root@${lab.hosts.new.hostname} commit --quiet -m 'Puma as it has been running since the switch'
      git push --quiet origin HEAD:master`,
    );
    await assertDone(missing);
  },
  undo: async () => {
    rmSync(ORIGIN, { recursive: true, force: true });
    await onHost('puma', `rm -rf ${gitDirectory}`);
  },
  verify: missing,
};
