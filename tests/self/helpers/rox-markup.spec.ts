import { expect, test } from '@playwright/test';
import { baseOf, has, mapMarkers, saidOn } from '../../../helpers/journeys/rox/markup.js';

test('pages are parsed as HTML and XML: quotes and attribute order do not matter', () => {
  const base = 'http://www.bewelcome.example/';

  expect([`<base id="baseuri" href='${base}' />`, `<base href="${base}" id='baseuri'>`].map(baseOf)).toEqual([
    base,
    base,
  ]);
  expect(baseOf(`<base href="${base}">`)).toBeUndefined();
  expect(has("<li class='x' id='li_2657896'>", '#li_2657896')).toBe(true);
  expect(
    mapMarkers(`<ajax><marker Latitude='52.52437' Longitude='13.41053' accomodation='x'/>
      <marker accomodation="x" Longitude="8.55" Latitude="47.36667"/><marker Latitude='' Longitude=''/></ajax>`),
  ).toEqual([
    { latitude: 52.52437, longitude: 13.41053 },
    { latitude: 47.36667, longitude: 8.55 },
  ]);
});

for (const [what, html, said] of [
  ['a page that shows the expected text', '<h1>Sign up</h1><p class="error">Choose a place</p>', 'Choose a place'],
  ['a page with another error', '<h1>Sign up</h1><p class="error">Choose\n a gender</p>', 'Choose a gender'],
  ['a page with two errors', '<p class="error">a</p><div class="warning">b</div>', 'a | b'],
  [
    'a page without an error message',
    '<head><title>403 Forbidden</title></head><h1>Forbidden</h1>',
    '403 Forbidden | Forbidden',
  ],
  ['an empty page', '', '(no text in .error, .warning, h1, h2, title)'],
] as const)
  test(`for ${what}, "${said}" is reported`, () => {
    expect(saidOn(html, 'Choose a place')).toBe(said);
  });

test('the titles that a feed lists in place of a missing one are reported', () => {
  const feed =
    '<rss><channel><title>Forum</title><item><title>one</title></item><item><title>two</title></item></channel></rss>';

  expect(saidOn(feed, 'three', ['item title'])).toBe('one | two');
});
