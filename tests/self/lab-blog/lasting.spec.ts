import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { lookupFor } from '../../../helpers/dns/resolve.js';
import { deadNames, mailHosts } from '../../../helpers/dns/mail-names.js';
import { exposureOf } from '../../../helpers/host/exposure/exposure.js';
import { notRotatedAnyMore } from '../../../helpers/host/logs/rotation.js';
import { presentationOf, senderPolicy } from '../../../helpers/mailbox/sender.js';
import { SERVERS, ZONE, type Server } from '../../../lab/blog/plan.js';
import { up } from '../../../lab/lab.js';
import { BLOG } from '../../../lab/pairs.js';
import { PATHS } from '../../../lab/paths.js';
import { lab, labIpv4, labIpv6 } from '../../../targets/lab/target.js';

/** The checks of any move, asked of the pair of hosts that none of them was written for. */
test.beforeAll(async () => {
  test.setTimeout(30 * 60_000);
  await up(BLOG);
});

const lookup = lookupFor({
  name: 'blog',
  dns: {
    ...lab.dns,
    zone: ZONE,
    servers: [{ name: `ns1.${ZONE}`, ipv4: labIpv4('ns1') }],
    resolvers: [{ name: 'ns1', address: labIpv4('ns1') }],
  },
});
const host = (role: Server) => ({
  role,
  name: SERVERS[role],
  hostname: SERVERS[role],
  ipv4: labIpv4(role),
  ssh: { destination: role, configFile: join(PATHS.ssh, 'config') },
});

/** What its web server hands out is asked by the gate. */
const NO_SITES = { files: {}, apache: { files: [] } };
const NO_FOLDER = { served: "its web server's configuration names no folder (DocumentRoot, root)" };

for (const role of ['old', 'new'] as const)
  test(`no private key, password, or dump on the ${role} host is readable by every account, and the host's name and right to send mail can be verified`, async () => {
    const { helo, open, cannot } = await exposureOf(host(role), NO_SITES);

    expect({ helo, open, cannot }).toEqual({ helo: SERVERS[role], open: [], cannot: NO_FOLDER });
    for (const address of [labIpv4(role), labIpv6(role)]) {
      expect(await senderPolicy(lookup, { domain: ZONE, address, helo })).toMatchObject({ result: 'pass' });
      expect(await presentationOf(lookup, address, helo)).toMatchObject({ confirmed: [SERVERS[role]] });
    }
  });

test('the mail host of the domain answers, and the new host rotates every log that the old one would', async () => {
  expect(await deadNames(lookup, await mailHosts(lookup, ZONE), true)).toEqual([]);
  expect(await notRotatedAnyMore(host('old'), host('new'))).toEqual([]);
});
