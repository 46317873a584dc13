import { expect, test } from '@playwright/test';
import { addressesOf, siteNames } from '../../../helpers/core/site-names.js';
import { Visitor } from '../../../helpers/http/visitor.js';
import { LAB_ROX } from '../../../lab/rox.js';
import { lab } from '../../../targets/lab/target.js';
import { differences, realPages, remaining } from '../captures/rox-structure.js';

/** A visitor whose names all resolve to Puma, whatever the hosts file says. */
function visitor(): Visitor {
  const pinned = new Map(siteNames(lab).map((name) => [name, addressesOf(lab.hosts.new)]));
  return new Visitor(`http://${LAB_ROX.sites.www.host}/`, { pinned, authority: lab.authority }, () => undefined);
}

let alice: Promise<Visitor> | undefined;

async function loggedIn(): Promise<Visitor> {
  const client = visitor();
  const { username, password } = LAB_ROX.members.active;
  await client.submit(await client.get('/login'), '#login-widget form', { u: username, p: password });
  return client;
}

const clientFor = (who: 'guest' | 'alice'): Promise<Visitor> =>
  who === 'guest' ? Promise.resolve(visitor()) : (alice ??= loggedIn());

test.describe('the stand-in site is built like the real one', () => {
  for (const real of realPages()) {
    test(`${real.name}: ${real.path} has no unlisted difference from the ${real.excerpt ? 'excerpt of the real page' : 'real page'}`, async () => {
      const { text } = await (await clientFor(real.visitor)).get(real.path);
      const known = { ...remaining()['*'], ...remaining()[real.name] };
      const found = differences(real, text);

      expect(
        found.filter((each) => known[each] === undefined),
        'only on the real page (-) or only on the stand-in (+), and not on the list of remaining differences',
      ).toEqual([]);
      const own = Object.keys(remaining()[real.name] ?? {});
      expect(
        own.filter((each) => !found.includes(each)),
        'on the list of remaining differences, but equal',
      ).toEqual([]);
    });
  }
});
