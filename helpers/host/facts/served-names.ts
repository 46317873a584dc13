import type { HostFacts } from './types.js';

/** `NAME:PORT` of every virtual host, under each of its names. */
export const servedNames = ({ apache }: Pick<HostFacts, 'apache'>): string[] =>
  apache.vhosts.flatMap(({ name, aliases, port }) => [name, ...aliases].map((each) => `${each}:${port}`));
