import type { Explanation } from './types.js';

/**
 * Differences that come with any move, each with its reason, which the verdict shows. A target's own list is asked first.
 * Each of them is needed on a pair of hosts of the lab; a self-test finds one that is not.
 */
export const DEFAULTS: readonly Explanation[] = [
  {
    what: 'files//etc/ssh/ssh_host_*_key*',
    facets: ['content'],
    why: 'each host has its own ssh host keys; the suite knows both by known_hosts',
  },
  {
    what: 'files//etc/aliases.db',
    facets: ['content'],
    why: 'made from /etc/aliases by newaliases, with the time in it; the aliases are compared one by one',
  },
  {
    what: 'files//var/lib/postfix/*.lock',
    why: 'a lock of the running Postfix, with the number of its process',
  },
  {
    what: 'files/*/.git/index',
    facets: ['content'],
    why: 'what git remembers of times and inodes of a work tree; the files of the tree are compared themselves',
  },
  {
    what: 'files/*/.git/logs/*',
    facets: ['content'],
    why: 'when and by whom a work tree was moved on this host; what it holds is compared itself',
  },
  {
    what: 'runtime/php *',
    facets: ['default'],
    why: 'nobody has set it on either host: the PHP of another release has another default',
  },
  {
    what: 'database/variable *',
    facets: ['default'],
    why: 'nobody has set it on either host: the server of another release has another default, and those that change what statements mean have their own check',
  },
  {
    what: 'packages/package *',
    facets: ['release'],
    why: 'the same package of another release, with the release in its name; what it does is compared itself',
  },
  {
    what: 'files//var/lib/*/session*/*',
    why: 'sessions of visitors, which come and go while both hosts are asked',
  },
];
