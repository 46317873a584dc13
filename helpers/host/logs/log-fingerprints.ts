import type { LogLine } from './logs.js';

/** Parts that vary between errors of the same kind, and their replacements. Longer patterns come before shorter ones that they contain. */
const CHANGING: readonly (readonly [RegExp, string])[] = [
  // The host's own name, which syslog puts first.
  [/^[\w.-]+ (?=[\w/.-]+(?:\[\d+\])?: )/, ''],
  [/, referer: \S+/g, ''],
  [/\bhttps?:\/\/[^\s"'<>]+/g, 'URL'],
  [/<?[\w.+=-]+@[\w.-]+>?/g, 'MAIL'],
  [/\b[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,7}\b(?:\.\d+)?/gi, 'ADDRESS'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, 'ADDRESS'],
  [/\?[^\s"']*/g, '?'],
  // Postfix's queue ids, old and new form: the first word of a line.
  [/(?<=\]: |^)(?:[0-9A-F]{6,}|[0-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-z]{12,})(?=: )/g, 'QUEUE-ID'],
  [/\b(?=[a-f]*\d)[0-9a-f]{6,}\b/gi, 'HEX'],
  [/\d+/g, '#'],
];

/** Maximum length of a kind's text: later text seldom distinguishes two kinds. */
const MAX_LENGTH = 300;

/** A line of a log, its time removed, without the parts that vary between lines of its kind. */
export function fingerprint(text: string): string {
  // Only the beginning of a hostile line is examined: the patterns above are slow on a megabyte.
  let kind = text.slice(0, 2 * MAX_LENGTH);
  for (const [changing, stands] of CHANGING) kind = kind.replace(changing, stands);
  return kind.replace(/\s+/g, ' ').trim().slice(0, MAX_LENGTH);
}

/** Errors of one kind. */
export type ErrorType = { readonly kind: string; readonly count: number; readonly first: LogLine };

/**
 * The kinds of errors in the lines that are not among the known ones, with how often and where they first occurred.
 * @param known lines from a time when all was well
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

/** The part of Postfix's line that precedes the fate of every message. */
const OF_EVERY_MAIL = /, relay=[^,]*, delay=[^,]*, delays=[^,]*, dsn=[^,]*(?=, status=)/;

/** `3 x [proxy:error] ... (first at 2012-06-22T12:00:05.000Z in /var/log/apache2/www-error.log)` */
export const formatErrorType = ({ count, first: { text, at, file } }: ErrorType): string =>
  `${count} x ${text.replace(OF_EVERY_MAIL, '').slice(0, MAX_LENGTH)} (first ${at === undefined ? '' : `at ${new Date(at).toISOString()} `}in ${file})`;
