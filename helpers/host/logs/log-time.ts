const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const month = (name = ''): string => String(MONTHS.indexOf(name) / 3 + 1).padStart(2, '0');
const two = (text = ''): string => text.trim().padStart(2, '0');

const A_DAY = 86_400_000;
const AN_HOUR = 3_600_000;

/** How programs write the time; each yields date, time of day, and, if present, the offset from UTC or ` ZONE`. */
const FORMS: readonly (readonly [RegExp, (found: readonly string[], year: number) => string])[] = [
  // RFC 3339, with or without an offset: rsyslog, journald's short-iso, MariaDB, the site itself.
  [
    /^(\d{4}-\d\d-\d\d)(?:T| {1,2})(\d{1,2}):(\d\d:\d\d)(?:[.,]\d+)?(Z|[-+]\d\d:?\d\d)?/,
    ([, day, hour, rest, offset]) => `${day ?? ''}T${two(hour)}:${rest ?? ''}${offset ?? ''}`,
  ],
  // nginx's error log.
  [
    /^(\d{4})\/(\d\d)\/(\d\d) ([\d:]{8})(?= )/,
    ([, year, name, day, time]) => `${year ?? ''}-${name ?? ''}-${day ?? ''}T${time ?? ''}`,
  ],
  // Apache's error log, with its microseconds since 2.4.
  [
    /^\[\w{3} (\w{3}) (\d\d) ([\d:]{8})(?:\.\d+)? (\d{4})\]/,
    ([, name, day, time, year]) => `${year ?? ''}-${month(name)}-${day ?? ''}T${time ?? ''}`,
  ],
  // PHP's error_log, since 5.3 with the zone that PHP itself is set to.
  [
    /^\[(\d\d)-(\w{3})-(\d{4}) ([\d:]{8})(?: ([^\]]+))?\]/,
    ([, day, name, year, time, zone]) =>
      `${year ?? ''}-${month(name)}-${day ?? ''}T${time ?? ''}${zone === undefined ? '' : ` ${zone}`}`,
  ],
  // RFC 3164, which has no year.
  [
    /^(\w{3}) ([ \d]\d) ([\d:]{8})(?= )/,
    ([, name, day, time], year) => `${year}-${month(name)}-${two(day)}T${time ?? ''}`,
  ],
  // MySQL 5: `120622  2:00:05`.
  [
    /^(\d\d)(\d\d)(\d\d) ([ \d]\d)(:\d\d:\d\d)/,
    ([, year, name, day, hour, rest]) => `20${year ?? ''}-${name ?? ''}-${day ?? ''}T${two(hour)}${rest ?? ''}`,
  ],
];

/** An offset from UTC as date(1) prints it, e.g. `+0200`, in milliseconds. */
export function offsetMs(offset: string): number {
  const [, sign, hours, minutes] = /^([-+])(\d\d):?(\d\d)$/.exec(offset) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
}

/** A zone by its name (`Europe/Berlin`), with its current offset from UTC. */
export type TimeZone = { readonly name: string; readonly offset: string };

const offsets = new Map<string, number>();

/** How far a zone is ahead of UTC at a moment, in milliseconds; undefined if there is no zone of that name. */
function offsetAt(zone: string, at: number): number | undefined {
  const key = `${zone} ${Math.floor(at / AN_HOUR)}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  try {
    const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
    const named = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const offset = offsetMs(named.replace('GMT', '') || '+0000');
    offsets.set(key, offset);
    return offset;
  } catch {
    return undefined;
  }
}

/** A local time in milliseconds since 1970; NaN if the zone is not known. */
function fromLocal(text: string, zone: string, otherwise: string | undefined): number {
  const wall = Date.parse(`${text}Z`);
  const near = offsetAt(zone, wall);
  if (near === undefined) return otherwise === undefined ? NaN : wall - offsetMs(otherwise);
  // In the hours around a clock change, the first guess may be on the wrong side.
  return wall - (offsetAt(zone, wall - near) ?? near);
}

/**
 * Removes the time from the beginning of a log line.
 * @param zone of the host: most programs write local time and do not say so
 * @param now a time without a year lies in the year before it, in milliseconds since 1970
 * @returns milliseconds since 1970, undefined if the line has no time; and the line without it
 */
export function takeTime(line: string, zone: TimeZone, now: number): { at: number | undefined; rest: string } {
  for (const [form, read] of FORMS) {
    const found = form.exec(line);
    if (!found) continue;
    const moment = (year: number): number => {
      const [text = '', named] = read(found, year).split(' ');
      const isWhole = /(?:Z|[-+]\d\d:?\d\d)$/.test(text.slice(11));
      if (isWhole) return Date.parse(text.replace(/([-+]\d\d)(\d\d)$/, '$1:$2'));
      return named === undefined ? fromLocal(text, zone.name, zone.offset) : fromLocal(text, named, undefined);
    };
    const year = new Date(now).getUTCFullYear();
    // Clocks differ a little; a time a day ahead belongs to last year.
    const at = moment(year) > now + A_DAY ? moment(year - 1) : moment(year);
    if (Number.isNaN(at)) continue;
    return { at, rest: line.slice(found[0].length).trimStart() };
  }
  return { at: undefined, rest: line };
}
