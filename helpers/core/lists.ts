/** Each item once, in the order in which they come first. */
export const unique = <Item>(items: Iterable<Item>): Item[] => [...new Set(items)];
