import { timesOf } from './crontab-schedule.js';

/** A job line, also one that is commented out. */
export type CrontabEntry = {
  /** Counted from 1. */
  readonly line: number;
  /** False for a job line behind a `#`. */
  readonly on: boolean;
  /** As written, blanks squeezed. */
  readonly schedule: string;
  /** The same in one spelling, see {@link timesOf}. */
  readonly times: string;
  readonly user: string;
  /** What the shell gets: up to the first bare %, with `\%` as %. */
  readonly command: string;
  /** What stands behind the first bare %, each further one as a line end: the command's stdin. */
  readonly input: string | undefined;
  /** Environment lines above the entry, in effect for it. */
  readonly environment: Readonly<Record<string, string>>;
};

export type Crontab = {
  readonly entries: readonly CrontabEntry[];
  /** Lines that cron does not understand. One is enough for Debian's cron to ignore the whole file. */
  readonly errors: readonly { readonly line: number; readonly why: string }[];
};

/** name = value, both perhaps quoted: crontab(5). Cron looks for this form first. An empty value needs quotes. */
const ENVIRONMENT = /^("[^"]*"|'[^']*'|(?:[^\s="'][^\s=]*)?)[ \t]*=[ \t]*("[^"]*"|'[^']*'|[^"'].*)$/;
const ENTRY = /^(@[a-z]+|(?:[^\s@#]\S*[ \t]+){4}\S+)(?:[ \t]+(.*))?$/;
const ACCOUNT = /^[a-z_][\w.-]*\$?$/i;

/**
 * Reads a crontab as Debian's cron does: crontab(5).
 * @param user owner of a user's crontab; undefined for a system table, whose entries name the user themselves
 */
export function parseCrontab(text: string, user?: string): Crontab {
  const entries: CrontabEntry[] = [];
  const errors: { line: number; why: string }[] = [];
  let environment: Readonly<Record<string, string>> = {};
  for (const [index, raw] of text.split('\n').entries()) {
    const content = raw.replace(/^[ \t]+/, '');
    const line = index + 1;
    const comment = /^#+[ \t]*(.*)$/.exec(content)?.[1];
    if (comment !== undefined) {
      // Prose is not an entry; whatever cron would take with the sign removed, is.
      const entry = readEntry(comment, user);
      if (typeof entry !== 'string') entries.push({ line, on: false, environment, ...entry });
      continue;
    }
    if (content === '') continue;
    const [, name, value] = ENVIRONMENT.exec(content.trimEnd()) ?? [];
    if (name !== undefined && value !== undefined) {
      environment = { ...environment, [unquoted(name)]: unquoted(value) };
      continue;
    }
    const entry = readEntry(content, user);
    if (typeof entry === 'string') errors.push({ line, why: entry });
    else entries.push({ line, on: true, environment, ...entry });
  }
  return { entries, errors };
}

const unquoted = (text: string): string => /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;

/** The entry, or why there is none. */
function readEntry(
  text: string,
  owner: string | undefined,
): Omit<CrontabEntry, 'line' | 'on' | 'environment'> | string {
  const [, schedule, rest = ''] = ENTRY.exec(text) ?? [];
  if (schedule === undefined) return 'neither five time fields with a command nor name = value';
  let times: string;
  try {
    times = timesOf(schedule);
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
  const [, named = '', told = ''] = /^(\S+)(?:[ \t]+(.*))?$/.exec(rest) ?? [];
  const user = owner ?? named;
  const action = owner === undefined ? told : rest;
  if (!ACCOUNT.test(user)) return `"${user}" cannot be the name of an account`;
  // Bare percent signs part the command from its input; a backslash keeps one.
  const [command = '', ...input] = action.split(/(?<!\\)%/).map((part) => part.replaceAll('\\%', '%'));
  return {
    schedule: schedule.replace(/[ \t]+/g, ' '),
    times,
    user,
    command: command.trimEnd(),
    input: input.length === 0 ? undefined : `${input.join('\n')}\n`,
  };
}
