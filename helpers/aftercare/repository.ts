import type { Aftercare, Host } from '../../targets/schema.js';
import { NoAnswer } from '../core/no-answer.js';
import { shellQuote } from '../ssh/ssh-errors.js';
import { runScript, hostLabel } from '../ssh/ssh.js';
import { linesAfter } from '../core/lines.js';

/** The production scripts and configuration of a host, as git sees them. */
export type Repository = {
  readonly head: string;
  /** Head of origin; empty if origin does not have the branch. */
  readonly origin: string;
  /** Lines of `git status --porcelain`, including files unknown to git. */
  readonly changes: readonly string[];
  /** Required paths under which git tracks no file. */
  readonly unknown: readonly string[];
};

const ASKED = 'git: which of its scripts and configuration files are under version control';

/**
 * @param files single files that must also be tracked, e.g. the scripts of the jobs
 * @throws {NoAnswer} when the host, git or origin gave no answer
 * @returns undefined if there is no repository
 */
export async function askRepository(
  host: Host,
  { gitDirectory, workTree, paths }: NonNullable<Aftercare['repository']>,
  files: readonly string[] = [],
): Promise<Repository | undefined> {
  const relative = (path: string): string => shellQuote(path.slice(workTree.replace(/\/$/, '').length + 1));
  const script = `export GIT_TERMINAL_PROMPT=0 GIT_OPTIONAL_LOCKS=0 GIT_SSH_COMMAND='ssh -o BatchMode=yes -o ConnectTimeout=3'
[ -d ${shellQuote(gitDirectory)} ] || { echo 'no repository'; exit; }
cd ${shellQuote(workTree)} || exit 3
export GIT_DIR=${shellQuote(gitDirectory)} GIT_WORK_TREE=${shellQuote(workTree)}
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.quotePath GIT_CONFIG_VALUE_0=false
# The configuration of the repository may name programs to run, so git runs as the owner of the repository.
owner=$(stat -c %U "$GIT_DIR")
bound=20
git() {
  if [ "$owner" = root ]; then timeout "$bound" git "$@"
  else su -s /bin/sh -c 'exec timeout "$0" git "$@"' "$owner" -- "$bound" "$@"; fi
}
echo "head $(git rev-parse HEAD)"
git status --porcelain --untracked-files=all -- ${paths.map(relative).join(' ')} | sed 's/^/dirty /'
for path in ${[...paths, ...files].map(relative).join(' ')}; do
  [ -n "$(git ls-files -- "$path" | head -n 1)" ] || echo "unknown /$path"
done
bound=8
if heads=$(git ls-remote --heads origin 2>&1); then
  printf '%s\\n' "$heads" | grep "refs/heads/$(git symbolic-ref --short HEAD)\\$" | sed 's/^/origin /'
else printf 'silent %s\\n' "$(printf '%s' "$heads" | head -n 1)"; fi
echo complete`;
  const { stdout } = await runScript(host, script, { description: ASKED });
  const lines = stdout.trim().split('\n');
  const after = linesAfter(lines);
  if (lines.includes('no repository')) return undefined;
  const [silent] = after('silent');
  if (silent !== undefined) throw new NoAnswer('git ls-remote origin', `the origin of ${gitDirectory}`, silent);
  const [head = ''] = after('head');
  if (lines.at(-1) !== 'complete' || head === '')
    throw new NoAnswer(ASKED, hostLabel(host), 'the answer from git is incomplete');
  return {
    head,
    origin: after('origin')[0]?.split('\t')[0] ?? '',
    changes: after('dirty'),
    unknown: after('unknown'),
  };
}
