import { LAB_ROX } from '../../rox.js';
import { LAB_NET, labIpv4, labIpv6 } from '../../../targets/lab/target.js';
import { onHost, type LabMachine } from '../../hosts/hosts.js';
import { CEILING_MS, until } from '../../hosts/processes.js';
import { notShown, PUMA } from '../apache.js';
import type { Way } from '../copy-from-old-host.js';
import { firstOf, type CutoverStep } from '../step.js';
import { open } from './placeholder.js';
import { movedZone } from '../zone.js';

const FILE = '/etc/bind/db.zone';
const TYPES = ['A', 'AAAA'] as const;
const addressesOf = (machine: LabMachine): readonly [string, string] => [labIpv4(machine), labIpv6(machine)];

export type ZoneMove = {
  readonly zone: string;
  readonly way: Way;
  /** Full names that point to the new host afterwards. */
  readonly names: readonly string[];
  /** Mail servers that take over, as the zone writes them: old -> new. */
  readonly exchangers?: ReadonlyMap<string, string>;
};
const backwards = ({ way, exchangers = new Map(), ...rest }: ZoneMove): ZoneMove => ({
  ...rest,
  way: { from: way.to, to: way.from },
  exchangers: new Map([...exchangers].map(([old, now]) => [now, old])),
});

/** Points names of the zone from one host to another, on both name servers. */
async function move({ zone, way, names, exchangers = new Map() }: ZoneMove): Promise<void> {
  const text = await onHost('ns1', `cat ${FILE}`);
  const to = addressesOf(way.to);
  const addresses = new Map(addressesOf(way.from).map((address, index) => [address, to[index] ?? '']));
  const owners = names.map((name) => (name === zone ? '@' : name.slice(0, -zone.length - 1)));
  const next = movedZone(text, { owners, values: new Map([...addresses, ...exchangers]) });
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
    'ns2 did not fetch the new zone',
    async () => (await serial('ns2', zone)) === (await serial('ns1', zone)),
  );
  // The lab's provider has not queried the names for a while; visitors with an older answer are simulated by pinning.
  await onHost('resolver', 'rndc flush');
}

const dig = (machine: LabMachine, ...words: string[]): Promise<string> =>
  onHost(machine, `dig +short +time=2 +tries=2 @127.0.0.1 ${words.join(' ')}`).then((said) => said.trim());

const serial = async (server: 'ns1' | 'ns2', zone: string): Promise<string> =>
  (await dig(server, zone, 'SOA')).split(' ')[2] ?? '';

/** Why a name server does not resolve names to a host. */
async function notLedTo(host: LabMachine, server: LabMachine, names: readonly string[]): Promise<string | undefined> {
  const said = (await dig(server, ...names.flatMap((name) => TYPES.flatMap((type) => [name, type]))))
    .split('\n')
    // Another name for the same host.
    .filter((line) => !line.endsWith('.'));
  return said.join('\n') === names.flatMap(() => addressesOf(host)).join('\n')
    ? undefined
    : `answers from ${server} for ${names.join(', ')}: ${said.join(', ') || 'none'}; expected for each: ${addressesOf(host).join(', ')}`;
}

const onBoth = ({ way, names }: ZoneMove): Promise<string | undefined> =>
  firstOf(
    () => notLedTo(way.to, 'ns1', names),
    () => notLedTo(way.to, 'ns2', names),
  );

/** A change of the zone. */
export const zoneMoved = (
  given: ZoneMove,
  rest: Pick<CutoverStep, 'id' | 'step' | 'what' | 'who'>,
  before: () => Promise<void> = () => Promise.resolve(),
): CutoverStep => ({
  ...rest,
  do: async () => {
    await before();
    await move(given);
  },
  undo: () => move(backwards(given)),
  verify: () => onBoth(given),
});

export const DEER_TO_PUMA = { zone: LAB_NET.zone, way: { from: 'deer', to: 'puma' } } as const;
const names = Object.values(LAB_ROX.sites).flatMap(({ host, aliases }) => [host, ...aliases]);

export const dns = zoneMoved(
  { ...DEER_TO_PUMA, names },
  {
    id: 'dns',
    step: '14',
    what: 'www, alpha, and the bare name resolve to Puma, on both name servers',
    who: 'planetcruiser',
  },
  async () => {
    // After a rollback Puma is closed; no one is sent to a closed site.
    if ((await notShown(PUMA, 'site')) !== undefined) await open(PUMA);
  },
);

async function flushNames(): Promise<void> {
  await onHost('deer', names.map((host) => `rndc flushname ${host}`).join('\n'));
}

export const flush: CutoverStep = {
  id: 'flush',
  step: '15',
  what: "The names have been flushed from the cache of Deer's own resolver",
  who: '',
  until: 'retire',
  do: flushNames,
  // The resolver queries flushed names again; after the zone has been changed back, the new answers must be flushed too.
  undo: flushNames,
  verify: () => notLedTo('puma', 'deer', names),
};
