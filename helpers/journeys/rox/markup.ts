import { parse } from 'node-html-parser';

/** The address that a page says its links start from; undefined where it has no base. */
export const baseOf = (html: string): string | undefined =>
  parse(html).querySelector('base#baseuri')?.getAttribute('href');

/** Does a page have what this selector finds? Read as HTML: quotes and the order of attributes are the site's business. */
export const has = (html: string, selector: string): boolean => parse(html).querySelector(selector) !== null;

/** Where the members of a search result live, as its XML has it for the map. Entries without a place are left out. */
export function mapMarkers(xml: string): { latitude: number; longitude: number }[] {
  return parse(xml)
    .querySelectorAll('marker')
    .flatMap((marker) => {
      const [latitude, longitude] = ['Latitude', 'Longitude'].map((name) => marker.getAttribute(name) ?? '');
      if (!latitude || !longitude) return [];
      return [{ latitude: Number(latitude), longitude: Number(longitude) }];
    });
}

/** Where pages of the site complain; without a complaint, what they are called. */
const COMPLAINTS = ['.error, .warning', 'h1, h2, title'] as const;

/**
 * A text, where a page says it; where it does not, what it says in its place.
 * @param places selectors, the first that finds something
 */
export function saidOn(html: string, text: string, places: readonly string[] = COMPLAINTS): string {
  if (html.includes(text)) return text;
  const page = parse(html);
  const all = places.map((place) =>
    page.querySelectorAll(place).map((found) => found.text.replace(/\s+/g, ' ').trim()),
  );
  return all.find((found) => found.join('') !== '')?.join(' | ') ?? '(neither an error message nor a heading)';
}
