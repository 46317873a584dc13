import type { Found } from '../../targets/drafted.js';
import { groupBy } from '../core/lists.js';
import type { Item } from '../inventory/types.js';

/** Where programs store their data, apart from the folders of sites. */
const STATE = ['/var/lib', '/srv'];
const STATIC = 'folder of a site; no folder in it has a different owner';

/**
 * Folders that hold data written by people and programs, only the topmost of each: below a site, those with a different owner than the site
 * itself; elsewhere, those of an account whose folder does not come from a package.
 * @param roots folders of sites
 */
export function dataFoldersIn(files: readonly Item[], roots: readonly string[]): Found['dataFolders'] {
  const folders = files.filter(({ value }) => value['kind'] === 'folder');
  const ownerOf = (path: string): string =>
    folders.find(({ key }) => key === path)?.value['owner']?.split(':')[0] ?? '';
  const holders = groupBy(
    files.filter(({ value }) => value['kind'] === 'file'),
    ({ key }) => key.slice(0, key.lastIndexOf('/')),
  );
  const holdsFiles = (path: string): boolean =>
    [...holders.keys()].some((folder) => folder === path || folder.startsWith(`${path}/`));
  const rankOf = (path: string): number => {
    const at = roots.findIndex((root) => path.startsWith(`${root}/`));
    return at < 0 ? roots.length : at;
  };
  const written = folders.flatMap(({ key, value, implied }) => {
    const owner = value['owner']?.split(':')[0] ?? '';
    const root = roots.find((each) => key.startsWith(`${each}/`));
    const state = STATE.find((each) => key.startsWith(`${each}/`));
    if (root !== undefined)
      return owner === ownerOf(root)
        ? []
        : [{ path: key, where: `owned by ${owner}, below ${root}, which belongs to ${ownerOf(root)}` }];
    const isOwn = state !== undefined && implied === undefined && owner !== 'root' && holdsFiles(key);
    return isOwn ? [{ path: key, where: `owned by ${owner}, and not part of any package` }] : [];
  });
  const highest = written
    .filter(({ path }) => !written.some((other) => path.startsWith(`${other.path}/`)))
    // Those of sites first, in the order of the sites.
    .sort((one, other) => rankOf(one.path) - rankOf(other.path) || one.path.localeCompare(other.path));
  return highest.length > 0 ? highest : roots.map((path) => ({ path, where: STATIC }));
}
