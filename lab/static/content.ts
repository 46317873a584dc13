import { join } from 'node:path';
import { page, put } from '../blog/content/pages.js';
import { ZONE } from './plan.js';

const FRUIT = [
  { id: 'boskoop', title: 'Schöner aus Boskoop', text: 'Keeps until March in a cold cellar.' },
  { id: 'williams', title: 'Williams Christ', text: 'A pear for a week in September.' },
  { id: 'zwetschge', title: 'Bühler Frühzwetschge', text: 'For cakes. Die Wespen wissen es auch.' },
  { id: 'kvede', title: 'Kvæde', text: 'Hård som sten, og dufter bedst af alle.' },
] as const;
const NOTES = ['2023-03', '2024-03', '2025-03'] as const;

const links = (items: readonly (readonly [path: string, title: string])[]): string =>
  `<ul>\n${items.map(([path, title]) => `<li><a href="${path}">${title}</a></li>`).join('\n')}\n</ul>`;
const head = '<link rel="stylesheet" href="/style.css">';
const home = '<p><a href="/">Home</a></p>';

/** The pages of both sites, below the folder of the web server. */
export function writePages(www: string): void {
  for (const site of ['www', 'notes']) {
    put(join(www, site, 'style.css'), 'body { max-width: 40em; margin: auto; }\n');
    put(join(www, site, 'robots.txt'), 'User-agent: *\nAllow: /\n');
    put(join(www, site, 'not-found.html'), page({ title: 'There is no such page', head, body: home }));
  }
  const fruit = FRUIT.map(({ id, title }) => [`/fruit/${id}.html`, title] as const);
  put(
    join(www, 'www', 'index.html'),
    page({
      title: 'The orchard',
      head,
      body: links([['/about.html', 'Who we are'], [`https://notes.${ZONE}/`, 'Notes'], ...fruit]),
    }),
  );
  put(
    join(www, 'www', 'about.html'),
    page({ title: 'Who we are', head, body: `<p>Three families, eleven trees.</p>${home}` }),
  );
  for (const { id, title, text } of FRUIT)
    put(join(www, 'www', 'fruit', `${id}.html`), page({ title, head, body: `<p>${text}</p>${home}` }));
  put(
    join(www, 'notes', 'index.html'),
    page({ title: 'Notes', head, body: links(NOTES.map((month) => [`/${month}.html`, `Pruning ${month}`])) }),
  );
  for (const month of NOTES)
    put(join(www, 'notes', `${month}.html`), page({ title: `Pruning ${month}`, head, body: `<p>All cut.</p>${home}` }));
}
