import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { restoreAbandoned, takeLease, type Stage } from '../../../../helpers/routing/hosts-file.js';
import { rightfulContent } from '../../../../helpers/routing/hosts-file/rightful.js';
import { ENTRIES, hostsFile, runHolder, traceOf, USUAL } from './scratch.js';

test.describe('the hosts file after a crash', () => {
  const stages: Stage[] = ['locked', 'snapshot', 'written', 'proven', 'restored'];
  for (const stage of stages) {
    test(`a run killed at stage "${stage}" leaves a file that the next start restores`, async ({}, info) => {
      const file = hostsFile(info, USUAL);
      const before = traceOf(file);

      expect(await runHolder(file, stage)).toBe('SIGKILL');
      expect(restoreAbandoned(file)).toMatchObject({ outcome: 'restored', editedMeanwhile: false });
      expect(traceOf(file)).toEqual(before);
      expect(restoreAbandoned(file).outcome).toBe('nothing');
    });
  }

  test('the original content is recovered if a write is cut off after any byte as the lease is taken or released', async ({}, info) => {
    const file = hostsFile(info, USUAL);
    const lease = await takeLease({ file, entries: ENTRIES, owner: 'a test' });
    const [original, leased] = [Buffer.from(USUAL), readFileSync(file)];
    lease.release();
    const cut = (before: Buffer, after: Buffer, at: number): Buffer =>
      Buffer.concat([after.subarray(0, at), before.subarray(at)]);

    for (let at = 0; at <= leased.length; at += 1) {
      const current = cut(original, leased, at);
      expect(rightfulContent(current, { original, leased, inForce: false }).toString()).toBe(USUAL);
    }
    for (let at = 0; at <= original.length; at += 1) {
      const current = cut(leased, original, at);
      expect(rightfulContent(current, { original, leased, inForce: true }).toString()).toBe(USUAL);
    }
  });
});
