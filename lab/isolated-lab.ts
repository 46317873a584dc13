import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { LAB_HOME } from '../targets/lab/target.js';
import { pairOfNow } from './lab.js';
import { CHECKOUT, PATHS } from './paths.js';
import { inheritedEnv } from './rehearsal/child-process.js';

/** The folder of each lab besides the machine's own; it is named after the process that created it. */
const PLACE = join(LAB_HOME, 'beside');

/** Pairs of a folder and the path that it is mounted over, then the command after `--`. */
const APART = `mount -t sysfs sysfs /sys && ip link set lo up || exit 97
while [ "$1" != -- ]; do mount --bind "$1" "$2" || exit 97; shift 2; done
shift
# Process 1 of its namespace, which must reap orphans: a shell does, Node does not.
"$@"
ended=$?
exit $ended`;

/**
 * Starts a Node program of this repository in its own lab, isolated from the machine's: networks, processes, and mounts are its
 * own and end with it, however it ends. It uses the image and the saved states of the machine's lab, which must have them already:
 * the program can load states, but save none. It communicates with us over Node's IPC.
 * @param name of this lab among those of this process
 */
export function startIsolatedLab(name: string, args: readonly string[]): ChildProcess {
  const own = join(PLACE, `${process.pid}-${name}`);
  const baseline = join(pairOfNow().base(), 'baseline');
  for (const folder of [join(own, 'lab'), PATHS.lab, baseline]) mkdirSync(folder, { recursive: true });
  // The gate deer-baseline writes it.
  cpSync(baseline, join(own, 'baseline'), { recursive: true });
  const laid = [join(own, 'lab'), PATHS.lab, join(own, 'baseline'), baseline];
  const namespaces = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const child = spawn('unshare', [...namespaces, 'sh', '-c', APART, 'sh', ...laid, '--', process.execPath, ...args], {
    cwd: CHECKOUT,
    env: inheritedEnv(),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  // Whole lines, prefixed with the name: several labs print at the same time.
  for (const words of [child.stdout, child.stderr])
    if (words)
      createInterface({ input: words }).on('line', (line) =>
        process.stderr.write(`lab ${name}: ${line.replace(/^lab: /, '')}\n`),
      );
  child.once('exit', () => {
    rmSync(own, { recursive: true, force: true });
  });
  return child;
}

/** Removes what the labs of killed processes have left behind. Nothing of theirs is still running. */
export function removeStaleLabs(): void {
  if (!existsSync(PLACE)) return;
  for (const name of readdirSync(PLACE))
    if (!existsSync(`/proc/${name.split('-')[0] ?? ''}`)) rmSync(join(PLACE, name), { recursive: true, force: true });
}
