import { isAbsent } from '../../targets/absent.js';
import { isDeployed } from '../core/is-deployed.js';
import type { Target } from '../../targets/schema.js';
import type { Setting } from '../../targets/setting.js';
import type { SettingsDraft } from '../core/settings.js';
import { missing, there, type Finding } from './finding.js';

/** Required parts of a target by path prefix, and what needs them; the first match counts. */
const REQUIRED = [
  ['hosts', 'the two hosts', 'every gate'],
  ['sites', 'the folders of the sites', 'steps 1, 2, and 4'],
  ['application', 'what the application needs', 'step 5, which uses the site as its members do'],
  ['mail', 'where test mail ends up', 'step 5 Email, and every check in other steps that sends mail'],
  ['databases', 'the account that reads the databases', 'the baseline and every check that reads the databases'],
  ['cron', 'the scripts of the jobs', 'steps 6 and 10'],
  ['', 'other settings', 'every gate'],
] as const;

/** Parts that a target may leave open, by path; whatever depends on them is unproven then. */
const OPEN: readonly {
  readonly what: string;
  readonly paths: readonly string[];
  readonly matters: string;
  /** For which targets any check needs it; if not given, for all. */
  readonly of?: (target: Target) => boolean;
}[] = [
  {
    what: 'the account that reads the databases',
    paths: ['databases.reader'],
    matters: 'the baseline and every check that reads the databases',
  },
  {
    what: 'where test mail ends up',
    paths: ['mail.mailhog'],
    matters: 'step 5 Email, and every check in other steps that sends mail',
    of: ({ application, mail }) => application !== null && mail.mailpit === null,
  },
  {
    what: 'permission to write to the hosts',
    paths: ['mayWrite', 'databases.writer'],
    matters: 'every check that writes to a host, such as those of steps 5, 6, and 11',
    of: (target) => target.application !== null || !isAbsent(target, 'databases'),
  },
  {
    what: 'accounts whose writes the frozen database must refuse',
    paths: ['databases.application', 'databases.privileged'],
    matters: 'step 11',
  },
  { what: 'name servers and TTL of the zone', paths: ['dns.servers', 'dns.ttl'], matters: 'step 14' },
  { what: 'web server sites enabled while the site is closed', paths: ['freeze.enabledSites'], matters: 'step 7' },
  {
    what: 'web server sites that forward to the new host',
    paths: ['postcutover.enabledSites'],
    matters: 'steps 17, 18, and "6 again", which need the time of the switch',
  },
  {
    what: 'the deployment script',
    paths: ['aftercare.deployment.script'],
    matters: 'aftercare, which checks that new code reaches the new host',
    of: ({ application }) => isDeployed(application),
  },
  {
    what: 'the other subdomains',
    paths: ['aftercare.subDomains'],
    matters: 'aftercare, which checks that they resolve to the new host',
  },
  {
    what: 'where backups are',
    paths: ['aftercare.backup.folder', 'aftercare.backup.store'],
    matters: 'aftercare, which checks that they are fresh, can be restored, and are also kept elsewhere',
  },
  {
    what: 'the copy of the old host',
    paths: ['aftercare.copyOfOldHost.partition', 'aftercare.copyOfOldHost.folder'],
    matters: 'aftercare, which checks that it is complete',
  },
  {
    what: 'the repository of scripts and configuration',
    paths: ['aftercare.repository'],
    matters: 'aftercare, which checks that the scripts and configuration are under version control',
  },
];

/** Gaps in the settings of a target: one finding for each cause, with the lines to add. */
export function settingsFindings(name: string, settings: readonly Setting[], draft: SettingsDraft): Finding[] {
  const target = draft.exemplary;
  const open = OPEN.filter(({ of }) => target === undefined || of === undefined || of(target)).flatMap((each) => {
    const { what, paths, matters } = each;
    const left = paths.filter(
      (path) =>
        isOpen(valueAt(draft.built, path)) &&
        !isSaidAbsent(draft.built, path) &&
        !draft.missing.some(({ fills }) => fills === path),
    );
    const lines = left.flatMap((path) => linesFor(path, name, settings));
    return left.length === 0 ? [] : [missing(what, 'left open, so whatever needs this is unproven', matters, lines)];
  });
  const wrong = [
    ...draft.problems.map((problem) => missing('settings', problem, 'every gate')),
    ...requiredFindings(draft.missing),
  ];
  const gaps = draft.exemplary?.gaps ?? [];
  const unfound = gaps.map((gap) =>
    missing(
      'what init could not determine',
      gap,
      'the prerelease gate, whose verdict is HOLD at best until this is filled in',
      [`targets/${name}/target.ts: fill in the value, then add the beginning of the message above to FILLED_IN`],
    ),
  );
  const first = wrong.length === 0 ? [there('settings', 'all required ones are present and well-formed')] : wrong;
  return [...first, ...unfound, ...open];
}

function requiredFindings(lacking: readonly Setting[]): Finding[] {
  const groupOf = ({ fills = '' }: Setting) => REQUIRED.find(([prefix]) => fills.startsWith(prefix));
  return REQUIRED.flatMap((group) => {
    const [, what, matters] = group;
    const own = lacking.filter((setting) => groupOf(setting) === group);
    const answer = own.length === 1 ? '1 setting is missing' : `${own.length} settings are missing`;
    return own.length === 0 ? [] : [missing(what, answer, matters, own.map(lineOf))];
  });
}

const lineOf = ({ name, example, meaning }: Setting): string => `${name}=${example}  # ${meaning}`;

function linesFor(path: string, name: string, settings: readonly Setting[]): string[] {
  const own = settings.filter(({ fills = '' }) => fills === path || fills.startsWith(`${path}.`));
  return own.length === 0 ? [`targets/${name}/target.ts: ${path}`] : own.map(lineOf);
}

/** Is this part, or one that contains it, declared absent? */
const isSaidAbsent = (built: unknown, path: string): boolean =>
  isAbsent({ absent: { ...(valueAt(built, 'absent') as object) } }, path);

const isOpen = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || value === false || (Array.isArray(value) && !value.length);

/** The value at a dotted path. */
function valueAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, key) => (at instanceof Object ? (at as Record<string, unknown>)[key] : undefined), value);
}

/** Paths that a target may leave open. */
export const OPEN_PATHS: readonly string[] = OPEN.flatMap(({ paths }) => paths);
