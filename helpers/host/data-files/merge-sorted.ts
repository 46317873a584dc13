import { NoAnswer } from '../../core/no-answer.js';

/** An item with a key, sorted by the code units of the key. */
export type Keyed = { readonly key: string };

/**
 * Brings two sorted streams together, key by key; holds one item of each.
 * @throws {NoAnswer} when one of them is not sorted: an item out of order would count as missing
 */
export async function* mergeSorted<Left extends Keyed, Right extends Keyed>(
  lefts: AsyncIterable<Left>,
  rights: AsyncIterable<Right>,
): AsyncGenerator<readonly [Left | undefined, Right | undefined]> {
  const [left, right] = [ascending(lefts), ascending(rights)];
  try {
    let [one, other] = await Promise.all([left.next(), right.next()]);
    while (one.done !== true || other.done !== true) {
      const isLeft = one.done !== true && (other.done === true || one.value.key <= other.value.key);
      const isRight = other.done !== true && (one.done === true || other.value.key <= one.value.key);
      yield [isLeft ? (one.value ?? undefined) : undefined, isRight ? (other.value ?? undefined) : undefined];
      if (isLeft) one = await left.next();
      if (isRight) other = await right.next();
    }
  } finally {
    await Promise.all([left.return(), right.return()]);
  }
}

async function* ascending<Item extends Keyed>(items: AsyncIterable<Item>): AsyncGenerator<Item, void> {
  let last: string | undefined;
  for await (const item of items) {
    if (last !== undefined && item.key <= last)
      throw new NoAnswer('a sorted list', 'sort(1)', `${JSON.stringify(item.key)} comes after ${JSON.stringify(last)}`);
    last = item.key;
    yield item;
  }
}
