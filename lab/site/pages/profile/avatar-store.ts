import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const SUFFIXES = ['', '_xs', '_30_30', '_50_50', '_150', '_200', '_500', '_original'];

const isPicture = (bytes: Buffer): boolean =>
  bytes.subarray(0, 8).toString('hex') === '89504e470d0a1a0a' ||
  bytes.subarray(0, 3).toString('hex') === 'ffd8ff' ||
  /^GIF8[79]a/.test(bytes.subarray(0, 6).toString('latin1'));

/**
 * Stores an uploaded picture as the avatar of a member. The real site scales it; here every size is the original,
 * which keeps files, names and rows right and needs no picture library.
 * @returns false where it is no GIF, JPEG or PNG
 */
export async function saveAvatar(data: string, id: number, bytes: Buffer): Promise<boolean> {
  if (!isPicture(bytes)) return false;
  const folder = join(data, 'user', 'avatars');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const suffix of SUFFIXES) await writeFile(join(folder, `${id}${suffix}`), bytes);
  return true;
}
