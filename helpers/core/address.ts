import { isIP, SocketAddress } from 'node:net';

/**
 * An address in its canonical form, for comparison: RFC 5952, without the brackets of a URL and the interface of a socket
 * (`fe80::1%eth0`), and plain IPv4 for IPv4-mapped IPv6 (`::ffff:192.0.2.1`). Anything else stays unchanged.
 */
export function plainAddress(text: string): string {
  const bare = text.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, '');
  const family = isIP(bare);
  if (family === 0) return text;
  const address = family === 6 ? new SocketAddress({ address: bare, family: 'ipv6' }).address : bare;
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1] ?? address;
}

/** Is this an address that only the host itself can reach? */
export const isLoopback = (address: string): boolean => /^(127\.\d|::1$)/.test(plainAddress(address));
