import {
  addressQuestions,
  asked,
  expect,
  inWords,
  leadsTo,
  proves,
  serversOf,
  siteNames,
  target,
  test,
  told,
  valuesIn,
} from '../../fixtures/index.js';

const { zone } = target.dns;
const keyOf = ({ question: { name, type } }: { question: { name: string; type: string } }): string => `${name} ${type}`;
const SITE = addressQuestions(siteNames(target));
const SERVERS = serversOf(target, 4);
const FAMILIES = serversOf(target, 6).length === 0 ? ([4] as const) : ([4, 6] as const);

test.describe('Zone', proves('14'), () => {
  test('The zone leads www to Puma', ({ wwwByServers }) => {
    const onPuma = wwwByServers.filter(({ answer }) => leadsTo(target.puma, answer));

    const said = wwwByServers.map(inWords);
    expect(
      onPuma.length,
      told('The zone still leads elsewhere than to Puma, on every name server', said),
    ).toBeGreaterThan(0);
  });

  test('Every name server leads every name of the site to Puma, and nowhere else', async ({ movedZone }) => {
    const wrong = await movedZone.complaints(asked(SERVERS, SITE), (found) =>
      leadsTo(target.puma, found.answer) ? undefined : inWords(found),
    );

    expect(wrong, told('A and AAAA that are not exactly the addresses of Puma', wrong)).toEqual([]);
  });

  for (const family of FAMILIES) {
    for (const way of ['UDP', 'TCP'] as const) {
      test(`Every name server says the same over IPv${family} and ${way}, with authority`, async ({ movedZone }) => {
        const byUdp = await movedZone.ask(asked(SERVERS, SITE));
        const usual = new Map(byUdp.map(({ server, answer }) => [`${server.name} ${keyOf(answer)}`, valuesIn(answer)]));
        const wrong = await movedZone.complaints(asked(serversOf(target, family), SITE, { way }), (found) => {
          const { server, answer } = found;
          const same = String(valuesIn(answer)) === String(usual.get(`${server.name} ${keyOf(answer)}`));
          return same && answer.authoritative
            ? undefined
            : `${inWords(found)}${answer.authoritative ? '' : ', without authority'}`;
        });

        expect(
          wrong,
          told(`answers over IPv${family} and ${way} that differ, or are not the server's own`, wrong),
        ).toEqual([]);
      });
    }
  }

  test('All name servers hold the zone with the same serial', async ({ movedZone }) => {
    const found = await movedZone.ask(asked(SERVERS, [{ name: zone, type: 'SOA' }]));

    expect(
      new Set(found.flatMap(({ answer }) => valuesIn(answer))).size,
      told('SOA records that differ: a secondary has not fetched the zone, look in its log', found.map(inWords)),
    ).toBe(1);
  });
});
