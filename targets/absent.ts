import type { GateId, StepId } from '../runbook.js';
import type { ApplicationStepId } from './applications/index.js';

/** Something that a migration may lack. A target says `{ absent: 'why' }` in its place, and evidence has to confirm it. */
type Absence = {
  /** As it completes "there is no". */
  readonly what: string;
  /** The value that the target holds in its place: nothing, in the form of the schema. */
  readonly instead: unknown;
  /** Checks that are left out in that case, by the beginning of their ids. */
  readonly leavesOut: readonly string[];
  /** Steps that these checks prove, or that have no other check: each gets a check that confirms the absence. */
  readonly proves: readonly (StepId | ApplicationStepId)[];
  /** Hosts that must not show a sign of it. */
  readonly on: readonly ('old' | 'new')[];
  /** Signs of it, in the wording of helpers/absent/signs.ts. Any one of them contradicts the target. */
  readonly signs: readonly RegExp[];
  /** Files that count as a sign, with * and ? as in the shell. */
  readonly files?: readonly string[];
};

const BOTH = ['old', 'new'] as const;
const NEW = ['new'] as const;

const within = (folders: readonly string[], names: readonly string[]): string[] =>
  folders.flatMap((folder) => names.map((name) => `${folder}/${name}`));

/** Everything that can be absent, by its path in a target. Pages, DNS and files are in every migration. */
export const ABSENCES = {
  databases: {
    what: 'database server',
    instead: {
      ...{ names: [], secret: [], counted: [], port: 3306, volatile: [] },
      ...{ reader: null, writer: null, application: null, privileged: null },
      comparison: { connections: 1, threadsRunning: 1, minutes: 1 },
    },
    leavesOut: [
      ...['database/', 'mysql/', 'freeze/no-write-', 'services/running[database]', 'ports/local-only[database]'],
      ...['baseline/databases-recorded', 'parity/database-objects-present', 'parity/tables-not-shrunk'],
      ...['logs/no-new-errors[mysql]', 'backup/dumps-complete', 'backup/restores', 'backup/structure-restored'],
      ...['backup/rows-restored', 'backup/trial-removed'],
    ],
    proves: ['baseline', '1', '3', '8', '11', '12', 'same', '17', 'backup', 'still-sound'],
    on: BOTH,
    signs: [
      /^package (mariadb-server|mysql-server|default-mysql-server|percona-(server|xtradb)|postgresql(-\d+)?$|mongodb)/,
      /^service (mariadb|mysql|postgresql|mongod)/,
      /^process (mariadbd|mysqld|postgres|postmaster|mongod)/,
      /^(listener on|connection to) .*:(3306|5432|27017)\b/,
    ],
    files: ['/var/lib/mysql/ibdata1', '/var/lib/postgresql/*/*/base', '/var/lib/mongodb/*.wt'],
  },
  'databases.application': {
    what: 'database account of the site',
    instead: null,
    leavesOut: ['database/write-refused[application]'],
    proves: ['11'],
    on: ['old'],
    signs: [/^account .* may write to a migrated database/],
  },
  'databases.privileged': {
    what: "database account with more privileges than the site's own",
    instead: null,
    leavesOut: ['database/write-refused[privileged]'],
    proves: ['11'],
    on: ['old'],
    signs: [/^account .* may write to every database/],
  },
  mail: {
    what: 'mail server',
    instead: { mailhog: null, testDomain: '' },
    leavesOut: [
      ...['mail/server-greets', 'mail/queue-empty', 'mail/none-sent-', 'services/running[mail-server]'],
      ...['ports/local-only[mail]', 'logs/no-new-errors[mail]'],
      ...['mail/spf-allows-new-host', 'mail/helo-matches-address', 'mail/accepted-by-receiver'],
    ],
    proves: ['1', 'mail-names', '9', '6-again', '17', 'still-sound'],
    on: BOTH,
    signs: [
      /^package (postfix|exim4-daemon|sendmail-bin|opensmtpd|courier-mta|nullmailer|msmtp|ssmtp|dma$|esmtp)/,
      /^service (postfix|exim4|sendmail|opensmtpd|nullmailer)/,
      /^process (exim|sendmail|smtpd$|qmgr$|nullmailer)/,
      /^listener on .*:(25|465|587)\b/,
    ],
    files: ['/usr/sbin/sendmail', '/usr/lib/sendmail', '/usr/sbin/ssmtp', '/usr/bin/msmtp'],
  },
  'cron.jobs': {
    what: 'custom scheduled job',
    instead: [],
    leavesOut: [],
    proves: ['6', '10', '6-again'],
    on: BOTH,
    signs: [/^job /],
  },
  'postcutover.cronLog': {
    what: 'cron log',
    instead: { id: 'cron-starts', title: 'cron', files: [], lines: '' },
    leavesOut: ['cron/started-since-cutover', 'cron/trace-left-since-cutover', 'cron/not-run-on-old-host'],
    proves: ['6-again'],
    on: BOTH,
    signs: [/^journal of cron/],
    files: ['/var/log/cron*', '/var/log/syslog'],
  },
  'postcutover.mailLog': {
    what: 'mail log',
    instead: { id: 'mail-sent', title: 'mail', files: [], lines: '' },
    leavesOut: ['mail/none-sent-'],
    proves: ['6-again'],
    on: BOTH,
    signs: [/^journal of mail/],
    files: ['/var/log/mail.*', '/var/log/maillog', '/var/log/exim4/mainlog'],
  },
  'aftercare.backup': {
    what: 'backup',
    instead: { folder: '', prefix: '', furtherDatabases: [], scratch: '/var/tmp', drift: 0, store: null },
    leavesOut: ['backup/'],
    proves: ['backup', 'off-machine'],
    on: NEW,
    signs: [
      /^package (bacula-|borgbackup|restic|duplicity|rsnapshot|backupninja|amanda-|bareos-|automysqlbackup)/,
      /^job .*(backup|dump|rsync|borg|restic|duplicity|tar c)/i,
    ],
  },
  'aftercare.backup.store': {
    what: 'second backup location',
    instead: null,
    leavesOut: ['backup/copied-off-machine'],
    proves: ['off-machine'],
    on: NEW,
    signs: [/^job .*(\b(rsync|scp|sftp|lftp|rclone|s3cmd|duplicity|restic|borg)\b|\baws s3\b)/],
  },
  'aftercare.copyOfOldHost': {
    what: 'copy of {old}',
    instead: { partition: '', folder: '' },
    leavesOut: ['old-host-copy/'],
    proves: ['old-host-copy'],
    on: NEW,
    signs: [/^copy of the old host in /],
  },
  'aftercare.copyOfOldHost.partition': {
    what: 'big partition',
    instead: '',
    leavesOut: ['old-host-copy/partition-mounted'],
    proves: ['old-host-copy'],
    on: NEW,
    signs: [/^disk mounted at \/(?!boot\b)./],
  },
  'aftercare.repository': {
    what: 'repository for scripts and configuration',
    instead: null,
    leavesOut: ['repository/'],
    proves: ['repository'],
    on: NEW,
    signs: [/^package etckeeper/],
    files: within(
      ['', '/etc', '/root', '/usr/local', '/usr/local/bin', '/opt', '/srv'],
      ['.git', '.hg', '.bzr', '*.git'],
    ),
  },
  'aftercare.deployment': {
    what: 'deployment script',
    instead: { script: '', user: 'root' },
    leavesOut: ['deployment/'],
    proves: ['deployment'],
    on: NEW,
    signs: [/^job .*deploy/],
    files: within(['/root', '/usr/local/bin', '/usr/local/sbin', '/srv', '/opt'], ['*deploy*']),
  },
  'aftercare.subDomains': {
    what: "subdomain other than the site's own",
    instead: [],
    leavesOut: ['dns/sub-domains-resolve'],
    proves: ['sub-domains'],
    on: NEW,
    signs: [/^name \S+ is served/],
  },
} as const satisfies Readonly<Record<string, Absence>>;

