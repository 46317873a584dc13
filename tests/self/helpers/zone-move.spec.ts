import { expect, test } from '@playwright/test';
import { movedZone } from '../../../lab/cutover/zone.js';

test('a zone change moves only the named owners and increments the serial', () => {
  const text =
    '$TTL 600\n@  IN SOA ns1 hostmaster 2012062200 3600 600 1209600 300\n   IN A 1.1.1.1\n   IN MX 10 old\nwww IN A 1.1.1.1\nold IN A 1.1.1.1\n';
  const move = { owners: ['@', 'www'], values: new Map(Object.entries({ '1.1.1.1': '2.2.2.2', old: 'new' })) };

  expect(movedZone(text, move)).toBe(
    '$TTL 600\n@  IN SOA ns1 hostmaster 2012062201 3600 600 1209600 300\n   IN A 2.2.2.2\n   IN MX 10 new\nwww IN A 2.2.2.2\nold IN A 1.1.1.1\n',
  );
});

test('a zone file without a one-line SOA record is refused', () => {
  expect(() => movedZone('www IN A 1.1.1.1\n', { owners: ['www'], values: new Map() })).toThrow(
    'no single-line SOA record',
  );
});
