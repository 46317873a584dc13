import type { FoundHost } from '../../targets/drafted.js';
import { NoAnswer } from '../core/no-answer.js';
import type { Reachable } from '../ssh/ssh-script.js';
import { hostLabel, runScript } from '../ssh/ssh.js';

/** Asks who a host is. Runs as the account that logs in, since sudo drops the connection's variables. */
const SCRIPT = `printf 'hostname\\t%s\\n' "$(hostname -f 2>/dev/null || hostname)"
printf 'reached\\t%s\\n' "$(printf %s "$SSH_CONNECTION" | cut -d ' ' -f 3)"
for address in $(hostname -I 2>/dev/null || true); do printf 'address\\t%s\\n' "$address"; done
printf 'system\\t%s\\n' "$(. /etc/os-release 2>/dev/null && printf '%s %s' "$ID" "$VERSION_ID")"
for tool in awk timeout; do command -v $tool >/dev/null || printf 'lacks\\t%s\\n' $tool; done
echo end`;

/** A host with all of its addresses. */
export type Identity = FoundHost & { readonly addresses: readonly string[] };

/**
 * Asks a host who it is, and whether an inventory of it can be taken.
 * @throws {NoAnswer} when it could not be asked, or lacks what an inventory needs
 */
export async function identify(ssh: string, configFile: string | undefined): Promise<Identity> {
  const host: Reachable = { name: ssh, ssh: { destination: ssh, ...(configFile === undefined ? {} : { configFile }) } };
  const description = 'its identity';
  const { stdout } = await runScript(host, SCRIPT, { description, as: 'account' });
  return readIdentity(stdout, ssh, configFile);
}

/** @throws {NoAnswer} when the answer was cut off, or the host lacks what an inventory needs */
export function readIdentity(stdout: string, ssh: string, configFile: string | undefined): Identity {
  const rows = stdout.split('\n').map((line) => line.split('\t'));
  const all = (wanted: string): string[] => rows.flatMap(([tag, value]) => (tag === wanted && value ? [value] : []));
  const cannot = (why: string): NoAnswer =>
    new NoAnswer('its identity', hostLabel({ name: ssh, ssh: { destination: ssh } }), why);
  if (!rows.some(([tag]) => tag === 'end')) throw cannot('its answer was cut off');
  const lacks = all('lacks');
  if (lacks.length > 0)
    throw cannot(`it has no program called ${lacks.join(' or ')}, which every inventory and every gate needs`);
  const [reached = ''] = all('reached');
  const addresses = all('address');
  // The address at which it was reached, if it is one of its own; behind a gateway, it is not.
  const known = [...(addresses.includes(reached) ? [reached] : []), ...addresses];
  return {
    ...{ ssh, configFile, hostname: all('hostname')[0] ?? '', system: all('system')[0] ?? '' },
    ipv4: known.find((address) => address.includes('.')) ?? null,
    ipv6: known.find((address) => address.includes(':') && !/^f[cde]/i.test(address)),
    addresses,
    where: 'hostname -f, hostname -I, /etc/os-release',
  };
}

type Known = {
  /** Who they were when they were last read. */
  readonly before?: { readonly old: FoundHost; readonly new: FoundHost } | undefined;
  /** Is the new host allowed to have an older system? */
  readonly mayDowngrade: boolean;
};

/** Why two hosts cannot be the old and the new host of a migration; undefined if they can. */
export function whyNotPair(old: Identity, now: Identity, { before, mayDowngrade }: Known): string | undefined {
  const isSame =
    old.hostname === now.hostname && old.addresses.length > 0 && sorted(old.addresses) === sorted(now.addresses);
  if (isSame)
    return `${old.ssh} and ${now.ssh} are the same machine: both are ${old.hostname} (${old.addresses.join(', ')})`;
  if (before?.old.hostname === now.hostname && before.new.hostname === old.hostname)
    return `the hosts are swapped: when they were last read, ${now.hostname} was the old one and ${old.hostname} the new one`;
  const [was, is] = [old, now].map(({ system }) => /^(\w+) (\d+)/.exec(system)?.slice(1) ?? []);
  if (!mayDowngrade && was?.[0] !== undefined && was[0] === is?.[0] && Number(was[1]) > Number(is[1]))
    return `the hosts look swapped: the old one has ${old.system}, the new one ${now.system}. If that is intended, pass --downgrade`;
  return undefined;
}

const sorted = (addresses: readonly string[]): string => [...addresses].sort().join(' ');
