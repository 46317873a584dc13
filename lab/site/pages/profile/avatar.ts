import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reply, type Context, type Reply, type Routes } from '../../web/context.js';
import { memberByName } from '../../web/members.js';

const SIZES = ['xs', '50_50', '30_30', '150', '200', '500', 'original'];

const typeOf = (bytes: Buffer): string => {
  if (bytes.subarray(0, 2).toString('hex') === 'ffd8') return 'image/jpeg';
  return bytes.subarray(0, 3).toString('latin1') === 'GIF' ? 'image/gif' : 'image/png';
};

/**
 * members/avatar/<username>?<size>, from the data directory. If it is missing, unreadable, or not public: the empty avatar,
 * with status 200 too, so that broken data shows in the bytes only.
 */
async function avatar(context: Context): Promise<Reply> {
  const size = SIZES.find((one) => context.query.has(one));
  const suffix = size === undefined ? '' : `_${size}`;
  const member = await memberByName(context, context.path[2] ?? '');
  const found =
    member === undefined
      ? undefined
      : await readFile(join(context.config.data, 'user', 'avatars', `${member.id}${suffix}`)).catch(() => undefined);
  const bytes =
    found ??
    (await readFile(
      join(context.config.root, 'htdocs', 'images', 'misc', `empty_avatar${size === 'original' ? '' : suffix}.png`),
    ));
  return reply(typeOf(bytes), bytes, { 'Content-Length': String(bytes.length) });
}

export const routes: Routes = { 'members/avatar': avatar, 'member/avatar': avatar };
