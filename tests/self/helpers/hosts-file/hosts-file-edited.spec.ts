import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { restoreAbandoned, takeLease } from '../../../../helpers/routing/hosts-file.js';
import { rightfulContent } from '../../../../helpers/routing/hosts-file/rightful.js';
import { ENTRIES, hostsFile, traceOf, USUAL } from './scratch.js';

const reversed = (text: string): string => `${text.trimEnd().split('\n').reverse().join('\n')}\n`;

test.describe('a hosts file that others touch during the lease', () => {
  const EDITS: [string, (text: string) => string, string][] = [
    ['appended a line', (text) => `${text}192.0.2.9 x\n`, `${USUAL}192.0.2.9 x\n`],
    ['deleted the end of the file', (text) => text.slice(0, -28), USUAL.slice(0, -28)],
    ['replaced the file', () => '127.0.0.1 localhost\n', '127.0.0.1 localhost\n'],
    ['reversed the lines', reversed, reversed(USUAL)],
  ];
  for (const [what, edit, expected] of EDITS) {
    test(`a person who ${what} during the lease keeps their change; only our lines are removed`, async ({}, info) => {
      const file = hostsFile(info, USUAL);
      const lease = await takeLease({ file, entries: ENTRIES.slice(2), owner: 'a test' });
      writeFileSync(file, edit(readFileSync(file, 'utf8')));

      expect(lease.release()).toEqual({ editedMeanwhile: true });
      expect(traceOf(file)).toEqual({ content: expected, files: ['hosts'] });
    });
  }

  test('a file that was emptied or deleted during the lease gets its content back', async ({}, info) => {
    const file = hostsFile(info, USUAL);
    const accidents: [typeof truncateSync, typeof rmSync] = [truncateSync, rmSync];
    for (const accident of accidents) {
      const lease = await takeLease({ file, entries: ENTRIES, owner: 'a test' });
      accident(file);
      expect(lease.release()).toEqual({ editedMeanwhile: false });
      expect(readFileSync(file, 'utf8')).toBe(USUAL);
    }
  });

  test('our lines are removed at the next start even if the lock and the snapshot are gone', async ({}, info) => {
    const file = hostsFile(info, USUAL);
    const lease = await takeLease({ file, entries: ENTRIES, owner: 'a test' });
    rmSync(`${file}.migration-verdict`, { recursive: true });

    expect(() => lease.release()).toThrow(/no longer holds the lock/);
    expect(restoreAbandoned(file)).toEqual({ outcome: 'restored', editedMeanwhile: false });
    expect(restoreAbandoned(file)).toEqual({ outcome: 'nothing', editedMeanwhile: false });
    expect(traceOf(file)).toEqual({ content: USUAL, files: ['hosts'] });
  });

  test('after a program has stripped all comments, our entries are still removed and all other lines are kept', async ({}, info) => {
    const uncommented = (text: string): string[] =>
      text.split('\n').flatMap((line) => line.replace(/[ \t]*#.*/, '').trim() || []);
    const file = hostsFile(info, USUAL);
    const lease = await takeLease({ file, entries: ENTRIES, owner: 'a test' });
    writeFileSync(file, uncommented(readFileSync(file, 'utf8')).join('\n'));

    expect(lease.release()).toEqual({ editedMeanwhile: true });
    expect(uncommented(traceOf(file).content).sort()).toEqual(uncommented(USUAL).sort());
  });

  test('anything added to one of our lines is kept as a comment', async ({}, info) => {
    const file = hostsFile(info, USUAL);
    const lease = await takeLease({ file, entries: ENTRIES.slice(2), owner: 'a test' });
    writeFileSync(file, readFileSync(file, 'utf8').replace(/alpha\S+/, '$& tool.example'));
    lease.release();

    expect(traceOf(file).content).toBe(
      `# edited while a run of migration-verdict held this file: 198.51.100.20 alpha.bewelcome.example tool.example\n${USUAL}`,
    );
  });

  test('a line that is appended after the file is written back, but before it is truncated, remains a separate line', () => {
    for (const original of [USUAL, USUAL.trimEnd()]) {
      const [before, leased] = [Buffer.from(original), Buffer.from(`# ours\n# ours\n${original}`)];
      const current = Buffer.concat([
        before,
        Buffer.from(`${'\n'.repeat(leased.length - before.length)}192.0.2.9 x\n`),
      ]);

      expect(rightfulContent(current, { original: before, leased, inForce: true }).toString()).toBe(
        `${original.trimEnd()}\n192.0.2.9 x\n`,
      );
    }
  });
});
