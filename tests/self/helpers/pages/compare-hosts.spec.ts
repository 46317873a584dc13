import { expect, test } from '@playwright/test';
import { pageFacts, type PageFacts } from '../../../../helpers/baseline/page.js';
import { mergePageSamples } from '../../../../helpers/baseline/stable-parts.js';
import { causesOf } from '../../../../helpers/pages/causes.js';
import { leadingBack } from '../../../../helpers/pages/leading-back.js';
import { lab } from '../../../../targets/lab/target.js';
import { comparePages, confirmedDifferences } from '../../../../helpers/pages/compare-hosts.js';
import { LocalSite } from './local-site.js';

const HOST = 'www.example';
const TARGET = {
  sites: [{ name: 'www', host: HOST, aliases: [], root: '/srv' }] as [
    { name: string; host: string; aliases: string[]; root: string },
  ],
  baselineComparison: { steady: ['/about'], living: [], allowed: [{ words: /Running on/, why: 'meant' }] },
};
const body = (number: number, head = ''): string =>
  `<html><head><title>Article</title>${head}</head><body><h1 id="top">Our site</h1><p>Article ${'abcdefghij'[number] ?? ''}</p><p>Footer</p></body></html>`;

type Change = { status?: number; text?: string; headers?: Record<string, string> };
const page = (number: number, { status = 200, text = body(number), headers = {} }: Change = {}): PageFacts =>
  pageFacts({
    url: `http://${HOST}/${number === 0 ? 'about' : `article-${number}`}`,
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
    body: Buffer.from(text),
    text,
    address: '198.51.100.10',
  });
/** Ten pages of a site before, and as a change left them; how they differ, by cause. */
function causes(change: (number: number) => Change, before: (number: number) => Change = () => ({})): string[] {
  const pairs = Array.from({ length: 10 }, (_, number) => {
    const first = page(number, before(number));
    return { before: mergePageSamples(first, first), now: page(number, change(number)) };
  });
  return causesOf(
    comparePages(TARGET, pairs).filter(({ kind }) => kind === 'regression'),
    { old: 'Deer', new: 'Puma' },
  );
}

const exceptTheFirst =
  (change: Change) =>
  (number: number): Change =>
    number === 0 ? {} : change;
/** The article of one page is another one. */
const otherWordsOn = (page: number) => (number: number) => ({ text: body(number === page ? 6 : number) });

test('many lost pages are one finding', () => {
  expect(causes(exceptTheFirst({ status: 404 }))).toEqual([
    `GET http://${HOST}/article-1 and 8 more: | status 200 on Deer, 404 on Puma`,
  ]);
});

test("every page's directives for search engines are compared, even where there were none before", () => {
  const head = '<meta name="robots" content="noindex">';
  expect(causes((number) => ({ text: body(number, head) }))).toEqual([
    `GET http://${HOST}/about and 9 more: | only on Puma: robots noindex`,
  ]);
  expect(causes(() => ({ headers: { 'x-robots-tag': 'noindex' } }))).toEqual([
    `GET http://${HOST}/about and 9 more: | x-robots-tag none on Deer, noindex on Puma`,
  ]);
});

test('canonical links to another hostname on every page are one finding, and so are such redirects', () => {
  const canonical = (name: string) => (number: number) => ({
    text: body(number, `<link rel="canonical" href="http://${name}/article-${number}">`),
  });
  expect(causes(canonical('test.example'), canonical(HOST))).toEqual([
    `GET http://${HOST}/about and 9 more: | only on Deer: canonical http://${HOST}/article-#`,
    `GET http://${HOST}/about and 9 more: | only on Puma: canonical http://test.example/article-#`,
  ]);
  const goes = (name: string) => (number: number) => ({
    status: 301,
    headers: { location: `http://${name}/x/${number}` },
  });
  expect(causes(goes('test.example'), goes(HOST))).toEqual([
    `GET http://${HOST}/about and 9 more: | location http://${HOST}/x/0 on Deer, http://test.example/x/0 on Puma`,
  ]);
  expect(causes(() => ({}), goes(HOST))).toEqual([
    `GET http://${HOST}/about and 9 more: | status 301 on Deer, 200 on Puma`,
  ]);
});

test('on pages listed as steady, all text is compared; on the others, only text that most pages share', () => {
  expect(causes(otherWordsOn(5))).toEqual([]);
  expect(causes(otherWordsOn(0))).toEqual([
    `GET http://${HOST}/about: | only on Deer: Article a`,
    `GET http://${HOST}/about: | only on Puma: Article g`,
  ]);
  expect(causes((number) => ({ text: body(number).replace('<p>Footer', '<p>TEST SYSTEM</p><p>Footer') }))).toEqual([
    `GET http://${HOST}/about and 9 more: | only on Puma: TEST SYSTEM`,
  ]);
  expect(causes((number) => ({ text: body(number).replace('Footer', '') }))).toEqual([
    `GET http://${HOST}/about and 9 more: | only on Deer: Footer`,
  ]);
});

