import { expect, test } from '@playwright/test';
import { baseOf, has, mapMarkers } from '../../../helpers/journeys/rox/markup.js';

test('pages are read as HTML and XML: quotes and the order of attributes say nothing', () => {
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
