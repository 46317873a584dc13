import { parse } from 'node-html-parser';

/** The base address that a page declares for its links; undefined if it has none. */
export const baseOf = (html: string): string | undefined =>
  parse(html).querySelector('base#baseuri')?.getAttribute('href');

/** Does a page have a match for this selector? Parsed as HTML: quotes and the order of attributes do not matter. */
export const has = (html: string, selector: string): boolean => parse(html).querySelector(selector) !== null;

/** Where the members in a search result live, from its XML for the map. Entries without a place are left out. */
export function mapMarkers(xml: string): { latitude: number; longitude: number }[] {
  return parse(xml)
    .querySelectorAll('marker')
    .flatMap((marker) => {
      const [latitude, longitude] = ['Latitude', 'Longitude'].map((name) => marker.getAttribute(name) ?? '');
      if (!latitude || !longitude) return [];
      return [{ latitude: Number(latitude), longitude: Number(longitude) }];
    });
}

/** Where pages of the site show errors; if there is none, their title. */
const COMPLAINTS = ['.error, .warning', 'h1, h2, title'] as const;

/**
 * A text, if a page shows it; otherwise, the text that it shows instead.
 * @param places selectors, of which the first match counts
 */
export function saidOn(html: string, text: string, places: readonly string[] = COMPLAINTS): string {
  if (html.includes(text)) return text;
  const page = parse(html);
  const all = places.map((place) =>
    page.querySelectorAll(place).map((found) => found.text.replace(/\s+/g, ' ').trim()),
  );
  return all.find((found) => found.join('') !== '')?.join(' | ') ?? `(no text in ${places.join(', ')})`;
}
