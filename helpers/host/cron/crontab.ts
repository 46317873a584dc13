import { errorMessage } from '../../core/no-answer.js';
import { NO_RANGE, timesOf } from './crontab-schedule.js';

/** A job line, including a commented-out one. */
export type CrontabEntry = {
  /** Counted from 1. */
  readonly line: number;
  /** False for a job line after a `#`. */
  readonly on: boolean;
  /** As written, with runs of blanks collapsed. */
  readonly schedule: string;
  /** The same in canonical form, see {@link timesOf}. */
  readonly times: string;
  readonly user: string;
  /** The command for the shell: up to the first bare %, without the backslashes that cron consumes. */
  readonly command: string;
  /** The text after the first bare %, with each further one as a newline: the command's stdin. */
  readonly input: string | undefined;
  /** Environment lines above the entry that apply to it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Why the job does something other than its line seems to say, although cron accepts it. */
  readonly warnings: readonly string[];
};

export type Crontab = {
  readonly entries: readonly CrontabEntry[];
  readonly errors: readonly CrontabError[];
};

/** An entry that cron does not accept. One is enough for Debian's cron to ignore the whole file. */
type CrontabError = {
  readonly line: number;
  readonly why: string;
  /** The first revision of Debian's cron 3.0pl1 that refused it; older ones interpret it differently. */
  readonly since?: number;
};

