import { stripVTControlCharacters } from 'node:util';

/** Maximum length of the text kept for one error; a page of HTML in a message helps no one. */
const MAX_LENGTH = 8_000;

/**
 * Makes foreign text safe to print and to store: terminal commands, control characters, and characters that reorder or
 * hide text are removed. Line ends stay.
 */
export function clean(text: string): string {
  const plain = stripVTControlCharacters(text)
    .replace(/\r\n?|[\u2028\u2029\v\f\u0085]/g, '\n')
    .replaceAll('\t', '  ')
    // Control characters, format characters (bidirectional marks, zero width), and half characters; only line ends are kept.
    .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/gu, '');
  return plain.length > MAX_LENGTH ? `${plain.slice(0, MAX_LENGTH)}…` : plain;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

const widthOf = (character: string): number =>
  character <= '~' ? 1 : /\p{M}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1;

export type Paper = { /** Columns. */ readonly width: number; readonly colour: boolean };

/** @param code of ECMA-48's SGR, e.g. `1` for bold */
export const paint = (text: string, code: string, { colour }: Paper): string =>
  colour ? `\u001b[${code}m${text}\u001b[0m` : text;

/** Cuts one line to a number of terminal columns. */
export function cut(line: string, columns: number): string {
  let used = 0;
  let whole = '';
  let withRoomForDots = '';
  for (const character of line) {
    used += widthOf(character);
    if (used > columns) return `${withRoomForDots.trimEnd()}…`;
    whole += character;
    if (used < columns) withRoomForDots = whole;
  }
  return line;
}

/** Breaks a line between words into at most `most` lines of a given width; the last is cut. */
export function wrap(line: string, columns: number, most: number): string[] {
  const words = line.split(' ');
  const lines: string[] = [];
  let current = words.shift() ?? '';
  for (const word of words) {
    if (lines.length < most - 1 && cut(`${current} ${word}`, columns) !== `${current} ${word}`) {
      lines.push(current);
      current = word;
    } else current += ` ${word}`;
  }
  return [...lines, current].map((each) => cut(each, columns));
}

/** Lines of a matcher's message that repeat the code, or belong to a debugger. */
const NOISE = [
  /^expect(\.\w+)*\(.*\)\.[\w.]+\(.*\)/,
  /^(Object\.is|deep) equality/,
  /^=+( logs =+)?$/,
  /^-{5,}$/,
  // The legend of a comparison, its positions, and its brackets: with them, four lines would contain no fact.
  /^[-+] (Expected|Received)\b.*\s[-+]\s+\d+$/,
  /^@@ -\d+(,\d+)? \+\d+(,\d+)? @@$/,
  /^Timeout:\s+\d+ms$/,
  /^[-+]$/,
  /^[-+]?\s*(Array|Object)?\s*[[\]{}]{1,2},?$/,
];

/** `Expected: "a"` or `-  "a"`, and the lines of the other side that follow. */
const SIDES = [
  [/^(\s*Expected[^:]*:\s+)(.*)$/, /^(\s*Received[^:]*:\s+)(.*)$/],
  [/^(-\s+)(.*)$/, /^(\+\s+)(.*)$/],
] as const;
/** Maximum length of a beginning that both sides share before it is cut: the screen has no room for more. */
const MAX_COMMON = 40;
const KEPT_COMMON = 20;

/** For a line of one side, the position of the matching line of the other: several lines of one side come before as many of the other. */
function besideOf(lines: readonly string[], at: number, side: RegExp): number {
  const last = lines.findIndex((line, index) => index > at && !side.test(line));
  const first = lines.findLastIndex((line, index) => index < at && !side.test(line)) + 1;
  return last < 0 ? -1 : last + at - first;
}

/** Shows both sides from shortly before their first difference if it comes late. */
function fromDifference(lines: readonly string[]): string[] {
  const shown = [...lines];
  for (const [at, line] of lines.entries())
    for (const [one, other] of SIDES) {
      const [, first, expected = ''] = one.exec(line) ?? [];
      const beside = first === undefined ? -1 : besideOf(lines, at, one);
      const [, second, received = ''] = other.exec(lines[beside] ?? '') ?? [];
      if (first === undefined || second === undefined) continue;
      const [wanted, got] = [Array.from(expected), Array.from(received)];
      const common = wanted.findIndex((character, index) => character !== got[index]);
      const start = (common < 0 ? wanted.length : common) - KEPT_COMMON;
      if (start + KEPT_COMMON <= MAX_COMMON) continue;
      shown[at] = `${first}…${wanted.slice(start).join('')}`;
      shown[beside] = `${second}…${got.slice(start).join('')}`;
    }
  return shown;
}

/**
 * The lines of an error that a tired reader needs: what was asked, expected, received, where to look.
 * @returns at most `most` lines, without blanks, stack and call log
 */
export function gist(error: string, most: number): string[] {
  const lines = (error.split(/\n(?:Call [Ll]og:|\s+at )/)[0] ?? '')
    .split('\n')
    .map((line) => line.replace(/^(\w*Error|NoAnswer): /, '').trimEnd())
    .filter((line) => line.trim() !== '');
  const meant = lines.filter((line) => !NOISE.some((noise) => noise.test(line.trim())));
  // The description of what was searched for comes before the selector, which repeats it.
  const withoutSelector = meant.filter((line, at) => at === 0 || !/^Locator:/.test(line.trim()));
  const facts = meant.length > most ? withoutSelector : meant;
  const chosen = fromDifference(facts.length > 0 ? facts : lines);
  const look = chosen.findIndex((line) => /^\s*Where to look\b/.test(line));
  const last = look >= most ? chosen[look] : undefined;
  return last === undefined ? chosen.slice(0, most) : [...chosen.slice(0, most - 1), last];
}

/** {@link clean} for every text in a value made of JSON. */
export function cleanAll<T>(value: T): T {
  if (typeof value === 'string') return clean(value) as T;
  if (Array.isArray(value)) return value.map(cleanAll) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, cleanAll(each as unknown)])) as T;
}
