import { randomBytes } from 'node:crypto';
import type { CronJob, Host } from '../../../targets/schema.js';
import { NoAnswer } from '../../core/no-answer.js';
import { shellQuote } from '../../ssh/ssh-errors.js';
import { runScript, hostLabel } from '../../ssh/ssh.js';

/** How a job ended. `stdout` and `stderr` are the output that cron would have mailed. */
export type CronRun = {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
};

/** The parts of a crontab entry that a run needs. */
export type RunnableJob = Pick<CronJob, 'id' | 'user' | 'command'> & {
  /** Environment lines that apply to the entry. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The text after a % in the entry. */
  readonly input?: string | undefined;
};

/** Variables that cron(8) sets: crontab(5), "several environment variables are set up automatically". */
const OF_CRON = { SHELL: '/bin/sh', PATH: '/usr/bin:/bin' };
/** Lines of the crontab cannot change the user that the job runs as. */
const NOT_FOR_THE_TABLE: readonly string[] = ['LOGNAME', 'USER', 'HOME'];

/**
 * Runs a job now, as cron would: as its user, in an environment with only the variables that cron and the crontab set, in the
 * user's home, with the crontab's shell, no terminal, and no input. What PAM would add (/etc/environment, the locale) is
 * left out on purpose: a job that needs it is one `READ_ENV` away from breaking.
 * @param timeoutMs after which the job is killed on the host too
 * @throws {NoAnswer} when the host could not be asked or the job did not finish in time
 * @throws Error when the host has no such account or the account has no home to start in
 */
export async function runAsCron(host: Host, job: RunnableJob, timeoutMs: number): Promise<CronRun> {
  const asking = `${job.id}, run as cron would run it (user ${job.user}: ${job.command})`;
  const nonce = randomBytes(8).toString('hex');
  const settings = Object.entries({ ...OF_CRON, ...job.environment }).filter(
    ([name]) => !NOT_FOR_THE_TABLE.includes(name),
  );
  const shell = job.environment?.['SHELL'] ?? OF_CRON.SHELL;
  // The words of the job's command are passed as arguments; they are never part of a script.
  const words = [...settings.map(([name, value]) => `${name}=${value}`), shell, '-c', job.command]
    .map(shellQuote)
    .join(' ');
  const seconds = Math.ceil(timeoutMs / 1000);
  const script = `
user=${shellQuote(job.user)}
home=$(getent passwd "$user" | cut -d: -f6)
[ -n "$home" ] || { echo "${nonce} no account"; exit; }
cd "$home" || { echo "${nonce} no home directory $home"; exit; }
umask 022
# su would put the job into its own session, where the time-out does not reach it.
if command -v setpriv >/dev/null; then become="setpriv --reuid=$user --regid=$(id -g "$user") --init-groups --"
else become="su -s /usr/bin/env $user --"; fi
start=$(date +%s%3N)
printf %s ${shellQuote(job.input ?? '')} | timeout -k 2 ${seconds} $become env -i "HOME=$home" "LOGNAME=$user" ${words}
code=$?
printf '\\n%s %d %d\\n' ${nonce} "$code" $(($(date +%s%3N) - start))`;
  const { stdout, stderr } = await runScript(host, script, { timeoutMs: timeoutMs + 5_000, description: asking });

  const [, code, durationMs] = new RegExp(`\\n${nonce} (\\d+) (\\d+)\\n$`).exec(stdout) ?? [];
  if (code === undefined || durationMs === undefined) {
    const missing = new RegExp(`${nonce} no (.+)\\n$`).exec(stdout)?.[1];
    if (missing !== undefined)
      throw new Error(`${hostLabel(host)} has no ${missing} for ${job.user}, so cron cannot run ${job.id}`);
    throw new NoAnswer(asking, hostLabel(host), 'its answer was cut off');
  }
  if (Number(durationMs) >= timeoutMs)
    throw new NoAnswer(asking, hostLabel(host), `the job did not finish within ${seconds} s`);
  return {
    exitCode: Number(code),
    stdout: stdout.slice(0, stdout.lastIndexOf(`\n${nonce} `)),
    stderr,
    durationMs: Number(durationMs),
  };
}
