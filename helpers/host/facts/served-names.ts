import type { HostFacts } from './types.js';

/** What no visitor can ask for: the name of who has none, and names that never resolve (RFC 6761). */
const NOBODYS = /^_$|(?:^|\.)invalid$/;

/** `NAME:PORT` of every virtual host, under each of its names. */
export const servedNames = ({ apache }: Pick<HostFacts, 'apache'>): string[] =>
  apache.vhosts.flatMap(({ name, aliases, port }) =>
    [name, ...aliases].filter((each) => !NOBODYS.test(each)).map((each) => `${each}:${port}`),
  );
