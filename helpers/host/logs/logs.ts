import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import type { Host, Log } from '../../../targets/schema.js';
import { unique } from '../../core/lists.js';
import { NoAnswer } from '../../core/no-answer.js';
import { Sections } from '../facts/sections.js';
import type { HostFacts } from '../facts/types.js';
import { logFilesScript, whyNotWhole } from './log-files.js';
import { takeTime } from './log-time.js';
import { shellQuote, withoutChatter } from '../../ssh/ssh-errors.js';
import { runScript, hostLabel } from '../../ssh/ssh.js';

/** A log to read. */
export type AskedLog = Log & {
  /** Is the journal also read if rsyslog keeps files? Only the journal distinguishes the lines of different units. */
  readonly inJournal?: true;
};
/** A line of a requested log. */
export type LogLine = {
  readonly file: string;
  /** In milliseconds since 1970, by this machine's clock; undefined: the log does not record it. */
  readonly at: number | undefined;
  /** Without its time, and without control characters. */
  readonly text: string;
};
/** The lines read from a log, oldest first. */
export type ReadLog = {
  readonly lines: readonly LogLine[];
  /** Why there may be lines older than the first; undefined when there are none. */
  readonly cut: string | undefined;
};
/** The logs of a host by id. @throws {NoAnswer} if the host has no file of the log, or one that could not be read */
export type Logs = (id: Log['id']) => ReadLog;

const TIMEOUT_MS = 60_000;
/** Limits in bytes: for each file, for each line, for all lines of a log. The newest lines count. A log of 20 MB covers some 25,000 messages. */
const LIMITS = { file: 50_000_000, line: 1_000, log: 20_000_000 };
/** For all logs of a host together; a much longer answer would not fit in one string. */
const MOST_MEBIBYTES = 256;

/** The name of the journal, which is read only if no program copies it into files: otherwise a line would count twice. */
const JOURNAL = 'journal';

const script = (nonce: string, logs: readonly AskedLog[], mostBytes: number): string => `${logFilesScript(LIMITS.file)}
journal() { # units
  set -f
  for unit in $1; do set -- "$@" -u "$unit"; done
  shift
  set +f
  journalctl --quiet --no-pager --output=short-iso --since=-14d "$@"
}
journal_alone=
[ -d /run/systemd/system ] && [ ! -S /run/systemd/journal/syslog ] && command -v journalctl >/dev/null && journal_alone=yes
lines() { cut -b -${LIMITS.line} | grep -aE -- "$2" | FILE=$1 awk '{ print ENVIRON["FILE"] "\\t" $0 }'; }
log() { # id, lines, files, units, folders where no file means no line, whether the journal is asked in any case
  printf '\\n=== ${nonce} %s\\n' "$1"
  there=
  for path in $3; do [ -f "$path" ] && there=yes; done
  for path in $5; do [ -d "$path" ] && [ -r "$path" ] && there=yes; done
  ask_journal=
  [ -n "$journal_alone$6" ] && [ -n "$4" ] && ask_journal=yes there=yes
  [ -n "$there" ] && printf 'there\\n'
  {
    if [ -n "$ask_journal" ]; then
      { journal "$4" || printf 'unread journalctl %s\\n' "$4" >&2; } | lines ${JOURNAL} "$2"
    fi
    log_files "$3" | while read -r path; do whole "$path" | tr -d '\\000' | lines "$path" "$2"; done
  } | tail -c ${mostBytes}
}
${logs.map(asked).join('\n')}
printf '\\n=== ${nonce} end\\n'`;

function asked({ id, files, units, createdWhenNeeded, lines, inJournal }: AskedLog): string {
  const folders = createdWhenNeeded ? unique(files.map((path) => dirname(path))) : [];
  const words = [lines, files.join(' '), units.join(' '), folders.join(' '), inJournal ? 'yes' : ''].map(shellQuote);
  return `log ${id} ${words.join(' ')}; printf 'log ${id}\\n' >&2`;
}

