import { check, expect, NEW, proves, target, test } from '../../fixtures/host/test.js';

const { ipv4, ipv6 } = target.hosts.new;
const EVERYWHERE = ['*', '0.0.0.0', '::', ipv4, ...(ipv6 === undefined ? [] : [ipv6])];

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
        `no listener on port ${port} of ${NEW} is open to everyone (ss -ltn): ${addresses.join(', ') || 'nothing listens'}`,
      ).not.toEqual([]);
    });
  }

  test(
    `The mail server on ${NEW} sends its greeting on port 25 of 127.0.0.1`,
    check('mail/server-greets'),
    ({ newHostFacts }) => {
      expect(newHostFacts.mailGreeting, `greeting from 127.0.0.1:25 on ${NEW} within 3 s`).toMatch(/^220 /);
    },
  );
});
