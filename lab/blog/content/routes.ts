import { join } from 'node:path';
import { picture } from '../../site/seed/pictures.js';
import { ZONE } from '../plan.js';
import { page, put } from './pages.js';

type Route = {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly km: number;
  readonly text: string;
  /** Start of the track: latitude and longitude. */
  readonly start: readonly [number, number];
};

const ROUTES: readonly Route[] = [
  {
    id: 'moss-and-mill',
    title: 'Moss and Mill',
    language: 'en',
    km: 11.4,
    text: 'Along the stream to the old mill, back over the moss. Boots that keep water out, please.',
    start: [47.6912, 13.0521],
  },
  {
    id: 'grosse-runde',
    title: 'Große Runde über den Hügel',
    language: 'de',
    km: 17.25,
    text: 'Über den Rücken des Hügels und am Weiher zurück. Im März ist der Weg beim Gehöft aufgeweicht.',
    start: [47.7011, 13.0409],
  },
  {
    id: 'foret-des-echos',
    title: 'La forêt des échos',
    language: 'fr',
    km: 8.05,
    text: 'Une boucle à l’ombre : trois clairières, deux ruisseaux et un écho très poli près du rocher.',
    start: [47.6855, 13.0613],
  },
  {
    id: 'lesnaya-tropa',
    title: 'Лесная тропа',
    language: 'ru',
    km: 9.6,
    text: 'Тропа идёт через ельник к сторожке. После дождя идите по верхней дороге.',
    start: [47.6788, 13.0702],
  },
  {
    id: 'chaya-no-michi',
    title: '茶屋の道',
    language: 'ja',
    km: 6.3,
    text: '茶屋まで登り、尾根をゆっくり下ります。秋の朝がいちばん静かです。',
    start: [47.6921, 13.0815],
  },
  {
    id: 'darb-al-waha',
    title: 'درب الينابيع',
    language: 'ar',
    km: 12.7,
    text: 'درب سهل يمرّ بثلاثة ينابيع. املأ قارورتك عند الينبوع الثاني.',
    start: [47.7102, 13.0333],
  },
];

/** Thirty points that wander away from the start, the same each time. */
const track = ({ start: [latitude, longitude], title }: Route): string => {
  const points = Array.from({ length: 30 }, (_, index) => {
    const at = [latitude + Math.sin(index / 5) / 200, longitude + Math.cos(index / 4) / 200];
    const [lat = '', lon = ''] = at.map((each) => each.toFixed(6));
    return `      <trkpt lat="${lat}" lon="${lon}"><ele>${420 + ((index * 37) % 180)}</ele></trkpt>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gpx version="1.1" creator="Hillwalkers" xmlns="http://www.topografix.com/GPX/1/1">',
    `  <trk>\n    <name>${title}</name>\n    <trkseg>`,
    ...points,
    '    </trkseg>\n  </trk>\n</gpx>\n',
  ].join('\n');
};

const STYLE = `body { font: 1rem/1.5 sans-serif; max-width: 44rem; margin: 2rem auto; color: #222; }
nav a { margin-right: 1rem; }
img { max-width: 100%; }
`;

/** routes.ZONE: a page for each walk, tracks to download, a sitemap, and a page for what does not exist. */
export function writeRoutes(folder: string): void {
  const base = `https://routes.${ZONE}`;
  const file = (name: string): string => join(folder, name);
  const list = ROUTES.map(
    ({ id, title, language, km }) => `<li lang="${language}"><a href="/${id}/">${title}</a> (${km} km)</li>`,
  );
  const head = (path: string): string =>
    `<link rel="canonical" href="${base}${path}"><link rel="stylesheet" href="/style.css">`;
  put(file('index.html'), page({ title: 'Our walks', head: head('/'), body: `<ul>\n${list.join('\n')}\n</ul>` }));
  put(file('style.css'), STYLE);
  for (const [index, route] of ROUTES.entries()) {
    const { id, title, language, km, text } = route;
    const next = ROUTES[(index + 1) % ROUTES.length]?.id ?? '';
    const body = `<p>${text}</p>
<p><img src="/pictures/${id}.png" alt="${title}" width="320" height="320"></p>
<p>${km} km · <a href="/tracks/${id}.gpx">GPX</a></p>
<nav><a href="/">All walks</a> <a href="/${next}/">Next</a></nav>`;
    put(file(`${id}/index.html`), page({ title, language, head: head(`/${id}/`), body }));
    put(file(`tracks/${id}.gpx`), track(route));
    put(file(`pictures/${id}.png`), picture(320, index + 1, 'ABCDEG'[index] ?? 'X'));
  }
  const addresses = ['/', ...ROUTES.map(({ id }) => `/${id}/`)];
  const sitemap = addresses.map((path) => `  <url><loc>${base}${path}</loc></url>`).join('\n');
  put(
    file('sitemap.xml'),
    `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${sitemap}\n</urlset>\n`,
  );
  put(file('robots.txt'), `User-agent: *\nDisallow: /tracks/\nSitemap: ${base}/sitemap.xml\n`);
  put(file('not-found.html'), page({ title: 'No such walk', body: '<p><a href="/">All walks</a></p>' }));
}
