import type { CronJob, Host, Site } from '../../../targets/schema.js';
import { NoAnswer } from '../../core/no-answer.js';
import { jobOn } from '../cron/job-on.js';
import { findJob, scriptOf, type JobState, type Program } from '../cron/crontab-job.js';
import { deploymentOf, mentionsOf, originHeadOf, type Mentions } from './site.js';
import type { HostFacts, SiteFacts } from './types.js';
import { runScript, hostLabel, type ScriptResult, type RunOptions } from '../../ssh/ssh.js';

/** One of the two hosts, which checks can ask. */
export type HostProbe = {
  readonly name: Host['name'];
  readonly address: string;
  /** The minimum by which the host's clock is off, in milliseconds. NoAnswer when that is not known to within a second. */
  clockOffMs: () => number;
  /** The state of a deployment on this host, as git reports it. */
  deployment: (site: Site) => SiteFacts;
  /** The head of the site's branch, as origin reports it to this host. */
  originHead: (site: Site & { readonly branch: string }) => string;
  /** Where this host's active configuration names another host. */
  mentionsOf: (other: Host) => Mentions;
  /** Where a cron job of the target is defined on this host, and whether it is on. */
  job: (job: CronJob) => JobState;
  /** Is the script of a job there, and may the job's user start it? */
  scriptOf: (job: CronJob | Program) => ReturnType<typeof scriptOf>;
  /** Processes that run the script of a job, as `PID USER`. */
  processesOf: (job: CronJob) => readonly string[];
  /** Runs a POSIX sh script as root, through ssh. A script that changes something belongs in a test with @writes. */
  run: (script: string, options?: RunOptions) => Promise<ScriptResult>;
};

/** A host as specs see it: questions about its facts, and a way to ask more. */
export const createHostProbe = (host: Host, known: HostFacts): HostProbe => ({
  name: host.name,
  address: host.ipv4,
  clockOffMs: () => {
    const { aheadMs, uncertainMs } = known.clock;
    if (uncertainMs > 1_000)
      throw new NoAnswer(
        'the time',
        hostLabel(host),
        `the query took so long that the answer may be off by ${uncertainMs} ms`,
      );
    return Math.max(0, Math.abs(aheadMs) - uncertainMs);
  },
  deployment: (site) => deploymentOf(host, known, site),
  originHead: (site) => originHeadOf(host, known, site),
  mentionsOf: (other) => mentionsOf(other, known),
  job: (job) => findJob(known.cron, jobOn(job, host.role), hostLabel(host)),
  scriptOf: (job) => scriptOf(known.cron, 'id' in job ? jobOn(job, host.role) : job, hostLabel(host)),
  processesOf: (job) => {
    const { user, script } = jobOn(job, host.role);
    const why = known.unreadable['processes'];
    if (why !== undefined) throw new NoAnswer(`processes of ${script}`, hostLabel(host), why);
    return known.cron.scripts[`${user} ${script}`]?.processes ?? [];
  },
  run: (script, options) => runScript(host, script, options),
});
