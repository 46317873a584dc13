import type { LogLine } from './logs.js';

/** Parts that change from one error of a kind to the next, and their replacement. Long ones come before their parts. */
const CHANGING: readonly (readonly [RegExp, string])[] = [
  // The host's own name, which syslog puts first.
  [/^[\w.-]+ (?=[\w/.-]+(?:\[\d+\])?: )/, ''],
  [/, referer: \S+/g, ''],
  [/\bhttps?:\/\/[^\s"'<>]+/g, 'URL'],
  [/<?[\w.+=-]+@[\w.-]+>?/g, 'MAIL'],
  [/\b[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,7}\b(?:\.\d+)?/gi, 'ADDRESS'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, 'ADDRESS'],
  [/\?[^\s"']*/g, '?'],
  // Postfix' queue ids, old and new form: the first word of a line.
  [/(?<=\]: |^)(?:[0-9A-F]{6,}|[0-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-z]{12,})(?=: )/g, 'QUEUE-ID'],
  [/\b(?=[a-f]*\d)[0-9a-f]{6,}\b/gi, 'HEX'],
  [/\d+/g, '#'],
];

/** Longest words of a kind: what comes later seldom tells two kinds apart. */
const MAX_LENGTH = 300;

/** A line of a log, its time taken off, without what changes from one line of its kind to the next. */
export function fingerprint(text: string): string {
  // Of a hostile line only the beginning is looked at: the patterns above take their time over a megabyte.
  let kind = text.slice(0, 2 * MAX_LENGTH);
  for (const [changing, stands] of CHANGING) kind = kind.replace(changing, stands);
  return kind.replace(/\s+/g, ' ').trim().slice(0, MAX_LENGTH);
}

/** Errors of one kind. */
export type ErrorType = { readonly kind: string; readonly count: number; readonly first: LogLine };

/**
 * The kinds of errors among the lines that are not among those known, with how often and where they were met first.
 * @param known lines of a time when all was well
 */
export function newErrorTypes(lines: readonly LogLine[], known: readonly LogLine[]): ErrorType[] {
  const old = new Set(known.map(({ text }) => fingerprint(text)));
  const found = new Map<string, ErrorType>();
  for (const line of lines) {
    const kind = fingerprint(line.text);
    if (old.has(kind)) continue;
    const before = found.get(kind);
    found.set(kind, { kind, count: (before?.count ?? 0) + 1, first: before?.first ?? line });
  }
  return [...found.values()].sort((one, other) => other.count - one.count);
}

/** The part of Postfix's line that precedes the fate of every mail. */
const OF_EVERY_MAIL = /, relay=[^,]*, delay=[^,]*, delays=[^,]*, dsn=[^,]*(?=, status=)/;

/** `3 x [proxy:error] ... (first at 2012-06-22T12:00:05.000Z in /var/log/apache2/www-error.log)` */
export const formatErrorType = ({ count, first: { text, at, file } }: ErrorType): string =>
  `${count} x ${text.replace(OF_EVERY_MAIL, '').slice(0, MAX_LENGTH)} (first ${at === undefined ? '' : `at ${new Date(at).toISOString()} `}in ${file})`;
