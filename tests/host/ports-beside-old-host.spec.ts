import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/host/test.js';
import { isLoopback } from '../../helpers/core/address.js';
import type { HostFacts } from '../../helpers/host/facts/types.js';

// Apart from the other ports: those are asked again when the old host is off.
test.describe('Ports', proves('1'), () => {
  for (const { service, port, what } of [
    { service: 'database', port: target.databases.port, what: 'The database' },
    { service: 'mail', port: 25, what: 'The mail server' },
  ]) {
    test(
      `${what} on ${NEW} is not exposed more widely than on ${OLD}`,
      check('ports/local-only', service),
      ({ oldHostFacts, newHostFacts }) => {
        const listeners = ({ sockets }: HostFacts): string[] =>
          sockets.filter((socket) => socket.port === port).map(({ address }) => address);
        const isOpenOnOld = listeners(oldHostFacts).some((address) => !isLoopback(address));
        const open = listeners(newHostFacts).filter((address) => !isLoopback(address));

        expect(listeners(newHostFacts), `listeners on port ${port} of ${NEW} (ss -ltn)`).not.toEqual([]);
        expect(
          isOpenOnOld ? [] : open,
          `addresses where other machines can reach port ${port} of ${NEW}; on ${OLD}, none can`,
        ).toEqual([]);
      },
    );
  }
});
