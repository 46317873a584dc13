import { join } from 'node:path';
import { picture } from '../../site/seed/pictures.js';
import { page, put } from './pages.js';

type Album = { readonly id: string; readonly title: string; readonly captions: readonly string[] };

const ALBUMS: readonly Album[] = [
  {
    id: 'spring',
    title: 'Spring on the hill',
    captions: ['First crocus', 'Mud, a lot of it', 'Zoë at the gate', 'The pond'],
  },
  {
    id: 'herbst',
    title: 'Herbst am Weiher',
    captions: ['Nebel über dem Wasser', 'Gänse', 'Jörg mit Thermosflasche', 'Laub'],
  },
  { id: 'yama', title: '山の写真', captions: ['朝の霧', '茶屋', '尾根から', '下り道'] },
];
const MEMBERS: Album = {
  id: 'members',
  title: 'For members',
  captions: ['Summer party', 'The band', 'Nobody knows who this is'],
};

/** The shared login of the club's members: `walker`, `boots-and-rain`; as apr1, which both servers can read. */
const HTPASSWD = 'walker:$apr1$Hw8kzL2e$nnLDoBBxJjDSrkuBn9ius1\n';

function writeAlbum(folder: string, { id, title, captions }: Album, hue: number): void {
  const figures = captions.map((caption, index) => {
    const name = `${id}-${index + 1}.png`;
    put(join(folder, id, name), picture(240, hue + index, 'ABCDEGMX'[(hue + index) % 8] ?? 'X'));
    return `<figure><img src="${name}" alt="${caption}" width="240" height="240" loading="lazy"><figcaption>${caption}</figcaption></figure>`;
  });
  put(
    join(folder, id, 'index.html'),
    page({ title, body: `${figures.join('\n')}\n<p><a href="/">All albums</a></p>` }),
  );
}

/** photos.ZONE: three albums, one more for members with a password, and a folder that lists itself. */
export function writePhotos(folder: string): void {
  const links = [...ALBUMS, MEMBERS].map(({ id, title }) => `<li><a href="/${id}/">${title}</a></li>`);
  put(join(folder, 'index.html'), page({ title: 'Photos', body: `<ul>\n${links.join('\n')}\n</ul>` }));
  for (const [index, album] of [...ALBUMS, MEMBERS].entries()) writeAlbum(folder, album, index * 5);
  for (const index of [1, 2, 3]) put(join(folder, 'originals', `scan-${index}.png`), picture(400, index + 20, 'M'));
  put(join(folder, 'originals', '.htaccess'), 'Options +Indexes\n');
  put(
    join(folder, 'members', '.htaccess'),
    'AuthType Basic\nAuthName "Members of the club"\nAuthUserFile /etc/club/members.htpasswd\nRequire valid-user\n',
  );
}

/** Writes the password file of the members' album. */
export const writeMembersPassword = (file: string): void => {
  put(file, HTPASSWD);
};