/** name = value, either of them optionally quoted: crontab(5). Cron looks for this form first. An empty value needs quotes. */
const ENVIRONMENT =
  /^("[^"=]*"|'[^'=]*'|(?:[^ \t\r\f\v="'][^ \t\r\f\v=]*)?)[ \t\r\f\v]*=[ \t\r\f\v]*("[^"]*"|'[^']*'|[^"' \t\r\f\v].*?)[ \t\r\f\v]*$/s;
/** Sizes of cron's buffers in bytes (MAX_COMMAND, MAX_ENVSTR, cron.h): a command that fills its buffer is refused. */
const MAX_COMMAND = 998;
const MAX_SETTING = 998;
/** Debian's cron reads 10,000 lines (MAX_TAB_LINES), plus the three lines of a header that crontab(1) once wrote. */
const MAX_LINES = 10_003;

/**
 * Reads a crontab as Debian's cron does: crontab(5), and the source of 3.0pl1-137 and -162.
 * @param user owner of a user's crontab; undefined for a system crontab, whose entries name the user themselves
 * @param lineBytes original lengths of long lines: the secrets in a text are masked before it leaves the host
 */
export function parseCrontab(text: string, user?: string, lineBytes: Readonly<Record<number, number>> = {}): Crontab {
  const entries: CrontabEntry[] = [];
  const errors: CrontabError[] = [];
  let environment: Readonly<Record<string, string>> = {};
  let warnings: readonly string[] = [];
  const lines = text.split('\n');
  for (const [index, raw] of lines.entries()) {
    const content = raw.replace(/^[ \t]+/, '');
    const line = index + 1;
    const masked = (lineBytes[line] ?? Buffer.byteLength(raw)) - Buffer.byteLength(raw);
    const comment = /^#+[ \t]*(.*)$/s.exec(content)?.[1];
    if (comment !== undefined) {
      // Prose is not an entry; any text that cron would accept without the comment sign is one.
      const entry = readEntry(comment, user, masked);
      if (!('why' in entry)) entries.push({ line, on: false, environment, ...entry });
      continue;
    }
    if (content === '') continue;
    if (line === lines.length)
      errors.push({ line, why: 'it does not end with a newline (Missing newline before EOF)' });
    else if (line > MAX_LINES) errors.push({ line, why: 'cron reads no more than 10000 lines', since: 134 });
    const readAsSetting = Buffer.from(content)
      .subarray(0, Math.max(0, MAX_SETTING - masked))
      .toString();
    const [, name, value] = ENVIRONMENT.exec(readAsSetting) ?? [];
    if (name !== undefined && value !== undefined) {
      environment = { ...environment, [unquoted(name)]: unquoted(unquoted(value)) };
      const bytes = Buffer.byteLength(content) + masked;
      warnings = [...warnings, ...warningsAbout(unquoted(name), bytes).map((why) => `line ${line}: ${why}`)];
      continue;
    }
    const entry = readEntry(content, user, masked);
    if ('why' in entry) errors.push({ line, ...entry });
    else entries.push({ line, on: true, environment, ...entry, warnings: [...warnings, ...entry.warnings] });
  }
  return { entries, errors };
}

const unquoted = (text: string): string => /^(["'])(.*)\1$/s.exec(text)?.[2] ?? text;

const warningsAbout = (name: string, bytes: number): string[] => [
  ...(name === 'CRON_TZ' ? ["CRON_TZ has no effect on Debian's cron: its jobs run in the time zone of the host"] : []),
  ...(bytes > MAX_SETTING
    ? [`cron truncates the value of ${name}: it reads only ${MAX_SETTING} bytes of the line`]
    : []),
];

/** The entry, or why the line is not one. */
function readEntry(
  text: string,
  owner: string | undefined,
  masked: number,
): Omit<CrontabEntry, 'line' | 'on' | 'environment'> | Omit<CrontabError, 'line'> {
  const [, schedule, rest = ''] = /^(@[^ \t]*|(?:[^ \t]+[ \t]+){4}[^ \t]+)[ \t]*(.*)$/s.exec(text) ?? [];
  if (schedule === undefined) return { why: 'neither five time fields with a command nor name = value' };
  let times: string;
  try {
    times = timesOf(schedule);
  } catch (cause) {
    const why = errorMessage(cause);
    return why.endsWith(NO_RANGE) ? { why, since: 125 } : { why };
  }
  const work = owner === undefined ? userAndAction(rest) : { user: owner, action: rest };
  if (work === undefined) return { why: 'no command after the user (bad command)' };
  if (owner !== undefined && rest.startsWith('*')) return { why: 'a sixth time field (bad command)' };
  const { user, action } = work;
  if (Buffer.byteLength(action) + masked > MAX_COMMAND)
    return { why: `a command of more than ${MAX_COMMAND} bytes (command too long)`, since: 125 };
  const { command, input } = partsOf(action);
  return {
    schedule: schedule.replace(/[ \t]+/g, ' '),
    times,
    user,
    command: command.replace(/^[ \t]+|[ \t]+$/g, ''),
    input,
    warnings: action.endsWith('\r')
      ? [
          `it ends in a carriage return (CRLF), which cron passes on in the ${input === undefined ? 'command' : 'input'}`,
        ]
      : [],
  };
}

/** For a system crontab: each job names its user. */
function userAndAction(rest: string): { user: string; action: string } | undefined {
  const [, user, action = ''] = /^([^ \t]+)[ \t](.*)$/s.exec(rest) ?? [];
  return user === undefined ? undefined : { user, action };
}

/**
 * The first bare % separates a command from its input, in which each further one is a newline. A backslash escapes a %; in the
 * command, a backslash also escapes another, so the % in `\\%` is bare.
 */
function partsOf(action: string): { command: string; input: string | undefined } {
  const [, kept = '', input] = /^((?:\\.|[^\\%]|\\$)*)(?:%(.*))?$/s.exec(action) ?? [];
  const command = kept.replace(/\\([\\%])/g, '$1');
  // Nothing after the only %: the command reads empty input.
  if (input === undefined || input === '') return { command, input };
  const text = input.replace(/\\%|%/g, (sign) => (sign === '%' ? '\n' : '%'));
  // Trailing backslashes do not count when cron checks whether a newline is missing.
  return { command, input: /(?:^|\n)\\*$/.test(text) ? text : `${text}\n` };
}
