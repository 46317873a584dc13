import { expect, test } from '@playwright/test';
import { AddressBook, judgeAddress, type Drop } from '../../../../helpers/pages/address.js';

const NAMES = ['www.example', 'example'];
const judged = (text: string): string => {
  const found = judgeAddress(text, 'http://www.example/blog/', NAMES);
  return 'url' in found ? found.url : found.drop;
};

test('pages and files are requested, including those under other hostnames of the site', () => {
  const kept: Readonly<Record<string, string>> = {
    'first-post': 'http://www.example/blog/first-post',
    '/2012/06/22/how-to-delete-files-and-cancel-orders/':
      'http://www.example/2012/06/22/how-to-delete-files-and-cancel-orders/',
    '/a#b': 'http://www.example/a',
    'https://example/Grüße': 'https://example/Gr%C3%BC%C3%9Fe',
    '/static/main.4f3a2b1c9d8e7f60.css': 'http://www.example/static/main.4f3a2b1c9d8e7f60.css',
    '/../../about': 'http://www.example/about',
    '/members/a1b2': 'http://www.example/members/a1b2',
    '/photos/img_20120622_140005.html': 'http://www.example/photos/img_20120622_140005.html',
  };
  for (const [text, url] of Object.entries(kept)) expect(judged(text), text).toBe(url);
});

const DROPPED: Readonly<Record<Drop, readonly string[]>> = {
  'with a query string': ['/a?b=1', '?', '/search?q='],
  'with a possible token': [
    '/reset-your-password/4f3a2b1c9d8e7f60aa',
    '/x/550e8400-e29b-41d4-a716-446655440000',
    '/l/aB3dE5fG7hI9jK1lM3nO5',
    '/a;jsessionid=1A2B',
    '/mail/somebody@example.org',
    'http://me:secret@www.example/',
  ],
  'that may change something': [
    ...['/logout', '/log-out.php', '/wp-cron.php', '/unsubscribe/5', '/comment/deleteComment', '/confirm/7'],
    ...['/geo/refreshgeo', '/cart/add', '/poll/vote', '/groups/1/join', '/sign%6fut', '/admin/run', '/LogOff.aspx'],
  ],
  'on another host': [
    'http://other.example/',
    '//evil.example/',
    'http://www.example:8080/',
    'http://www.example.evil/',
  ],
  'of an unsupported form': [
    ...['mailto:a@example', 'javascript:alert(1)', 'data:text/html,x', 'http://[', '/a%0d%0aSet-Cookie:x', '/%00'],
    `/${'x'.repeat(1_000)}`,
  ],
};
for (const [why, texts] of Object.entries(DROPPED))
  test(`an address ${why} is not requested`, () => {
    for (const text of texts) expect(judged(text), text).toBe(why);
  });

test('omitted addresses are counted once each', () => {
  const book = new AddressBook(NAMES);

  expect(book.add(['/a', '/a#top', '/a?b', '/a?c', '/a?c', 'http://other/'], 'http://www.example/')).toEqual([
    'http://www.example/a',
  ]);
  expect(book.add(['/a'], 'http://www.example/')).toEqual([]);
  expect(book.size).toBe(1);
  expect(book.dropped).toEqual({ 'with a query string': 2, 'on another host': 1 });
});
