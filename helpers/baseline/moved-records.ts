import type { Host } from '../../targets/schema.js';
import type { Lists } from './stable-parts.js';

type Named = Pick<Host, 'hostname'>;

/** Records as they were, except those that named the old host and now name the new one: that change is the move. */
export const asMoved = (before: Lists, now: Lists, [old, next]: readonly [Named, Named]): Lists =>
  Object.fromEntries(
    Object.entries(before).map(([kind, records]) => [
      kind,
      records.map((record) => {
        const moved = record.replaceAll(old.hostname, next.hostname);
        return now[kind]?.includes(moved) === true ? moved : record;
      }),
    ]),
  );