export type AbsenceId = keyof typeof ABSENCES;
export const ABSENCE_IDS = Object.keys(ABSENCES) as AbsenceId[];
const table: Readonly<Record<string, Absence | undefined>> = ABSENCES;

/** The type of the note with which a check reports what it confirms. */
export const ABSENT_NOTE = 'absent';

/** Something that a target says is absent, and the reason. */
export type Claim = Absence & { readonly id: AbsenceId; readonly why: string };

type Claimed = { readonly absent: Readonly<Partial<Record<AbsenceId, string>>> };

/** Everything that a target says is absent. */
export const claimsOf = ({ absent }: Claimed): Claim[] =>
  ABSENCE_IDS.flatMap((id) => {
    const why = absent[id];
    return why === undefined ? [] : [{ ...ABSENCES[id], id, why }];
  });

/** Does the target say that the item at this path, or an item that contains it, is absent? */
export const isAbsent = ({ absent }: Claimed, path: string): boolean =>
  Object.keys(absent).some((id) => `${path}.`.startsWith(`${id}.`));

/** Ids of checks that a gate of a target leaves out; undefined where there are none. */
export function leftOut(
  target: Claimed,
  gate: GateId,
  steps: readonly { readonly id: string; readonly gate: string }[],
): RegExp | undefined {
  const claims = claimsOf(target);
  if (claims.length === 0) return undefined;
  const beginnings = claims.flatMap(({ leavesOut }) => leavesOut).map((id) => id.replace(/[[\].]/g, '\\$&'));
  // One spec has the checks of all gates.
  const others = steps.filter((step) => step.gate !== gate).map(({ id }) => `absent/confirmed\\[[\\w.]+,${id}\\]`);
  return new RegExp(`@(${[...beginnings, ...others].join('|')})`);
}

type Wrong = { readonly path: string; readonly message: string };

/**
 * Replaces each `{ absent: 'why' }` with an empty value in the form of the schema, and puts the reason into `absent` of the target.
 * @returns also what cannot be absent
 */
export function liftAbsences(built: unknown): { readonly value: unknown; readonly wrong: readonly Wrong[] } {
  if (!isPlain(built)) return { value: built, wrong: [] };
  const { absent: known, ...rest } = built;
  const absent: Record<string, unknown> = {};
  const wrong: Wrong[] = [];
  const lift = (value: unknown, path: string): unknown => {
    const why = isPlain(known) && path in known ? known[path] : reasonIn(value);
    if (why === undefined) {
      if (Array.isArray(value)) return value.map((each, at) => lift(each, `${path}.${at}`));
      return isPlain(value) ? liftParts(value, path) : value;
    }
    const absence = table[path];
    if (absence === undefined) wrong.push({ path, message: `cannot be absent. These can: ${ABSENCE_IDS.join(', ')}` });
    else absent[path] = why;
    return absence?.instead ?? null;
  };
  const liftParts = (value: Readonly<Record<string, unknown>>, path: string): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, lift(part, path === '' ? key : `${path}.${key}`)]),
    );
  return { value: { ...liftParts(rest, ''), absent }, wrong };
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const reasonIn = (value: unknown): unknown =>
  isPlain(value) && Object.keys(value).join() === 'absent' ? value['absent'] : undefined;
