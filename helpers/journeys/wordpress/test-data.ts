import { PNG } from 'pngjs';
import { randomId } from '../made-up.js';

/** Begins the title or name of all that the suite makes, so that what it left can be told from what people wrote. */
export const MARK = 'd2p';

/** A name that occurs nowhere else: letters and digits only, so that WordPress makes no other of it. */
export const markedName = (): string => `${MARK}${randomId()}`;

/** A picture that is large enough for WordPress to make smaller ones of it. */
export function picture(): Buffer {
  const png = new PNG({ width: 800, height: 600 });
  for (let at = 0; at < png.data.length; at += 1) png.data[at] = (at >> 4) & 0xff;
  return PNG.sync.write(png);
}
