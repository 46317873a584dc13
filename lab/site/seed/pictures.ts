import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PNG } from 'pngjs';

/** Letters of five by seven dots, one row a number: enough to tell pictures apart by eye. */
const GLYPHS: Readonly<Record<string, readonly number[]>> = {
  A: [14, 17, 17, 31, 17, 17, 17],
  B: [30, 17, 30, 17, 17, 17, 30],
  C: [15, 16, 16, 16, 16, 16, 15],
  D: [30, 17, 17, 17, 17, 17, 30],
  E: [31, 16, 30, 16, 16, 16, 31],
  G: [15, 16, 16, 19, 17, 17, 15],
  M: [17, 27, 21, 21, 17, 17, 17],
  X: [17, 10, 4, 4, 4, 10, 17],
};

/** A square picture: two colors blending from corner to corner, and a letter. The same arguments give the same bytes. */
export function picture(size: number, hue: number, letter: string): Buffer {
  const png = new PNG({ width: size, height: size, colorType: 2 });
  const glyph = GLYPHS[letter.toUpperCase()] ?? GLYPHS['X'] ?? [];
  const dot = Math.max(1, Math.floor(size / 12));
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const column = Math.floor((x - (size - 5 * dot) / 2) / dot);
      const row = Math.floor((y - (size - 7 * dot) / 2) / dot);
      const ink = column >= 0 && column < 5 && (((glyph[row] ?? 0) >> (4 - column)) & 1) === 1;
      const mix = (x + y) / (2 * size);
      const at = (y * size + x) * 4;
      png.data[at] = ink ? 255 : (hue * 37 + Math.floor(mix * 90)) % 200;
      png.data[at + 1] = ink ? 255 : (hue * 91 + Math.floor(mix * 60)) % 200;
      png.data[at + 2] = ink ? 255 : (hue * 53 + 80) % 200;
      png.data[at + 3] = 255;
    }
  }
  return PNG.sync.write(png, { colorType: 2, deflateLevel: 6 });
}

const sha1 = (bytes: Buffer): string => createHash('sha1').update(bytes).digest('hex');

const put = (path: string, bytes: Buffer): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
};

/** An avatar in every size the site keeps: data/user/avatars/<members.id>[_size]. */
export function writeAvatar(data: string, id: number, letter: string): void {
  const large = picture(500, id, letter);
  const sizes: Record<string, Buffer> = {
    '': picture(150, id, letter),
    _xs: picture(50, id, letter),
    _30_30: picture(30, id, letter),
    _50_50: picture(50, id, letter),
    _150: picture(150, id, letter),
    _200: picture(200, id, letter),
    _500: large,
    _original: large,
  };
  for (const [suffix, bytes] of Object.entries(sizes)) put(join(data, 'user', 'avatars', `${id}${suffix}`), bytes);
}

/** A picture of a gallery with its three thumbs; returns the name of its file, the hash of its bytes. */
export function writeGalleryPicture(data: string, userId: number, hue: number, letter: string): string {
  const bytes = picture(640, hue, letter);
  const file = sha1(bytes);
  const folder = join(data, 'gallery', `user${userId}`);
  put(join(folder, file), bytes);
  put(join(folder, `thumb${file}`), picture(100, hue, letter));
  put(join(folder, `thumb1${file}`), picture(240, hue, letter));
  put(join(folder, `thumb2${file}`), picture(500, hue, letter));
  return file;
}

export function writeGroupPicture(data: string, name: string, hue: number): void {
  put(join(data, 'groups', name), picture(200, hue, 'G'));
  put(join(data, 'groups', `thumb${name}`), picture(100, hue, 'G'));
}

/** The stand-in for a missing picture: one gray dot. */
export function writeNoPicture(data: string): void {
  put(
    join(data, 'gallery', 'nopic.gif'),
    Buffer.from('R0lGODlhAQABAIAAAMDAwAAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64'),
  );
}
