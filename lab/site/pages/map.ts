import type { Context } from '../web/context.js';

/**
 * Address of the map code, with the key of this host name. Always http, as on the real site.
 * @throws where no key is set: pages with a map do not work then
 */
export function mapScript({ config }: Context): string {
  const key = config.get('google', 'maps_api_key');
  if (key === '') throw new Error('Google config error!');
  return `http://maps.google.com/maps?file=api&v=2&key=${key}`;
}
