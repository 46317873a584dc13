import { join } from 'node:path';
import { ZONE } from '../plan.js';
import { page, put } from './pages.js';

type Letter = { readonly year: number; readonly issue: number; readonly title: string; readonly text: string };

const LETTERS: readonly Letter[] = [
  { year: 2018, issue: 1, title: 'A club begins', text: 'Seven people, one map, no umbrella.' },
  { year: 2018, issue: 2, title: 'The first hundred kilometers', text: 'Priya counted. प्रिया ने सब गिना।' },
  { year: 2019, issue: 1, title: 'New addresses', text: 'Our letters have moved; the old links still work.' },
  { year: 2020, issue: 1, title: 'Walking alone', text: 'One walker for each path, and we wave across the valley. 👋' },
  { year: 2022, issue: 1, title: 'Γειά σου, Γιώργο', text: 'Ο Γιώργος έφερε ελιές για όλους.' },
  { year: 2024, issue: 1, title: 'Sechs Jahre', text: 'Größer, langsamer, fröhlicher.' },
  { year: 2025, issue: 1, title: 'שביל חדש', text: 'דנה מצאה שביל קצר יותר אל המעיין.' },
];

/** letters.ZONE: the newsletters, a feed of them, and a page that was written without a body element, which HTML allows. */
export function writeLetters(folder: string): void {
  const base = `https://letters.${ZONE}`;
  const path = ({ year, issue }: Letter): string => `/${year}/${issue}.html`;
  const newest = [...LETTERS].reverse();
  const list = newest.map(
    (letter) => `<li><a href="${path(letter)}">${letter.year}/${letter.issue}: ${letter.title}</a></li>`,
  );
  const feed = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">';
  put(join(folder, 'index.html'), page({ title: 'Letters', head: feed, body: `<ul>\n${list.join('\n')}\n</ul>` }));
  for (const letter of LETTERS) {
    const { title, text } = letter;
    put(join(folder, path(letter)), page({ title, body: `<p>${text}</p>\n<p><a href="/">All letters</a></p>` }));
  }
  put(
    join(folder, 'plain.html'),
    '<!DOCTYPE html>\n<title>As plain as can be</title>\n<p>No head, no body, all valid.\n',
  );
  put(join(folder, 'addresses.txt'), 'Hillwalkers, Weiherweg 3 ½, Hügelheim\n');
  const items = newest.map(
    (letter) =>
      `  <item><title>${letter.title}</title><link>${base}${path(letter)}</link><description>${letter.text}</description></item>`,
  );
  put(
    join(folder, 'feed.xml'),
    `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>\n  <title>Letters of the hillwalkers</title>\n  <link>${base}/</link>\n  <description>What we did</description>\n${items.join('\n')}\n</channel></rss>\n`,
  );
}
