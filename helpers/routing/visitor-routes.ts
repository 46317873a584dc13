import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GateVisitor } from '../../runbook.js';
import type { Host, Target } from '../../targets/schema.js';
import { requestsOf } from '../host/logs/access-log.js';
import { NoAnswer, rethrowNoAnswer, unansweredBy, type Unanswered } from '../core/no-answer.js';
import { addressesBy } from '../dns/dns.js';
import { plainAddress } from '../core/address.js';
import { ask, type HttpRoute } from '../http/http.js';
import { probePortsFrom, type PortState } from './ports.js';
import { addressesOf, probeUrls, siteNames } from '../core/site-names.js';

/** The addresses that each name of the site resolves to for a visitor. */
export type Pinned = NonNullable<HttpRoute['pinned']>;

/** Every name of the site, at one host's addresses. */
export const pinAllNames = (target: Target, addresses: readonly string[]): Pinned =>
  new Map(siteNames(target).map((name) => [name, addresses]));

/** The route to a host itself, whatever DNS says. */
export const routeTo = (target: Target, host: Host): HttpRoute => ({
  pinned: pinAllNames(target, addressesOf(host)),
  authority: target.authority,
});

type StoredRoutes = Record<
  GateVisitor['kind'],
  { readonly pinned: [string, string[]][] } | { readonly noAnswer: Unanswered }
>;

/**
 * Finds out where visitors with current DNS and with old DNS end up, once for the whole run, and stores it in the folder
 * of the run: if a route does not exist, no check has to wait for it again.
 */
export async function resolveRoutes(target: Target, folder: string): Promise<void> {
  const kept = (way: Promise<Pinned>): Promise<StoredRoutes[keyof StoredRoutes]> =>
    way.then(
      (pinned) => ({ pinned: [...pinned].map(([name, addresses]) => [name, [...addresses]]) }),
      (cause: unknown) => ({
        noAnswer: unansweredBy(cause, 'how a visitor reaches the site', `target ${target.name}`),
      }),
    );
  const [fresh, stale] = await Promise.all([kept(asTheResolverSays(target)), kept(asOldHostForwards(target))]);
  writeFileSync(join(folder, FILE), JSON.stringify({ fresh, stale } satisfies StoredRoutes, null, 2));
}

/**
 * The addresses that the site's names resolve to for a visitor, as gathered at the start of the run.
 * @throws {NoAnswer} when that route did not exist then
 */
export function loadRoute(folder: string, kind: GateVisitor['kind']): Pinned {
  // Written by gatherWays of the same run: its shape is not validated again.
  const way = (JSON.parse(readFileSync(join(folder, FILE), 'utf8')) as StoredRoutes)[kind];
  if ('pinned' in way) return new Map(way.pinned);
  throw rethrowNoAnswer(way.noAnswer);
}

const FILE = 'ways.json';

/**
 * A fresh visitor goes where their resolver says.
 * @throws {NoAnswer} while the resolver returns anything but the new host
 */
async function asTheResolverSays(target: Target): Promise<Pinned> {
  const [resolver] = target.dns.resolvers;
  if (!resolver) throw new NoAnswer('what the names resolve to', `target ${target.name}`, 'it names no resolver');
  const answers = await Promise.all(
    siteNames(target).map(async (name) => [name, await addressesBy(resolver, name)] as const),
  );
  const elsewhere = answers.filter(
    ([, found]) => found.length === 0 || found.some((each) => !isOf(target.hosts.new, each)),
  );
  if (elsewhere.length === 0) return new Map(answers);
  const said = elsewhere.map(([name, found]) => `${name} resolves to ${found.join(', ') || 'nothing'}`).join('; ');
  throw new NoAnswer(
    'what a visitor with fresh DNS gets',
    `the site at the address returned by ${resolver.name}`,
    `DNS does not point to the new host yet: ${said}`,
  );
}

/**
 * A stale visitor goes to the old host. The old host forwards if the new host's access log contains the request that was sent to the old host.
 * @throws {NoAnswer} while it does not
 */
async function asOldHostForwards(target: Target): Promise<Pinned> {
  const pinned = pinAllNames(target, addressesOf(target.hosts.old));
  const userAgent = newClientId();
  // More than one: the old host may answer one of them itself.
  const { authority } = target;
  const answers = await Promise.all(probeUrls(target).map((url) => ask(url, { pinned, userAgent, authority })));
  const isOpen = answers.some(({ status }) => status !== 503);
  if (isOpen && (await requestsOf(userAgent, target.hosts.new)).length > 0) return pinned;
  const { old, new: newHost } = target.hosts;
  const said = answers.map(({ url, status }) => `GET ${url} returns ${status}`).join(', ');
  const closed = signsOfClosedDoor(await probePortsFrom(old, [newHost.ipv4], [80, 443]).catch(() => []));
  throw new NoAnswer(
    'what a visitor with old DNS gets',
    'the site at the address of the old host',
    closed === undefined
      ? `The old host does not forward to the new host: ${said}${isOpen ? ", and none of these requests is in the new host's access log" : ''}`
      : `The new host ${closed} connections from the old host, which therefore cannot forward: ${said}`,
  );
}

/** The beginning of every client's User-Agent in the suite. */
export const CLIENTS = 'migration-verdict/';

/** For a host whose web server does not answer another host: how it treats that host's connections. */
const signsOfClosedDoor = (states: readonly PortState[]): string | undefined =>
  states.length === 0 || states.some(({ answer }) => answer === 'open')
    ? undefined
    : states.some(({ answer }) => answer === 'refused')
      ? 'refuses'
      : 'does not answer';

/** The User-Agent of a client of the suite, by which its requests are found in a host's access log. */
export const newClientId = (): string => `${CLIENTS}${randomBytes(6).toString('hex')}`;
const isOf = (host: Host, address: string): boolean => addressesOf(host).includes(plainAddress(address));
