/** `22 Jun 2012, 03:00:52 UTC` for people, ISO 8601 for programs. UTC, because the people who decide are in several time zones. */
export function moment(iso: string): { iso: string; words: string } {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return { iso: '', words: iso };
  const words = time.toLocaleString('en-GB', { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'medium' });
  return { iso: time.toISOString(), words: `${words} UTC` };
}

/** The moment from which a verdict is too old to rely on. */
export const validUntil = (run: { readonly started: string; readonly shelfLifeHours: number }) =>
  moment(new Date(Date.parse(run.started) + run.shelfLifeHours * 3_600_000).toISOString());

/** `22 Jun 2012` */
export const day = (iso: string): string =>
  new Date(iso).toLocaleDateString('en-GB', { timeZone: 'UTC', dateStyle: 'medium' });

/** `03:00:52`, where the day is clear from the context. */
export const clockTime = (iso: string): string => new Date(iso).toISOString().slice(11, 19);

/** `850 ms`, `52 s`, `4 min 12 s`, `3 h 5 min` */
export function lasted(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (seconds < 100) return `${seconds} s`;
  const [large, small] = seconds < 3600 ? ['min', 's'] : ['h', 'min'];
  const [whole, rest] = seconds < 3600 ? [seconds / 60, seconds % 60] : [seconds / 3600, (seconds % 3600) / 60];
  return `${Math.floor(whole)} ${large}${Math.floor(rest) === 0 ? '' : ` ${Math.floor(rest)} ${small}`}`;
}

/** `820 B`, `12 KB`, `1.4 MB` */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A path below the page as a link; a name with `%`, `#` or `?` in it stays a name. */
export const link = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

/** Turns a step's id or similar text into an HTML id: letters, digits, and `-` only. */
export const anchor = (id: string): string => id.replace(/[^A-Za-z0-9-]+/g, '-');
