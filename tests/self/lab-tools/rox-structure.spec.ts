import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { differences, linkKind, realPages, remaining, type RealPage } from '../captures/rox-structure.js';

const PAGE = `<base id="baseuri" href='http://www.bewelcome.example/' /><script src="script/main.js"></script>
<form id="f" method="post" action="signup/2"><input type="text" name="email" id="mail" /><input type="submit" /></form>
<a href="members/alice">alice</a><div id="page"></div>`;
const REAL: RealPage = {
  name: 'sample',
  path: '/',
  visitor: 'guest',
  base: '<base id="baseuri" href=\'http://www.bewelcome.example/\' />',
  forms: [{ id: 'f', method: 'post', action: 'signup/2', fields: ['input:text email #mail', 'input:submit'] }],
  ids: ['base#baseuri', 'form#f', 'input#mail', 'div#page'],
  links: ['members/bob'],
  scripts: ['script/main.js'],
};

test('a page that differs from the real one only in data counts as equal', () => {
  expect(differences(REAL, PAGE)).toEqual([]);
  expect(linkKind('forums/s40-Bicycle_trip/#post199')).toBe(linkKind('forums/s3-X/#post2'));
  expect(linkKind('places/DE/Land Berlin/Berlin')).not.toBe(linkKind('places/DE'));
});

for (const [what, from, to, found] of [
  [
    'double quotes in the base element',
    "href='http://www.bewelcome.example/'",
    'href="http://www.bewelcome.example/"',
    /^. base /,
  ],
  ['a form that posts elsewhere', 'signup/2', 'signup/3', /action="signup/],
  ['a missing field', '<input type="submit" />', '', /^- form f: input:submit/],
  ['a field of another type', 'type="text"', 'type="email"', /^- form f: input:text email/],
  ['an id that the real page lacks', '<div id="page">', '<div id="groups"></div><div id="page">', /^\+ id div#groups/],
  ['a script from another host', '<a ', '<script src="http://www.google.com/x"></script><a ', /^\+ script http/],
  ['a missing script', '<script src="script/main.js"></script>', '', /^- script/],
  ['a link that the real page lacks', 'members/alice', 'members/alice/notes', /^\+ link members\/NAME\/notes/],
] as const) {
  test(`a page with ${what} counts as different from the real one`, () => {
    expect(PAGE).toContain(from);
    expect(differences(REAL, PAGE.replace(from, to))).toContainEqual(expect.stringMatching(found));
  });
}

test('an excerpt requires only the parts that it lists', () => {
  const excerpt: RealPage = { ...REAL, excerpt: true, base: null, links: [], scripts: [], ids: ['div#page'] };

  expect(differences(excerpt, PAGE.replace('signup/2', 'http://www.bewelcome.example/signup/7'))).toEqual([]);
  expect(differences(excerpt, PAGE.replace('<div id="page">', ''))).toEqual(['- id div#page']);
  expect(differences(excerpt, PAGE.replace('type="text" ', ''))).toEqual([]);
});

test('no journey of Rox relies on anything in which the stand-in still differs from the real site', () => {
  const folders = ['tests/journeys/rox', 'helpers/journeys/rox'];
  const sources = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(`${folder}/${file}`, 'utf8')),
  );
  const used = Object.values(remaining())
    .flatMap((known) => Object.keys(known))
    .filter((what) => sources.some((source) => mentions(source, what)));

  expect(used).toEqual([]);
  expect(realPages()).toHaveLength(63);
});

/** Does a source name the id, the field or the kind of address that a difference is about? */
function mentions(source: string, difference: string): boolean {
  const [, id] = /#([\w-]+)$/.exec(difference) ?? [];
  const [, field] = /: (?:input|select|textarea|button)\S* ([\w[\]-]+)/.exec(difference) ?? [];
  const [, path] = /^. (?:link|script) ([\w/.:-]+)/.exec(difference) ?? [];
  return (
    (id !== undefined && new RegExp(`#${id}\\b`).test(source)) ||
    (field !== undefined && source.includes(`name=${field}`)) ||
    (path !== undefined &&
      new RegExp(`(?:href|src)[\\^*]?="${path.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&')}`).test(source))
  );
}