test('links to a host that no page linked to before are one finding', () => {
  const menu = (name: string) => (number: number) => ({
    text: body(number).replace('Footer', `<a href="http://${name}/contact">Footer</a>`),
  });
  expect(causes(menu('staging.example'), menu(HOST))).toEqual([
    `GET http://${HOST}/about and 9 more: | only on Deer: links to ${HOST}`,
    `GET http://${HOST}/about and 9 more: | only on Puma: links to staging.example`,
  ]);
});

test('neither an intended difference nor a part that varies on the old host is a finding', () => {
  expect(
    causes(
      (number) => ({ text: body(number).replace('Footer', 'Running on 7') }),
      (number) => ({ text: body(number).replace('Footer', 'Running on a') }),
    ),
  ).toEqual([]);
  const pair = { before: mergePageSamples(page(0), page(0, { text: body(3) })), now: page(0, { text: body(4) }) };
  expect(comparePages(TARGET, [pair])).toEqual([]);
});

test('text added to most pages is a finding unless the old host has shown it or half of them lack it when requested again', () => {
  const meeting = (name: string) => (number: number) => ({
    text: body(number).replace('Footer', `Meet ${name}</p><p>Footer`),
  });
  /** @param again how many pages of the new host show it when they are asked for again; undefined: none is */
  const onMost = (name: string, again?: number) =>
    Array.from({ length: 10 }, (_, number) => ({
      before: mergePageSamples(page(number), page(number, number === 9 ? meeting('Jonas')(number) : {})),
      now: page(number, number > 0 && number < 7 ? meeting(name)(number) : {}),
      again: again === undefined ? again : page(number, number > 0 && number <= again ? meeting(name)(number) : {}),
    }));
  const found = (name: string, again?: number) => comparePages(TARGET, onMost(name, again)).map(({ words }) => words);
  const onSix = Array<string>(6).fill('new: Meet Mia');

  expect(found('Jonas')).toEqual([]);
  // Whom the old host has never shown.
  expect(found('Mia')).toEqual(onSix);
  expect(found('Mia', 3)).toEqual([]);
  expect(found('Mia', 4)).toEqual(onSix);
});

test('only pages with an added line are requested from the new host again; without an answer, the added line remains a finding', async () => {
  let shows = true;
  const greeting = (number: number): string =>
    body(number).replace('Footer', shows && number > 3 ? 'Meet Mia</p><p>Footer' : 'Footer');
  const site = await LocalSite.serve(() =>
    Object.fromEntries(Array.from({ length: 10 }, (_, number) => [`/${number}`, greeting(number)])),
  );
  const target = { ...TARGET, baselineComparison: { ...TARGET.baselineComparison, steady: [] } };
  const facts = (number: number, text: string): PageFacts => ({
    ...page(number, { text }),
    url: `http://${site.host}/${number}`,
  });
  const pairs = Array.from({ length: 10 }, (_, number) => ({
    before: mergePageSamples(facts(number, body(number)), facts(number, body(number))),
    now: facts(number, greeting(number)),
  }));
  const found = async () => (await confirmedDifferences(target, pairs, site.client())).map(({ words }) => words);
  const onSix = Array<string>(6).fill('new: Meet Mia');

  expect(await found()).toEqual(onSix);
  expect(site.asked.sort()).toEqual(['/4', '/5', '/6', '/7', '/8', '/9']);
  shows = false;
  expect(await found()).toEqual([]);
  site.close();
  expect(await found()).toEqual(onSix);
});

test('links, images, forms, scripts, and redirects that point to the old host itself are reported, but not mentions of it', () => {
  const { hostname, ipv4 } = lab.hosts.old;
  const leading = (...lines: readonly string[]): string[] =>
    lines.map((line) => leadingBack(lab, [page(1, { text: `<body>${line}</body>` })])[0] ?? 'nowhere');

  expect(
    leading(
      `<a href="http://${hostname}/x">x</a>`,
      `<img src="//${ipv4}:8080/x.png">`,
      `<form action="https://${hostname}/find"></form>`,
      `<script src="http://${hostname}/x.js"></script>`,
      `<a href="http://www.bewelcome.example/?from=${hostname}">x</a>`,
      `<p>${hostname}</p>`,
    ),
  ).toEqual([
    `GET http://${HOST}/article-1: | links to ${hostname}`,
    `GET http://${HOST}/article-1: | links to ${ipv4}`,
    `GET http://${HOST}/article-1: | links to ${hostname}`,
    `GET http://${HOST}/article-1: | links to ${hostname}`,
    'nowhere',
    'nowhere',
  ]);
  const goes = page(1, { status: 301, headers: { location: `http://${hostname}/x` } });
  expect(leadingBack(lab, [goes])).toEqual([`GET http://${HOST}/article-1: | links to ${hostname}`]);
});
