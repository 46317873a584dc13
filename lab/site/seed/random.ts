/** A small generator of reproducible pseudorandom numbers: mulberry32. */
export type Random = {
  /** 0 <= x < n, whole. */
  below(n: number): number;
  pick<Item>(items: readonly Item[]): Item;
  chance(percent: number): boolean;
};

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const random: Random = {
    below: (n) => Math.floor(next() * n),
    pick: (items) => {
      const item = items[random.below(items.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
    chance: (percent) => next() * 100 < percent,
  };
  return random;
}

/** The moment the data was "copied": everything is dated before it. */
const NOW = Date.UTC(2012, 5, 22, 12, 0, 0);

/** A number of minutes before the morning of 22 June 2012, in SQL's date and time format. */
export const ago = (minutes: number): string =>
  new Date(NOW - minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');

export const DAY = 24 * 60;
