import { isIPv6 } from 'node:net';
import { unique } from '../core/lists.js';
import type { Host } from '../../targets/schema.js';
import { NoAnswer } from '../core/no-answer.js';
import type { NameServer } from './dns.js';
import { plainAddress } from '../core/address.js';
import { valuesIn } from './dns-records.js';
import type { DnsResult } from './dns-zone.js';
import { runScript, hostLabel } from '../ssh/ssh.js';
import { shellQuote } from '../ssh/ssh-errors.js';

/** Which servers resolve names for the programs of a host, and the results. */
export type NamesOnHost = {
  /** The name servers of its resolv.conf(5). */
  readonly servers: readonly NameServer[];
  /** Addresses as getent(1) returns them, by name: from the hosts file, caches, and every other source in nsswitch.conf(5). */
  readonly addresses: ReadonlyMap<string, readonly string[]>;
};

/** Longer than the time limit in resolv.conf (5 s) for one dead server. */
const LONGEST_S = 8;

/**
 * Asks a host how it resolves names.
 * @throws {NoAnswer} when the host, or the resolver of its programs, is silent
 */
export async function namesOn(host: Host, names: readonly string[]): Promise<NamesOnHost> {
  const script = `sed -nE 's/^[[:space:]]*nameserver[[:space:]]+([^[:space:]#;]+).*/server \\1/p' /etc/resolv.conf
    look() {
      # Once more: two lost packets in a row take longer than that.
      for turn in first second; do
        found=$(timeout ${LONGEST_S} getent "ahostsv$1" "$2")
        case $? in 0 | 2) break ;; *) [ $turn = first ] || echo "silent $2" ;; esac
      done
      printf '%s\\n' "$found" | sed -nE "s/^([0-9a-fA-F.:]+)[[:space:]].*/address $2 \\1/p"
    }
    for name in ${names.map(shellQuote).join(' ')}; do look 4 "$name" & look 6 "$name" & done
    wait`;
  const asking = `the addresses of ${names.join(', ')}`;
  const { stdout } = await runScript(host, script, { description: asking });
  const lines = stdout.split('\n').map((line) => line.split(' '));
  const silent = unique(lines.filter(([kind]) => kind === 'silent').map(([, name]) => name));
  if (silent.length > 0)
    throw new NoAnswer(
      asking,
      hostLabel(host),
      `no answer for ${silent.join(', ')} in two attempts of ${LONGEST_S} s each (getent ahosts)`,
    );
  const found = lines.flatMap(([kind, name, address]) =>
    // Without an AAAA record, getent returns the IPv4 address again, mapped to an IPv6 one.
    kind === 'address' && address !== undefined && !address.startsWith('::ffff:')
      ? [{ name, address: plainAddress(address) }]
      : [],
  );
  return {
    servers: lines.flatMap(([kind, address]) =>
      kind === 'server' && address !== undefined ? [{ name: `${host.name}'s resolver`, address }] : [],
    ),
    addresses: new Map(
      names.map((name) => [
        name,
        unique(found.filter((each) => each.name === name).map(({ address }) => address)).sort(),
      ]),
    ),
  };
}

/** Names that the programs of a host resolve differently from its resolvers, one line each. */
export const strayPrograms = ({ addresses }: NamesOnHost, byResolver: readonly DnsResult[]): string[] =>
  [...addresses].flatMap(([name, found]) => {
    const answers = byResolver.filter(({ answer }) => answer.question.name === name);
    const said = unique(answers.flatMap(({ answer }) => valuesIn(answer))).sort();
    const words = (all: readonly string[]): string => all.join(', ') || 'nothing';
    return found.join() === said.join()
      ? []
      : [`${name} resolves to ${words(found)}; the resolver returns ${words(said)}`];
  });

/** Where a name server listens, in the form that `ssh -W` expects. */
export const socketOf = ({ address }: NameServer): string => `${isIPv6(address) ? `[${address}]` : address}:53`;
