import { AREAS, COLLECTORS } from './collectors/index.js';
import type { Area, Difference, Inventory } from './types.js';

/**
 * The area that compares the lines of a file, if only the digest of the file differs: the effect of its lines is compared
 * there, and comments have no effect. Undefined if no area reads the file, or if one could not.
 */
export function readLineByLine(
  { area, source: path, facet, kind }: Difference,
  hosts: readonly Pick<Inventory, 'areas'>[],
): Area | undefined {
  if (area !== 'files' || facet !== 'content' || kind !== 'changed') return undefined;
  const isOf = (source: string): boolean => source === path || source.startsWith(`${path} line `);
  return AREAS.find(
    (each) =>
      COLLECTORS[each].readsWhole?.test(path) === true &&
      hosts.every(({ areas }) => !areas[each].unreadable.some(({ scope }) => path.startsWith(scope))) &&
      (hosts.some(({ areas }) => areas[each].items.some(({ source }) => isOf(source))) || BY_GETENT.test(path)),
  );
}

/** Read through getent(1), which names no file; with a hyphen, the versions before the last change (passwd(5)). */
const BY_GETENT = /^\/etc\/(?:passwd|group|g?shadow|sub[ug]id)-?$/;
