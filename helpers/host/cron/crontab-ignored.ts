import { unique } from '../../core/lists.js';
import { NoAnswer } from '../../core/no-answer.js';
import { parseCrontab, type Crontab } from './crontab.js';
import type { CronFacts, CronFile } from '../facts/types.js';

/** The revision since which one broken line makes Debian's cron ignore the whole file: Debian 6 has 3.0pl1-116. */
const ALL_OR_NOTHING = 109;

/** Reads a system crontab or a user's crontab. */
export const crontabOf = (table: CronFile): Crontab =>
  parseCrontab(table.text, table.kind === 'user' ? nameOf(table) : undefined, table.lineBytes);

const nameOf = ({ path }: CronFile): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * Why Debian's cron would not load a crontab: cron(8) and, for the messages quoted, its log.
 * @param cron its accounts: a job of a user without an account makes cron refuse the file
 * @param host how messages name the host
 * @throws {NoAnswer} when the host has a cron whose rules are not known here, and it would matter
 */
export function reasonsIgnored(table: CronFile, cron: Pick<CronFacts, 'accounts' | 'daemon'>, host: string): string[] {
  const { entries, errors } = crontabOf(table);
  const { name: daemon, revision = 0 } = cron.daemon;
  const unsure = errors.find(({ since = ALL_OR_NOTHING }) => revision < since);
  const asked = `whether its cron accepts ${table.path}`;
  const theirs = daemon === 'cron' ? 'cron as this host runs it' : daemon || 'its cron';
  if (unsure !== undefined) {
    const quoted = table.text.split('\n')[unsure.line - 1]?.slice(0, 200) ?? '';
    throw new NoAnswer(
      `${asked}, line ${unsure.line}: ${quoted}`,
      host,
      `the line cannot be read (${unsure.why}), and the rules of ${theirs} are not known here`,
    );
  }
  const strangers = unique(entries.filter(({ on }) => on).map(({ user }) => user)).filter(
    (user) => !Object.hasOwn(cron.accounts, user),
  );
  const found = [
    ...wrongFile(table),
    ...errors.map(({ line, why }) => `line ${line}: ${why} (this crontab file will be ignored)`),
    ...strangers.map((user) => `there is no account ${user} (bad username)`),
  ];
  if (found.length > 0 && revision === 0)
    throw new NoAnswer(
      asked,
      host,
      `Debian's cron would not accept this file (${found.join('; ')}), but the rules of ${theirs} are not known here`,
    );
  return found;
}

function wrongFile(table: CronFile): string[] {
  const mode = Number.parseInt(table.mode, 8);
  const name = nameOf(table);
  const system = table.kind === 'system';
  const problems: readonly (readonly [boolean, string])[] = [
    [
      table.path.startsWith('/etc/cron.d/') && !/^[\w-]+$/.test(name),
      'its name contains characters other than letters, digits, underscores, and hyphens',
    ],
    [system && table.owner !== 'root', `it belongs to ${table.owner}, not to root (WRONG FILE OWNER)`],
    [!system && table.owner !== name && table.owner !== 'root', `it belongs to ${table.owner} (WRONG FILE OWNER)`],
    [
      table.linkedOwner !== undefined && (!system || table.linkedOwner !== 'root'),
      `it is a link to a file owned by ${table.linkedOwner ?? ''}`,
    ],
    [system && (mode & 0o022) !== 0, `its mode is ${table.mode}, so others can write to it (INSECURE MODE)`],
    [!system && mode !== 0o600, `its mode is ${table.mode}, not 600 (INSECURE MODE)`],
    [table.hardLinks > 1, 'it has more than one hard link (NUMBER OF HARD LINKS > 1)'],
  ];
  return problems.filter(([holds]) => holds).map(([, why]) => why);
}
