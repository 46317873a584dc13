import type { Value } from '../database.js';

const DAY_AND_TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/;
const ZERO_DATE = /^0000-00-00/;

type Cause = readonly [
  tells: (onOld: string, onNew: string) => boolean,
  words: string | ((onOld: string, onNew: string) => string),
];

/** A migration usually changes a text in one of these ways; the first match is reported. */
const TEXT_CAUSES: readonly Cause[] = [
  [(onOld, onNew) => onOld.trimEnd() === onNew.trimEnd(), 'only trailing whitespace differs'],
  [(onOld, onNew) => onOld.replaceAll('\r\n', '\n') === onNew.replaceAll('\r\n', '\n'), 'only line endings differ'],
  [(onOld, onNew) => onOld.toLowerCase() === onNew.toLowerCase(), 'only the letter case differs'],
  [(onOld, onNew) => misread(onOld) === onNew, 'UTF-8 was read as latin1 in transit and encoded again on the new host'],
  [
    (onOld, onNew) => misread(onNew) === onOld,
    'the old host holds UTF-8 misread as latin1, which the new host has corrected',
  ],
  [
    (onOld, onNew) => /[^\0-\x7f]/.test(onOld) && asQuestionMarks(onOld, onNew),
    'non-ASCII characters became question marks on the new host',
  ],
  [(onOld, onNew) => onOld.normalize('NFC') === onNew.normalize('NFC'), 'the same letters, but composed differently'],
  [
    (onOld, onNew) => onNew !== '' && onOld.startsWith(onNew),
    (onOld, onNew) => `cut off on the new host after ${onNew.length} of ${onOld.length} characters`,
  ],
];

/**
 * Why two values of one cell differ, if a cause can be determined; undefined otherwise. Never contains any part of a text.
 */
export function causeOf(onOld: Value, onNew: Value, type = ''): string | undefined {
  if (onOld === null || onNew === null) return nullCause(onOld, onNew);
  if (Buffer.isBuffer(onOld) || Buffer.isBuffer(onNew)) return undefined;
  const [before, now] = [String(onOld), String(onNew)];
  if (ZERO_DATE.test(before) !== ZERO_DATE.test(now)) return 'a zero date on one host is a real date on the other';
  if (DAY_AND_TIME.test(before) && DAY_AND_TIME.test(now)) return timeCause(before, now);
  if (isNumber(before) && isNumber(now)) return numberCause(Number(before), Number(now), type);
  const [, words] = TEXT_CAUSES.find(([tells]) => tells(before, now)) ?? [];
  return typeof words === 'function' ? words(before, now) : words;
}

function nullCause(onOld: Value, onNew: Value): string {
  const other = onOld ?? onNew;
  const what =
    other === '' ? 'an empty string' : typeof other === 'string' && ZERO_DATE.test(other) ? 'a zero date' : 'a value';
  return onOld === null ? `NULL became ${what} on the new host` : `${what} became NULL on the new host`;
}

function numberCause(onOld: number, onNew: number, type: string): string | undefined {
  if (type === 'float' && onNew === Math.fround(Number(onOld.toPrecision(6))))
    return 'rounded to six digits, which is how mysqldump writes a FLOAT';
  return Math.abs(onOld - onNew) <= Math.abs(onOld) * 1e-6 ? 'equal to within one millionth' : undefined;
}

function timeCause(onOld: string, onNew: string): string {
  const seconds = (Date.parse(`${onNew.replace(' ', 'T')}Z`) - Date.parse(`${onOld.replace(' ', 'T')}Z`)) / 1000;
  if (seconds !== 0 && Math.abs(seconds) <= 14 * 3600 && seconds % 3600 === 0)
    return `shifted by exactly ${seconds / 3600 > 0 ? '+' : ''}${seconds / 3600} h: a different time zone at dump or import`;
  return seconds < 0
    ? 'later on the old host: changed there after the copy?'
    : 'later on the new host: changed there after the copy?';
}

const isNumber = (text: string): boolean => /^[-+]?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(text);

/** Bytes 80 to 9f of Windows-1252, with control characters for the unassigned ones. Node's own TextDecoder reads ISO-8859-1. */
const FROM_80 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** A text as it looks when its UTF-8 bytes are misread as MySQL's latin1, which is Windows-1252. */
const misread = (text: string): string =>
  Buffer.from(text)
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (letter) => FROM_80.charAt(letter.charCodeAt(0) - 0x80));

const asQuestionMarks = (onOld: string, onNew: string): boolean => onOld.replace(/[^\0-\x7f]/gu, '?') === onNew;

/** Types whose values reveal nothing about anyone: only these are shown. */
const PLAIN =
  /^(tinyint|smallint|mediumint|int|bigint|decimal|float|double|date|datetime|timestamp|time|year|enum|set)$/;
/** Names of columns whose values are never shown. */
export const SECRET = /pass|pwd|pw$|key|secret|token|mail|phone|crypt|birth/i;

/** A value as evidence may contain it: numbers, dates, and enum values as they are; for texts, only their length. */
export function shown(
  value: Value,
  column: { readonly name: string; readonly type: string },
  isSecret = false,
): string {
  if (value === null) return 'NULL';
  if (isSecret || SECRET.test(column.name)) return '(not shown)';
  if (PLAIN.test(column.type)) return String(value);
  const length = Buffer.isBuffer(value) ? value.length : Array.from(String(value)).length;
  const unit = Buffer.isBuffer(value) ? 'byte' : 'character';
  return `(${length} ${unit}${length === 1 ? '' : 's'})`;
}
