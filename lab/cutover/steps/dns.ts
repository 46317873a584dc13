import { LAB_ROX } from '../../rox.js';
import { lab, LAB_NET } from '../../../targets/lab/target.js';
import type { Host } from '../../../targets/schema.js';
import { onHost } from '../../hosts/hosts.js';
import { CEILING_MS, until } from '../../hosts/processes.js';
import { notShown } from '../apache.js';
import { firstOf, type CutoverStep } from '../step.js';
import { open } from './placeholder.js';
import { movedZone } from '../zone.js';

const FILE = '/etc/bind/db.zone';
const { zone } = LAB_NET;
const hosts = Object.values(LAB_ROX.sites).flatMap(({ host, aliases }) => [host, ...aliases]);
const owners = hosts.map((host) => (host === zone ? '@' : host.slice(0, -zone.length - 1)));
const TYPES = ['A', 'AAAA'] as const;

const addressOf = (host: Host, type: 'A' | 'AAAA'): string => (type === 'A' ? host.ipv4 : (host.ipv6 ?? ''));

/** Leads names of the zone from one host to another, on both name servers. */
export async function move(from: Host, to: Host, owners: readonly string[]): Promise<void> {
  const text = await onHost('ns1', `cat ${FILE}`);
  const addresses = new Map(TYPES.map((type) => [addressOf(from, type), addressOf(to, type)]));
  const next = movedZone(text, { owners, addresses });
  await onHost(
    'ns1',
    `cat >${FILE}.new <<'END_OF_ZONE'\n${next.trimEnd()}\nEND_OF_ZONE
    named-checkzone ${zone} ${FILE}.new
    cat ${FILE}.new >${FILE}
    rm ${FILE}.new
    rndc reload ${zone}`,
  );
  // The secondary fetches the zone when it is notified of the change (RFC 1996).
  await until(
    CEILING_MS,
    'ns2 did not take the new zone over',
    async () => (await serial('ns2')) === (await serial('ns1')),
  );
  // The lab's provider has not asked for the names in a while; visitors with an older answer are played by pinning.
  await onHost('resolver', 'rndc flush');
}

const dig = (machine: 'ns1' | 'ns2' | 'deer', ...words: string[]): Promise<string> =>
  onHost(machine, `dig +short +time=2 +tries=2 @127.0.0.1 ${words.join(' ')}`).then((said) => said.trim());

const serial = async (server: 'ns1' | 'ns2'): Promise<string> => (await dig(server, zone, 'SOA')).split(' ')[2] ?? '';

/** Why a server does not resolve names to Puma; by default those of the site. */
export async function notPuma(
  machine: 'ns1' | 'ns2' | 'deer',
  names: readonly string[] = hosts,
): Promise<string | undefined> {
  const said = await dig(machine, ...names.flatMap((name) => TYPES.flatMap((type) => [name, type])));
  const wanted = names.flatMap(() => TYPES.map((type) => addressOf(lab.hosts.new, type)));
  return said === wanted.join('\n')
    ? undefined
    : `${machine} answers for ${names.join(', ')}: ${said.replaceAll('\n', ', ')}`;
}

export const dns: CutoverStep = {
  id: 'dns',
  step: '14',
  what: 'The zone leads www, alpha and the bare name to Puma, on both name servers',
  who: 'planetcruiser',
  do: async () => {
    // After a roll-back Puma is closed; nobody is sent to a closed door.
    if ((await notShown('puma', 'site')) !== undefined) await open('puma');
    await move(lab.hosts.old, lab.hosts.new, owners);
  },
  undo: () => move(lab.hosts.new, lab.hosts.old, owners),
  verify: () =>
    firstOf(
      () => notPuma('ns1'),
      () => notPuma('ns2'),
    ),
};

async function flushNames(): Promise<void> {
  await onHost('deer', hosts.map((host) => `rndc flushname ${host}`).join('\n'));
}

export const flush: CutoverStep = {
  id: 'flush',
  step: '15',
  what: "The names are out of the cache of Deer's own resolver",
  who: '',
  until: 'retire',
  do: flushNames,
  // What it forgot, it asks for again; after the zone went back, the new answers must go.
  undo: flushNames,
  verify: () => notPuma('deer'),
};
