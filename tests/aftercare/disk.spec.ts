import { check, expect, NEW, proves, target, test } from '../../fixtures/aftercare/test.js';

const { mostUsedPercent: most } = target.aftercare;

test.describe('Disks', proves('disk'), () => {
  for (const [part, what, of] of [
    ['room', 'space', 'usedPercent'],
    ['inodes', 'inodes', 'inodesUsedPercent'],
  ] as const) {
    test(
      `${NEW} has enough ${what} left on every partition`,
      check('disk/not-full', part),
      ({ aftercareContext, bigPartition }) => {
        const { partitions } = aftercareContext.facts;
        const full = Object.entries(partitions)
          .map(([path, partition]) => ({ path, used: partition[of] ?? 0 }))
          .filter(({ used }) => used > most)
          .map(({ path, used }) => `${path}: ${used}%`);

        expect(Object.keys(partitions), `df on ${NEW}`).toEqual(expect.arrayContaining([...bigPartition]));
        expect(full, `partitions with more than ${most}% of the ${what} used (df on ${NEW})`).toEqual([]);
      },
    );
  }
});
