import { check, expect, NEW, proves, target, test } from '../../fixtures/host/test.js';
import { isLoopback } from '../../helpers/core/address.js';

const EVERYWHERE = ['*', '0.0.0.0', '::', target.hosts.new.ipv4];

test.describe('Ports', proves('1'), () => {
  for (const { port, what } of [
    { port: 80, what: 'http' },
    { port: 443, what: 'https' },
    { port: 22, what: 'ssh' },
  ]) {
    test(`${NEW} listens for ${what} on port ${port}`, check('ports/open', what), ({ newHostFacts }) => {
      const addresses = newHostFacts.sockets.filter((socket) => socket.port === port).map(({ address }) => address);

      expect(
        addresses.filter((address) => EVERYWHERE.includes(address)),
        `port ${port} on ${NEW} is open to everybody at none of its listeners, by ss -ltn: ${addresses.join(', ') || 'nobody listens'}`,
      ).not.toEqual([]);
    });
  }

  for (const { service, port, what } of [
    { service: 'database', port: target.databases.port, what: 'The database' },
    { service: 'mail', port: 25, what: 'The mail server' },
  ]) {
    test(`${what} on ${NEW} accepts local connections only`, check('ports/local-only', service), ({ newHostFacts }) => {
      const addresses = newHostFacts.sockets.filter((socket) => socket.port === port).map(({ address }) => address);

      expect(addresses, `listeners on port ${port} of ${NEW}, by ss -ltn`).not.toEqual([]);
      expect(
        addresses.filter((address) => !isLoopback(address)),
        `listeners on port ${port} of ${NEW} that others reach, by ss -ltn`,
      ).toEqual([]);
    });
  }

  test(`The mail server on ${NEW} greets on 127.0.0.1 port 25`, check('mail/server-greets'), ({ newHostFacts }) => {
    expect(newHostFacts.mailGreeting, 'what 127.0.0.1:25 said within 3 s').toMatch(/^220 /);
  });
});
