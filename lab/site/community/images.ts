import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { reply, type Reply } from '../web/context.js';

export type Image = {
  readonly type: 'image/png' | 'image/gif' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
};

/** The type of the bytes, whatever name they came with; undefined for anything but GIF, JPEG and PNG. */
export function imageOf(bytes: Buffer): Image | undefined {
  if (bytes.length > 24 && bytes.readUInt32BE(0) === 0x89504e47) {
    return { type: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  }
  if (bytes.length > 10 && /^GIF8[79]a/.test(bytes.toString('latin1', 0, 6))) {
    return { type: 'image/gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  }
  if (bytes.length > 4 && bytes.readUInt16BE(0) === 0xffd8) {
    // Segments one after the other, until the one that states the size.
    for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
      const marker = bytes[at + 1] ?? 0;
      if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
        return { type: 'image/jpeg', width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
      }
    }
  }
  return undefined;
}

/** The picture no larger than `edge` on either side. Only PNG is really scaled; the others are small enough in a lab. */
function thumb(bytes: Buffer, edge: number): Buffer {
  const image = imageOf(bytes);
  // A few bytes can declare a picture of several gigabytes.
  if (image?.type !== 'image/png' || image.width * image.height > 40_000_000) return bytes;
  const from = PNG.sync.read(bytes);
  const scale = Math.min(1, edge / Math.max(from.width, from.height));
  const to = new PNG({
    width: Math.max(1, Math.round(from.width * scale)),
    height: Math.max(1, Math.round(from.height * scale)),
  });
  for (let y = 0; y < to.height; y++) {
    for (let x = 0; x < to.width; x++) {
      const source = (Math.floor(y / scale) * from.width + Math.floor(x / scale)) * 4;
      from.data.copy(to.data, (y * to.width + x) * 4, source, source + 4);
    }
  }
  return PNG.sync.write(to);
}

/**
 * Keeps a picture and its thumbs in a folder of the data directory; names are the hash of the bytes.
 * @param thumbs prefix of the name -> longest edge
 */
export async function keepImage(
  folder: string,
  bytes: Buffer,
  thumbs: Readonly<Record<string, number>>,
): Promise<string> {
  const name = createHash('sha1').update(bytes).digest('hex');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, name), bytes);
  for (const [prefix, edge] of Object.entries(thumbs)) await writeFile(join(folder, prefix + name), thumb(bytes, edge));
  return name;
}

const DOT = Buffer.from('R0lGODlhAQABAIAAAMDAwAAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64');

/** A picture of the data directory. For a missing picture, the placeholder is returned: never a 404, as on the real site. */
export async function imageReply(data: string, path: string | undefined): Promise<Reply> {
  const place = async (...parts: string[]): Promise<Buffer | undefined> => {
    try {
      return await readFile(join(data, ...parts));
    } catch {
      return undefined;
    }
  };
  const bytes = (path === undefined ? undefined : await place(path)) ?? (await place('gallery', 'nopic.gif')) ?? DOT;
  return reply(imageOf(bytes)?.type ?? 'image/gif', bytes);
}
