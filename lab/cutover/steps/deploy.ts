import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LAB_ROX } from '../../rox.js';
import { lab } from '../../../targets/lab/target.js';
import { onHost } from '../../hosts/hosts.js';
import { CHECKOUT, PATHS } from '../../paths.js';
import { run } from '../../exec.js';
import { assertDone, type CutoverStep } from '../step.js';

const { script } = lab.aftercare.deployment;
const { www } = LAB_ROX.sites;
const SOURCE = join(CHECKOUT, 'lab', 'site', 'jobs', 'scripts', 'deploy.sh');

/** The developers' repository, to which other people push. */
const git = (...args: string[]): string => run('git', ['-C', join(PATHS.git, 'rox.git'), ...args]).stdout.trim();
const headOf = (branch: string): string => git('rev-parse', `refs/heads/${branch}`);

async function missing(): Promise<string | undefined> {
  const said = await onHost(
    'puma',
    `test -x ${script} || echo '${script} is missing or not executable'
    head=$(git -c safe.directory='*' -C ${www.root} rev-parse HEAD)
    [ "$head" = ${headOf(www.branch)} ] || echo "${www.name} on Puma is at $head, not the head of ${www.branch}"`,
  );
  if (headOf(www.branch) !== headOf(LAB_ROX.sites.alpha.branch)) return `no new release on ${www.branch}`;
  return said.trim().split('\n')[0] || undefined;
}

export const deploy: CutoverStep = {
  id: 'deploy',
  step: 'deployment',
  what: 'The changes tried out on alpha are released, and the deployment script on Puma deploys them to www',
  who: 'planetcruiser',
  do: async () => {
    git('update-ref', `refs/heads/${www.branch}`, headOf(LAB_ROX.sites.alpha.branch));
    await onHost(
      'puma',
      `cat >${script} <<'END_OF_FILE'\n${readFileSync(SOURCE, 'utf8')}END_OF_FILE\nchmod 755 ${script}\n${script}`,
    );
    await assertDone(missing);
  },
  undo: async () => {
    if (headOf(www.branch) === headOf(LAB_ROX.sites.alpha.branch))
      git('update-ref', `refs/heads/${www.branch}`, `refs/heads/${www.branch}~1`);
    await onHost(
      'puma',
      `rm -f ${script}
      cd ${www.root}
      su bwrox -c 'git fetch --quiet && git reset --quiet --hard origin/${www.branch}'
      /usr/local/bin/update_status.sh
      /etc/init.d/rox restart >/dev/null`,
    );
  },
  verify: missing,
};