/**
 * The lines of a host's logs that the target requests, including rotated files, in one round trip.
 * @param mostBytes maximum for all lines of a log; the newest count, and a longer log is `cut`
 * @throws {NoAnswer} when the host could not be asked
 */
export async function readLogs(
  host: Host,
  logs: readonly AskedLog[],
  facts: Pick<HostFacts, 'clock' | 'timeZone'>,
  mostBytes = LIMITS.log,
): Promise<Logs> {
  const nonce = randomBytes(8).toString('hex');
  const asking = `its logs: ${logs.flatMap(({ files, units }) => [...files, ...units]).join(' ')}`;
  const { stdout, stderr } = await runScript(host, script(nonce, logs, mostBytes), {
    timeoutMs: TIMEOUT_MS,
    mostMebibytes: MOST_MEBIBYTES,
    description: asking,
  });
  const sections = new Sections(stdout, nonce);
  if (!stdout.includes(`\n=== ${nonce} end`)) throw new NoAnswer(asking, hostLabel(host), 'its answer was cut off');
  return (id) => {
    const text = sections.text(id);
    const [there = '', ...lines] = text.split('\n');
    const files = logs.find((log) => log.id === id)?.files.join(' ') ?? id;
    if (there !== 'there') throw new NoAnswer(`the contents of ${files}`, hostLabel(host), 'there is no such file');
    const said =
      stderr
        .slice(0, stderr.indexOf(`log ${id}\n`))
        .split(/^log \S+\n/m)
        .at(-1) ?? '';
    const { unread, cut } = whyNotWhole(said);
    if (unread.length > 0) throw new NoAnswer(`the contents of ${files}`, hostLabel(host), unread.join('; '));
    const isLong = Buffer.byteLength(text) >= mostBytes;
    const tooLong = isLong ? `only the last ${mostBytes} bytes of ${files} were read` : undefined;
    return { lines: readLines(lines, facts), cut: tooLong ?? [...cut.values()][0] };
  };
}

/**
 * The lines of a log since a moment, including those without a time.
 * @param moment in milliseconds since 1970
 * @returns `mustBeWhole` throws NoAnswer when older lines from that period were not read: finding nothing then proves nothing
 */
export function linesSince(
  { lines, cut }: ReadLog,
  moment: number,
  title: string,
  host: Host,
): { news: LogLine[]; mustBeWhole: () => void } {
  const isWhole = cut === undefined || lines.some(({ at }) => at !== undefined && at < moment);
  return {
    news: lines.filter(({ at }) => at === undefined || at >= moment),
    mustBeWhole: () => {
      if (!isWhole) throw new NoAnswer(`the log of ${title} since the switch`, hostLabel(host), cut);
    },
  };
}

/** Reads `file<tab>line`. A line without a time continues the one above it, as in a stack trace; only the first of each is kept. */
export function readLines(
  lines: readonly string[],
  { clock, timeZone }: Pick<HostFacts, 'clock' | 'timeZone'>,
): LogLine[] {
  const found: LogLine[] = [];
  let isContinued = true;
  for (const line of lines) {
    const tab = line.indexOf('\t');
    // The first line may have been truncated.
    if (tab < 1 || !(line.startsWith('/') || line.startsWith(`${JOURNAL}\t`))) continue;
    const file = line.slice(0, tab);
    const { at, rest } = takeTime(line.slice(tab + 1), timeZone, Date.now());
    const text = withoutChatter(rest);
    const last = found.at(-1);
    if (at === undefined && last?.file === file && last.at !== undefined) {
      if (!isContinued) found[found.length - 1] = { ...last, text: `${last.text} ${text}` };
      isContinued = true;
      continue;
    }
    isContinued = at === undefined;
    found.push({ file, at: at === undefined ? undefined : at - clock.aheadMs, text });
  }
  return found;
}
