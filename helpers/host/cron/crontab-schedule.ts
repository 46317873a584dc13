/** The time and date fields of crontab(5), in order, with the values that they accept. */
const FIELDS = [
  { name: 'minute', from: 0, to: 59, names: [] },
  { name: 'hour', from: 0, to: 23, names: [] },
  { name: 'day of month', from: 1, to: 31, names: [] },
  {
    name: 'month',
    from: 1,
    to: 12,
    names: ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { name: 'day of week', from: 0, to: 7, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
] as const satisfies readonly { name: string; from: number; to: number; names: readonly string[] }[];

/** crontab(5), "instead of the first five fields, one of eight special strings may appear". */
const SPECIAL: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** The end of the complaint about `5/15`, which cron has refused since 2014. */
export const NO_RANGE = 'has a step but no range';

/**
 * The times that a schedule means, in one spelling, so that two schedules can be compared: `0,30 * * * *` and
 * `0-59/30 * * * *` give the same text. Lists are sorted and expanded; a full list is `*`, and Sunday is 0.
 * @param text five fields, or one of the special strings
 * @throws Error that says which field cron would not accept
 */
export function timesOf(text: string): string {
  const words = text.replace(/^[ \t]+|[ \t]+$/g, '').split(/[ \t]+/);
  const [first = ''] = words;
  if (words.length === 1 && first === '@reboot') return first;
  if (words.length === 1 && Object.hasOwn(SPECIAL, first)) return timesOf(SPECIAL[first] ?? '');
  if (words.length !== FIELDS.length) throw new Error(`"${text}" does not have five fields`);
  const sets = FIELDS.map((field, index) => valuesOf(words[index] ?? '', field));
  // "If both fields are restricted (don't contain the '*' character), the command will be run when either field
  // matches": the daemon looks only at the first character, so `*/2` does not count as restricted.
  const either = [words[2], words[4]].every((word) => !word?.startsWith('*'));
  return formatTimes(sets, either);
}

/** @param either whether a match on either the day of the month or the day of the week is enough */
function formatTimes(sets: readonly (readonly number[])[], either: boolean): string {
  const valuesOfField = (index: number): readonly number[] => sets[index] ?? [];
  const [minutes, hours, months] = [valuesOfField(0), valuesOfField(1), valuesOfField(3)];
  const [days, weekdays] = [valuesOfField(2), valuesOfField(4)];
  const counts = [days, weekdays].map((values) => values.length);
  const isNever = either ? counts.every((count) => count === 0) : counts.includes(0);
  if (isNever || [minutes, hours, months].some((values) => values.length === 0)) return 'never';
  const isEveryDay = either && (days.length === 31 || weekdays.length === 7);
  // If either of two lists may match, an empty one adds nothing.
  const daysText = isEveryDay || (either && days.length === 0) ? '*' : formatList(days, 31);
  const weekdaysText = isEveryDay || (either && weekdays.length === 0) ? '*' : formatList(weekdays, 7);
  const or = either && !isEveryDay && !counts.includes(0) ? ' (either day)' : '';
  return `${formatList(minutes, 60)} ${formatList(hours, 24)} ${daysText} ${formatList(months, 12)} ${weekdaysText}${or}`;
}

const formatList = (values: readonly number[], all: number): string => (values.length === all ? '*' : values.join(','));

type Field = (typeof FIELDS)[number];

function valuesOf(text: string, field: Field): number[] {
  const values = new Set<number>();
  for (let rest = text; ;) {
    const { range, after } = rangeAt(rest, field);
    for (const value of range) values.add(value);
    // Anything other than a comma after a range is skipped: cron reads `5;x` as 5.
    if (!after.startsWith(',')) break;
    rest = after.slice(1);
  }
  // Sunday is 0 or 7.
  if (field.to === 7 && values.delete(7)) values.add(0);
  return [...values].sort((one, other) => one - other);
}

// A star, `5`, `1-5`, `mon-fri`, and `/10` after a star or a range. A step after a single number is not in crontab(5),
// and Debian's cron refuses it.
function rangeAt(text: string, field: Field): { range: number[]; after: string } {
  const wrong = (why: string): Error => new Error(`the ${field.name} "${text.split(',')[0] ?? ''}" ${why}`);
  const [whole = '', star, low, , high] = /^(?:(\*)|([a-z0-9]+)(-([a-z0-9]*))?)/i.exec(text) ?? [];
  if (whole === '') throw wrong('is not a number, a range, or a list');
  const isRange = star !== undefined || high !== undefined;
  const [stepped = '', step] = /^\/([a-z0-9]*)/i.exec(text.slice(whole.length)) ?? [];
  if (!isRange && stepped !== '') throw wrong(NO_RANGE);
  const number = (word: string): number => {
    const value = /^\d+$/.test(word) ? Number(word) : (field.names as readonly string[]).indexOf(word.toLowerCase());
    if (word === '' || value < field.from || value > field.to) throw wrong(`is not within ${field.from}-${field.to}`);
    return value;
  };
  const from = low === undefined ? field.from : number(low);
  const to = low === undefined ? field.to : number(high ?? low);
  const by = step === undefined ? 1 : /^\d+$/.test(step) ? Number(step) : 0;
  if (by === 0) throw wrong('has a step that is not a positive number');
  // Cron accepts a backward range, and finds no value in it.
  const range = Array.from({ length: Math.max(0, Math.floor((to - from) / by) + 1) }, (_, index) => from + index * by);
  return { range, after: text.slice(whole.length + stepped.length) };
}
