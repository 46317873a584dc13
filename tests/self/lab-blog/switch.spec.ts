import { expect, test } from '@playwright/test';
import { ask } from '../../../helpers/http/http.js';
import { SERVER_NAMES, ZONE } from '../../../lab/blog/plan.js';
import { BLOG_STATES, BLOG_STEPS } from '../../../lab/cutover/blog/steps.js';
import { survey, takeBack } from '../../../lab/cutover/runner.js';
import { loadState } from '../../../lab/cutover/states.js';
import { onHost } from '../../../lab/hosts/hosts.js';
import { CEILING_MS } from '../../../lab/hosts/processes.js';
import { BLOG } from '../../../lab/pairs.js';
import { PATHS } from '../../../lab/paths.js';
import { labIpv4, labIpv6 } from '../../../targets/lab/target.js';
import { documented, runToEnd } from '../docs/documented.js';
import { queryServer } from './dns.js';

/** The day of the pair. One lab, so one test at a time; each state is made from the one before it. */
test.describe.configure({ mode: 'serial', timeout: 30 * 60_000 });

const HOST = `www.${ZONE}`;
const RESOLVERS = { fresh: 'resolver', stale: 'resolver2' } as const;

/** Who answers a visitor, and how; nobody: 0. */
async function visit(kind: 'fresh' | 'stale', headers = {}): Promise<[string, number]> {
  const addresses = await Promise.all([
    queryServer(RESOLVERS[kind], HOST, 'A'),
    queryServer(RESOLVERS[kind], HOST, 'AAAA'),
  ]);
  const server = SERVER_NAMES.find((name) => String(addresses) === `${labIpv4(name)},${labIpv6(name)}`) ?? 'elsewhere';
  const clients = { pinned: new Map([[HOST, addresses.flat()]]), authority: `${PATHS.authority}/ca.pem` };
  return [
    server,
    await ask(`https://${HOST}/?${kind}`, clients, { headers, timeoutMs: CEILING_MS }).then(
      ({ status }) => status,
      () => 0,
    ),
  ];
}

const done = async (): Promise<string[]> =>
  (await survey())
    .filter(({ since, missing }) => since !== undefined && missing === undefined)
    .map(({ operation }) => operation.id);
const ids = BLOG_STEPS.map(({ id }) => id);
const doneIn = (state: string): string[] => ids.slice(0, ids.indexOf(BLOG_STATES[state] ?? '') + 1);
const timer = (server: 'old' | 'new', name: string): Promise<string> =>
  onHost(server, `systemctl is-active ${name} || true`);
const write = (server: 'old' | 'new'): Promise<string> =>
  onHost(server, `mysql club -e "INSERT INTO changes (what, at) VALUES ('written', NOW())" 2>&1 || true`);

test('before the switch, none of its operations is done, and all visitors reach the old host', async () => {
  await loadState('before-switch', BLOG);

  expect(await done()).toEqual([]);
  expect([await visit('fresh'), await visit('stale')]).toEqual([
    ['old', 200],
    ['old', 200],
  ]);
  expect(runToEnd(documented('npm run lab -- switch')).said).toContain('not yet     7  placeholder');
});

test('once frozen, the old host answers all visitors with 503, its database is read-only, and no job runs', async () => {
  expect(runToEnd(documented('npm run lab -- load frozen --pair blog'))).toMatchObject({ status: 0 });

  expect(await done()).toEqual(doneIn('frozen'));
  expect([await visit('fresh'), await visit('stale')]).toEqual([
    ['old', 503],
    ['old', 503],
  ]);
  expect(await write('old')).toContain('read-only');
  for (const server of SERVER_NAMES) expect(await timer(server, 'routes-index.timer')).toBe('inactive\n');
});

test('after the switch, all visitors reach the new host, which runs the jobs and logs the real address of a stale visitor', async () => {
  expect(runToEnd(documented('npm run lab -- load switched --pair blog'))).toMatchObject({ status: 0 });

  expect(await done()).toEqual(doneIn('switched'));
  const forged = { 'x-forwarded-for': '203.0.113.9' };
  expect([await visit('fresh'), await visit('stale', forged)]).toEqual([
    ['new', 200],
    ['old', 200],
  ]);
  const log = await onHost('new', 'grep -h "?stale" /var/log/nginx/club-access.log');
  expect(log).toMatch(new RegExp(`^(${labIpv4('visitor')}|${labIpv6('visitor')}) - `));
  expect(await timer('new', 'wordpress-cron@club.timer')).toBe('active\n');
  expect(await write('new')).toBe('');
  expect(await queryServer('ns2', `newsletter.${ZONE}`, 'A')).toEqual([labIpv4('new')]);
});

test("once retired, the old host is off, and today's backup is on the new one", async () => {
  expect(runToEnd(documented('npm run lab -- load retired --pair blog'))).toMatchObject({ status: 0 });

  expect(await done()).toEqual(ids);
  expect([await visit('fresh'), await visit('stale')]).toEqual([
    ['new', 200],
    ['old', 0],
  ]);
  await expect(takeBack('retire')).rejects.toThrow('no way back');
});

test('once the operations are undone in reverse order, all visitors reach the old host again', async () => {
  await loadState('switched', BLOG);

  for (const id of doneIn('switched').reverse()) await takeBack(id);

  expect(await done()).toEqual([]);
  expect([await visit('fresh'), await visit('stale')]).toEqual([
    ['old', 200],
    ['old', 200],
  ]);
  expect(await write('old')).toBe('');
});
