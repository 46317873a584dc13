import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { enter, onHost } from '../../hosts/hosts.js';
import { filled } from '../../hosts/overlay.js';
import { CHECKOUT } from '../../paths.js';
import { picture } from '../../site/seed/pictures.js';
import { SITES } from '../plan.js';
import { CLUB } from './club.js';
import type { BlogContent } from './content.js';
import { KITCHEN } from './kitchen.js';

const HERE = join(CHECKOUT, 'lab', 'blog', 'wordpress');
const CONTENT: Readonly<Record<string, BlogContent>> = { club: CLUB, kitchen: KITCHEN };

type WordpressSite = { readonly id: string; readonly host: string; readonly database: string };

/** WordPress sites, each with a database. */
export const WORDPRESS_SITES: readonly WordpressSite[] = SITES.filter(({ kind }) => kind === 'wordpress').map(
  ({ id, names: [host] }) => ({ id, host, database: `wp_${id}` }),
);

/** Unpacks WordPress below the web root of each site, and configures it. */
export function unpackWordpress(wordpress: string, www: string): void {
  for (const { id, database } of WORDPRESS_SITES) {
    cpSync(join(wordpress, 'wordpress'), join(www, id), { recursive: true });
    writeFileSync(join(www, id, 'wp-config.php'), filled(join(HERE, 'wp-config.php'), { site: id, database }));
  }
}

/** Installs the sites on the old host and fills them. */
export async function fillWordpress(): Promise<void> {
  for (const { id, host, database } of WORDPRESS_SITES) {
    // In its /tmp, which is emptied at the next start.
    const from = `/tmp/fill-${id}`;
    writeContent(CONTENT[id], join(`/proc/${enter('old')[1] ?? ''}/root`, from));
    await onHost(
      'old',
      `mysql -e 'CREATE DATABASE ${database} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci'
php -d display_errors=stderr ${from}/fill.php /var/www/${id} ${from} ${host}
chown -R deploy:www-data /var/www/${id}
chown -R www-data:www-data /var/www/${id}/wp-content/uploads
chmod 640 /var/www/${id}/wp-config.php`,
    );
  }
}

function writeContent(content: BlogContent | undefined, folder: string): void {
  if (!content) throw new Error('a WordPress site has no content: see lab/blog/wordpress/sites.ts');
  mkdirSync(folder);
  writeFileSync(join(folder, 'content.json'), JSON.stringify(content));
  writeFileSync(join(folder, 'fill.php'), readFileSync(join(HERE, 'fill.php')));
  for (const { picture: hue } of content.posts)
    if (hue !== undefined)
      writeFileSync(join(folder, `hill-${hue}.png`), picture(900, hue, 'ABCDEGMX'[hue % 8] ?? 'X'));
}
