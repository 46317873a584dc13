import { PNG } from 'pngjs';
import { randomId } from '../made-up.js';

/** Begins the title or name of everything that the suite creates, so that its leftovers can be distinguished from people's content. */
export const MARK = 'd2p';

/** A name that occurs nowhere else: letters and digits only, so that WordPress does not change it. */
export const markedName = (): string => `${MARK}${randomId()}`;

/** A picture that is large enough for WordPress to generate smaller sizes of it. */
export function picture(): Buffer {
  const png = new PNG({ width: 800, height: 600 });
  for (let at = 0; at < png.data.length; at += 1) png.data[at] = (at >> 4) & 0xff;
  return PNG.sync.write(png);
}
