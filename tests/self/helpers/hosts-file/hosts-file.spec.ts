import { readFileSync, symlinkSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { addressesIn } from '../../../../helpers/routing/hosts-file/compose.js';
import { ownerOf, takeLease } from '../../../../helpers/routing/hosts-file.js';
import { ENTRIES, hostsFile, traceOf, USUAL } from './scratch.js';

const ODD_FILES: Record<string, string | Buffer> = {
  'the usual lines': USUAL,
  'no line at all': '',
  'a single line break': '\n',
  'no final line break': USUAL.trimEnd(),
  'our name on a last line without a line break': '127.0.0.1 localhost\n198.51.100.10 a www.bewelcome.example',
  'CRLF line breaks': USUAL.replaceAll('\n', '\r\n'),
  'a byte order mark': `\uFEFF${USUAL}`,
  'comments in Latin-1': Buffer.from('127.0.0.1 localhost # B\u00FCro \u00A0\n', 'latin1'),
  'spaces, tabs, and empty lines at its end': `${USUAL}\n \t\n\n\n`,
  'null bytes': '127.0.0.1 localhost\n\0\0\0',
};

test.describe('hosts file', () => {
  for (const [what, content] of Object.entries(ODD_FILES)) {
    test(`a file with ${what} makes names resolve to the new host during the lease and is restored byte for byte afterward`, async ({}, info) => {
      const file = hostsFile(info, content);
      const before = traceOf(file);

      const lease = await takeLease({ file, entries: ENTRIES, owner: 'a test' });
      const during = readFileSync(file);
      const released = lease.release();

      expect(addressesIn(during, 'www.BEWELCOME.example')).toEqual(['198.51.100.20', '2001:db8:51::20']);
      expect(traceOf(file)).toEqual(before);
      expect(released).toEqual({ editedMeanwhile: false });
    });
  }

  test('names that share a line with one of our names still resolve during the lease', async ({}, info) => {
    const file = hostsFile(info, USUAL);
    const lease = await takeLease({ file, entries: ENTRIES, owner: 'a test' });
    const during = readFileSync(file);
    lease.release();

    expect(addressesIn(during, 'deer')).toEqual(['198.51.100.10']);
    expect(addressesIn(during, 'localhost')).toEqual(['127.0.0.1', '::1']);
    expect(during.toString()).toContain('127.0.0.1\tlocalhost # kept\n');
    expect(during.toString()).toMatch(/Lines with this mark belong to \S+ \(pid \d+, .*, since 2\d{3}-.*\): a test\./);
  });

  test('a lease through a symbolic link changes and restores the file behind it and can be released twice', async ({}, info) => {
    const file = hostsFile(info, USUAL);
    const link = info.outputPath('link');
    symlinkSync(file, link);

    const lease = await takeLease({ file: link, entries: ENTRIES, owner: 'a test' });
    expect(ownerOf(file)).toEqual(lease.owner);
    expect(readFileSync(file, 'utf8')).toContain('198.51.100.20 www.bewelcome.example # [migration-verdict]');
    lease.release();
    lease.release();
    expect(traceOf(file).content).toBe(USUAL);
  });
});
