/** Each item once, in order of first occurrence. */
export const unique = <Item>(items: Iterable<Item>): Item[] => [...new Set(items)];

/** Items grouped by what they have in common; groups, and the items in each, in order of first occurrence. */
export function groupBy<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
