import { expect, test } from '@playwright/test';
import type { LoggedRequest } from '../../../helpers/host/logs/access-log.js';
import { routeDifferences, takenFor, whereToLook, type Seen } from '../../../helpers/routing/forwarding-trouble.js';
import type { PortState } from '../../../helpers/routing/ports.js';
import { lab } from '../../../targets/lab/target.js';

const logged = (status: number): LoggedRequest[] => [
  { address: '203.0.113.5', method: 'GET', path: '/about', status, at: 0 },
];
const door = (answer: PortState['answer'], port = 80): PortState => ({ address: '198.51.100.20', port, answer });

for (const [what, seen, said, notSaid] of [
  [
    "the new host's own refusal",
    { status: 403, scheme: 'http', atNewHost: logged(403), door: door('open') },
    /^Puma itself answered 403/,
    /ProxyPass|SSLProxyEngine/,
  ],
  [
    'an error with which the old host replaced an answer',
    { status: 502, scheme: 'http', atNewHost: logged(200), door: door('open') },
    /^Puma answered 200.*Deer turned that into 502/,
    /ProxyPass|itself/,
  ],
  [
    'a refused connection',
    { status: 503, scheme: 'https', atNewHost: [], door: door('refused', 443) },
    /^Puma refuses a connection from Deer to port 443/,
    /ProxyPass|SSLProxyEngine/,
  ],
  [
    'a silent port',
    { status: 503, scheme: 'http', atNewHost: [], door: door('silent') },
    /^Puma does not answer a connection from Deer to port 80/,
    /ProxyPass/,
  ],
  [
    'an error over https when the port is open',
    { status: 500, scheme: 'https', atNewHost: [], door: door('open', 443) },
    /^Apache's error log on Deer gives the reason\. It may be: a missing SSLProxyEngine; .*ProxyPreserveHost/,
    /Puma refuses/,
  ],
  [
    'an error over http when the port is open',
    { status: 503, scheme: 'http', atNewHost: [], door: door('open') },
    /^Apache's error log on Deer gives the reason\. It may be: a ProxyPass/,
    /SSLProxyEngine/,
  ],
  [
    "the old host's own answer",
    { status: 404, scheme: 'http', atNewHost: [], door: door('open') },
    /^the ProxyPass for this name on Deer/,
    /error log/,
  ],
  [
    'an error when neither the log nor the port could be checked',
    { status: 503, scheme: 'http', atNewHost: undefined, door: undefined },
    /^Apache's error log on Deer/,
    /Puma (refuses|itself)/,
  ],
] as const satisfies readonly (readonly [string, Seen, RegExp, RegExp])[])
  test(`the message says where to look for the reason for ${what}`, () => {
    const words = whereToLook(seen, ['Deer', 'Puma']);

    expect(words).toMatch(said);
    expect(words).not.toMatch(notSaid);
  });

test('the logged address shows how the new host identified a visitor', () => {
  const { old } = lab.hosts;

  expect(takenFor('203.0.113.5', ['203.0.113.77'], old)).toBe('the visitor');
  expect(takenFor('203.0.113.77', ['203.0.113.77'], old)).toContain('forged');
  expect(takenFor(old.ipv4, ['203.0.113.77'], old)).toContain('the address of the visitor is lost');
});

const answer = (text: string, more: { status?: number; type?: string } = {}) => ({
  status: more.status ?? 200,
  headers: { 'content-type': more.type ?? 'text/html' },
  text,
});

test('answers over several routes are compared with the first, and shown starting just before they differ', () => {
  const page = `<p>${'same '.repeat(20)}`;
  const over4 = { way: 'Puma over IPv4', answer: answer(`one\n${page}own</p>`) };

  expect(routeDifferences([over4, { way: 'Puma over IPv6', answer: over4.answer }])).toEqual([]);
  expect(routeDifferences([over4, { way: 'Deer over IPv4', answer: answer(`one\n${page}other</p>`) }])).toEqual([
    'Deer over IPv4: length is 116 characters, not 114 characters; different contents | ' +
      'Deer over IPv4: ame same same same other</p> | Puma over IPv4: ame same same same own</p>',
  ]);
  expect(routeDifferences([over4, { way: 'Deer over IPv4', answer: { ...over4.answer, status: 503 } }])).toEqual([
    'Deer over IPv4: status is 503, not 200',
  ]);
  expect(routeDifferences([over4, { way: 'Deer over IPv4', answer: answer('one') }])[0]).toMatch(
    /different contents \| Deer over IPv4: \(nothing\) \| Puma over IPv4: <p>same.*$/,
  );
  const picture = { way: 'Puma over IPv4', answer: answer('\0PNG', { type: 'image/png' }) };
  const other = { way: 'Deer over IPv4', answer: answer('\0GIF', { type: 'image/png' }) };
  expect(routeDifferences([picture, other])).toEqual(['Deer over IPv4: different contents']);
  expect(routeDifferences([])).toEqual([]);
});
