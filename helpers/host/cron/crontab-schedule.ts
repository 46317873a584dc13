/** The time and date fields of crontab(5), in order, with the values they may hold. */
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

/**
 * The times that a schedule means, in one spelling, so that two schedules can be compared: `0,30 * * * *` and
 * `0-59/30 * * * *` give the same text. Lists are sorted and written out, a full list is `*`, Sunday is 0.
 * @param text five fields, or one of the special strings
 * @throws Error that says which field cron would not take
 */
export function timesOf(text: string): string {
  const words = text
    .trim()
    .toLowerCase()
    .split(/[ \t]+/);
  const [first = ''] = words;
  if (words.length === 1 && first === '@reboot') return first;
  if (words.length === 1 && first in SPECIAL) return timesOf(SPECIAL[first] ?? '');
  if (words.length !== FIELDS.length) throw new Error(`"${text}" is not five fields`);
  const sets = FIELDS.map((field, index) => valuesOf(words[index] ?? '', field));
  const [minutes = [], hours = [], days = [], months = [], weekdays = []] = sets;
  const written = (values: readonly number[], all: number): string => (values.length === all ? '*' : values.join(','));
  if (sets.some((values) => values.length === 0)) return 'never';
  const time = [written(minutes, 60), written(hours, 24)].join(' ');
  // "If both fields are restricted (don't contain the '*' character), the command will be run when either field
  // matches": the daemon looks at the first character only, so that `*/2` does not count as restricted.
  const either = !(words[2] ?? '').startsWith('*') && !(words[4] ?? '').startsWith('*');
  if (either && (days.length === 31 || weekdays.length === 7)) return `${time} * ${written(months, 12)} *`;
  const or = either ? ' (either day)' : '';
  return `${time} ${written(days, 31)} ${written(months, 12)} ${written(weekdays, 7)}${or}`;
}

type Field = (typeof FIELDS)[number];

function valuesOf(text: string, field: Field): number[] {
  const values = new Set(text.split(',').flatMap((part) => rangeOf(part, field)));
  // Sunday is 0 or 7.
  if (field.to === 7 && values.delete(7)) values.add(0);
  return [...values].sort((one, other) => one - other);
}

// A star, `5`, `1-5`, `mon-fri`, and `/10` after a star or a range. A step after a single number is not in crontab(5),
// and Debian's cron refuses it.
function rangeOf(part: string, field: Field): number[] {
  const wrong = (why: string): Error => new Error(`the ${field.name} "${part}" ${why}`);
  const [, star, low, high, step] = /^(?:(\*)|([a-z]+|\d+)(?:-([a-z]+|\d+))?)(?:\/(\d+))?$/i.exec(part) ?? [];
  if (star === undefined && low === undefined) throw wrong('is not a number, range or list');
  if (star === undefined && high === undefined && step !== undefined) throw wrong('has a step but no range');
  const number = (word: string): number => {
    const value = /^\d+$/.test(word) ? Number(word) : (field.names as readonly string[]).indexOf(word.toLowerCase());
    if (value < field.from || value > field.to) throw wrong(`is not within ${field.from}-${field.to}`);
    return value;
  };
  const from = low === undefined ? field.from : number(low);
  const to = low === undefined ? field.to : number(high ?? low);
  const by = Number(step ?? 1);
  if (by === 0) throw wrong('has a step of 0');
  // Cron takes a range that runs backwards, and finds no value in it.
  return Array.from({ length: Math.max(0, Math.floor((to - from) / by) + 1) }, (_, index) => from + index * by);
}
