import type { HostFacts } from './types.js';

/** Names that no visitor can request: the placeholder for a virtual host without a name, and names that never resolve (RFC 6761). */
const NOBODYS = /^_$|(?:^|\.)invalid$/;

/** `NAME:PORT` of every virtual host, under each of its names. */
export const servedNames = ({ apache }: Pick<HostFacts, 'apache'>): string[] =>
  apache.vhosts.flatMap(({ name, aliases, port }) =>
    [name, ...aliases].filter((each) => !NOBODYS.test(each)).map((each) => `${each}:${port}`),
  );
