import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host, Target } from '../../../targets/schema.js';
import { errorMessage, NoAnswer, rethrowNoAnswer, unansweredBy, type Unanswered } from '../../core/no-answer.js';
import { jobOn } from '../cron/job-on.js';
import { parseFacts } from './parse.js';
import type { HostFacts } from './types.js';
import { stateFolder } from '../../core/folders.js';
import { migrationKey } from '../../inventory/seal.js';
import { withoutUnreadable } from './unreadable.js';
import { shellQuote } from '../../ssh/ssh-errors.js';
import { runScript, hostLabel } from '../../ssh/ssh.js';
import { patient } from '../../core/patience.js';

/** A git origin that does not answer costs four seconds; the rest takes one. */
const TIMEOUT_MS = patient(25_000);
const ASKED = 'everything the suite needs to know about it (helpers/host/facts/probe.sh, over ssh)';

/** The stored result of a probe: the facts, or why there are none. */
type StoredFacts = { readonly facts: HostFacts } | { readonly noAnswer: Unanswered };

/**
 * Asks both hosts concurrently, once for the whole run, and stores their answers in the folder of the run, so that
 * all workers see the same. A host that gave no answer is stored as such; {@link readFacts} reports it.
 */
export async function gatherFacts(target: Target, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all(
    [target.hosts.old, target.hosts.new].map(async (host) => {
      const kept: StoredFacts = await askForFacts(target, host).then(
        (facts) => ({ facts }),
        (cause: unknown) => ({ noAnswer: unansweredBy(cause, ASKED, hostLabel(host)) }),
      );
      await writeFile(fileOf(folder, host), JSON.stringify(kept, null, 2));
    }),
  );
}

/**
 * The facts of a host as gathered at the start of the run.
 * @throws {NoAnswer} when it could not be asked then
 */
export async function readFacts(folder: string, host: Host): Promise<HostFacts> {
  const text = await readFile(fileOf(folder, host), 'utf8').catch((cause: unknown) => {
    throw new NoAnswer(ASKED, hostLabel(host), 'no facts were gathered at the start of this run', { cause });
  });
  // Written by gatherFacts of the same run: its shape is not validated again.
  const kept = JSON.parse(text) as StoredFacts;
  if ('facts' in kept) return withoutUnreadable(kept.facts, hostLabel(host));
  throw rethrowNoAnswer(kept.noAnswer);
}

/**
 * One question, one answer.
 * @throws {NoAnswer} when the host could not be reached, or its answer is not output of the probe
 */
export async function askForFacts(target: Target, host: Host): Promise<HostFacts> {
  const nonce = randomBytes(8).toString('hex');
  const key = migrationKey(stateFolder(target.name));
  const probe = await readFile(new URL('probe.sh', import.meta.url), 'utf8');
  const jobs = target.cron.jobs.map((job) => jobOn(job, host.role));
  const variables = {
    NONCE: nonce,
    SITES: target.sites.flatMap(({ root }) => root || []).join('\n'),
    JOBS: [...jobs, target.aftercare.deployment]
      .filter(({ script }) => script !== '')
      .map(({ user, script }) => `${user}\t${script}`)
      .join('\n'),
    TIMERS: jobs.flatMap(({ timer }) => timer ?? []).join('\n'),
    DATA: target.dataDirectory,
    BIG: target.aftercare.copyOfOldHost.partition,
    MASK: await readFile(new URL('../../inventory/mask.awk', import.meta.url), 'utf8'),
    INNER: key.inner,
    OUTER: key.outer,
  };
  const script = `${Object.entries(variables)
    .map(([name, value]) => `${name}=${shellQuote(value)}\n`)
    .join('')}${probe}`;
  const from = Date.now();
  const { stdout, stderr } = await runScript(host, script, { timeoutMs: TIMEOUT_MS, description: ASKED });
  const span = { from, to: Date.now() };
  try {
    return withoutUnreadable(parseFacts(stdout, nonce, span), hostLabel(host));
  } catch (cause) {
    const last = stderr.trim().split('\n').at(-1) ?? '';
    throw new NoAnswer(ASKED, hostLabel(host), `${errorMessage(cause)}${last === '' ? '' : ` (it said: ${last})`}`, {
      cause,
    });
  }
}

const fileOf = (folder: string, host: Host): string => join(folder, `facts-${host.role}.json`);
