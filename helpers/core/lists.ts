/** Each item once, in the order in which they come first. */
export const unique = <Item>(items: Iterable<Item>): Item[] => [...new Set(items)];

/** Items by what they have in common; groups and the items of each in the order in which they come first. */
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
