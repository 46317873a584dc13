import { isDeployed } from '../core/is-deployed.js';
import { readFileSync } from 'node:fs';
import { isAbsent } from '../../targets/absent.js';
import type { Host, Target } from '../../targets/schema.js';
import { unique } from '../core/lists.js';
import { NoAnswer } from '../core/no-answer.js';
import { runScript } from '../ssh/ssh.js';
import { shellQuote, sudoRefusal } from '../ssh/ssh-errors.js';
import { missing, there, type Finding } from './finding.js';

const TIMEOUT_MS = 15_000;
const BOUND_SECONDS = 10;
const ALL = 'every gate';

/** Programs of a host (alternatives separated by |), the Debian package that contains them, and their use here. */
const TOOLS = [
  ['awk', 'mawk', ALL],
  ['sed', 'sed', ALL],
  ['grep', 'grep', ALL],
  ['find', 'findutils', ALL],
  ['xargs', 'findutils', ALL],
  ['md5sum', 'coreutils', 'the baseline and the Differences step'],
  ['sha256sum', 'coreutils', ALL],
  ['ps', 'procps', ALL],
  ['ss', 'iproute2', 'the baseline, step 1, and every step that compares ports'],
  ['getent', 'libc-bin', ALL],
  ['su|setpriv', 'util-linux', 'steps 2, 5, and 6, and every later step that runs something as another account'],
  ['bash', 'bash', 'steps 1 and 16, and the steps still-sound and old-host-gone'],
  ['apache2ctl|apachectl|httpd|nginx', 'apache2', ALL],
] as const;
/** These show mail that is waiting to be sent. */
const MAIL = ['postqueue|exim4|exim|mailq', 'postfix', 'step 9'] as const;
/** These answer every question about an application that is deployed from a repository. */
const GIT = ['git', 'git', 'step 2 and the deployment step'] as const;

type Wanted = { readonly path: string; readonly matters: string; readonly mustBe: boolean };

/** Paths that the gates read on a host. On the new one, a gate itself reports what is not there yet. */
function wantedOn(host: Host, target: Target): Wanted[] {
  const mustBe = host.role === 'old';
  const { cronLog, mailLog, errorLogs } = target.postcutover;
  return [
    ...target.sites.map(({ root }) => ({ path: root, matters: 'steps 2 and 4', mustBe })),
    { path: target.dataDirectory, matters: 'step 13', mustBe },
    ...target.cron.jobs.map(({ script }) => ({ path: script, matters: 'step 6', mustBe })),
    ...['/etc/crontab', '/etc/cron.d/*', '/var/spool/cron/crontabs/*'].map((path) => ({
      ...{ path, matters: 'steps 6 and 10', mustBe: false },
    })),
    { path: '/etc/shadow', matters: 'step 6 (expired accounts run no jobs)', mustBe: false },
    ...[cronLog, mailLog, ...errorLogs]
      .flatMap(({ files }) => files)
      .map((path) => ({ path, matters: 'step 17', mustBe: false })),
  ].filter(({ path }) => path.startsWith('/'));
}

/**
 * Asks a host, in one ssh round trip, what the gates would be unable to get from it.
 * @param examples paths that no one has corrected yet
 * @throws {NoAnswer} when it could not be asked
 */
export async function hostFindings(host: Host, target: Target, examples: readonly string[]): Promise<Finding[]> {
  const wanted = wantedOn(host, target).filter(({ path }) => !examples.includes(path));
  const tools = [
    ...TOOLS,
    ...(isAbsent(target, 'mail') ? [] : [MAIL]),
    ...(isDeployed(target.application) ? [GIT] : []),
  ];
  const lines = { TOOLS: tools.map(([names]) => names), PATHS: unique(wanted.map(({ path }) => path)) };
  const part = `${assigned(lines)}${read('part.sh')}`;
  const script = `${assigned({ PART: [part], BOUND: [String(BOUND_SECONDS)] })}${read('host.sh')}`;
  const description = 'what the gates need from it';
  const { stdout } = await runScript(host, script, { timeoutMs: TIMEOUT_MS, description, as: 'account' });
  const rows = stdout.split('\n').map((line) => line.split('\t'));
  if (!rows.some(([tag]) => tag === 'end')) throw new NoAnswer(description, host.name, 'its answer was cut off');
  return [...accountFindings(rows), ...toolFindings(rows, tools), ...pathFindings(rows, wanted)];
}

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const assigned = (values: Readonly<Record<string, readonly string[]>>): string =>
  Object.entries(values)
    .map(([name, lines]) => `${name}=${shellQuote(lines.join('\n'))}\n`)
    .join('');

type Rows = readonly (readonly string[])[];

function accountFindings(rows: Rows): Finding[] {
  const [, account = '?', uid] = rows.find(([tag]) => tag === 'account') ?? [];
  const refused = rows.find(([tag]) => tag === 'refused')?.[1];
  if (refused === undefined) return [there('ssh', uid === '0' ? 'logged in as root' : `${account}, root via sudo`)];
  return [
    there('ssh', `logged in as ${account}`),
    missing(
      'sudo',
      sudoAnswer(refused),
      'every gate, to read this host as root; without sudo, every check that reads this host as root is unproven',
      [`${account} ALL=(root) NOPASSWD: /usr/bin/timeout -k 2 * sh -s  # a line for /etc/sudoers.d/migration-verdict`],
    ),
  ];
}

const sudoAnswer = (said: string): string =>
  sudoRefusal(said)?.startsWith('the ssh account is not root') ? 'not installed (apt-get install sudo)' : said;

function toolFindings(rows: Rows, tools: readonly (readonly [string, string, string])[]): Finding[] {
  const lacks = tools.filter(([names]) =>
    rows.some(([tag, name, is]) => tag === 'tool' && name === names && is === 'no'),
  );
  if (lacks.length === 0) return [there('tools', `all ${tools.length} are installed`)];
  return lacks.map(([names, apt, matters]) =>
    missing(`tool ${names.replaceAll('|', ' or ')}`, 'not found', matters, [`apt-get install ${apt}`]),
  );
}

/** One finding for each cause: unreadable paths, and paths that are not where the target says. */
function pathFindings(rows: Rows, wanted: readonly Wanted[]): Finding[] {
  const stateOf = (path: string) => rows.find(([tag, name]) => tag === 'path' && name === path)?.[2];
  const unreadable = wanted.filter(({ path }) => stateOf(path) === 'unreadable');
  const absent = wanted.filter(({ path, mustBe }) => mustBe && stateOf(path) === 'absent');
  const listed = (some: readonly Wanted[]): [string, string] => [
    unique(some.map(({ path }) => path)).join(', '),
    unique(some.map(({ matters }) => matters)).join('; '),
  ];
  const findings: Finding[] = [];
  if (unreadable.length > 0) {
    const [paths, matters] = listed(unreadable);
    findings.push(
      missing('files', `this account cannot read ${paths}`, matters, [
        'add the sudoers line; the scripts then run as root',
      ]),
    );
  }
  if (absent.length > 0) {
    const [paths, matters] = listed(absent);
    findings.push(missing('files', `cannot find ${paths}`, matters, ['correct these paths in the target']));
  }
  if (findings.length > 0) return findings;
  const count = unique(wanted.map(({ path }) => path)).length;
  return [there('files', `of the ${count} paths that the gates read, all that exist are readable`)];
}
