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
