import { expect, test } from '@playwright/test';
import { takeLease } from '../../../../helpers/routing/hosts-file.js';
import { ENTRIES, hostsFile, runHolder, throwAt, traceOf, USUAL } from './scratch.js';

const ADVICE = process.getuid?.() === 0 ? 'immutable \\(lsattr .*Fix that' : 'as root \\(sudo\\)';

test.describe('a hosts file that cannot be leased', () => {
  test('a file that cannot be changed causes an error that names the rootless alternative', async () => {
    // sysfs lets nobody create a folder, not even root.
    const lease = takeLease({ file: '/sys/kernel/uevent_seqnum', entries: ENTRIES, owner: 'a test' });
    await expect(lease).rejects.toThrow(
      new RegExp(`is not permitted to change .*${ADVICE}, or set MIGRATION_OVERRIDE=resolver-rules`, 's'),
    );
  });

  test('a missing file is named', async () => {
    const lease = takeLease({ file: '/nonexistent/hosts', entries: ENTRIES, owner: 'a test' });
    await expect(lease).rejects.toThrow('there is no hosts file at /nonexistent/hosts');
  });

  test('a write that fails halfway leaves the file as it was', async ({}, info) => {
    const file = hostsFile(info, `${'#'.repeat(899)}\n${USUAL.slice(0, 100)}`);
    const before = traceOf(file);
    // No file of the process may grow over 1024 bytes: the file fits, with our lines it does not.
    expect(await runHolder(file, 'none', 'ulimit -f 2')).toContain('EFBIG');
    expect(traceOf(file)).toEqual(before);
  });

  test('an override that does not take effect is undone, and the error lists the addresses that the name resolved to', async ({}, info) => {
    const file = hostsFile(info, USUAL);
    const before = traceOf(file);
    const lookup = (): Promise<string[]> => Promise.resolve(['198.51.100.20', '198.51.100.10']);
    const lease = takeLease({ file, entries: ENTRIES.slice(2), owner: 'a test', lookup, within: 200 });
    await expect(lease).rejects.toThrow(
      'alpha.bewelcome.example resolves to 198.51.100.10, 198.51.100.20 instead of 198.51.100.20',
    );
    expect(traceOf(file)).toEqual(before);
  });

  test('if a stage throws an error, the lease is released', async ({}, info) => {
    const file = hostsFile(info, USUAL);
    const before = traceOf(file);
    const lease = takeLease({ file, entries: ENTRIES, owner: 'a test', onStage: throwAt('proven') });
    await expect(lease).rejects.toThrow('stopped at proven');
    expect(traceOf(file)).toEqual(before);
  });

  const BAD: [string, { address: string; name: string }[], RegExp][] = [
    ['an invalid address', [{ address: '198.51.100', name: 'a' }], /not an address/],
    ['a name with a line break', [{ address: '198.51.100.1', name: 'a\n1.2.3.4 b' }], /not a host name/],
    ['a name with two IPv4 addresses', ['1', '2'].map((n) => ({ address: `198.51.100.${n}`, name: 'a' })), /which one/],
  ];
  for (const [what, entries, message] of BAD) {
    test(`${what} is refused before anything is touched`, async ({}, info) => {
      const file = hostsFile(info, USUAL);
      await expect(takeLease({ file, entries, owner: 'a test' })).rejects.toThrow(message);
      expect(traceOf(file)).toEqual({ content: USUAL, files: ['hosts'] });
    });
  }
});
