import type { Explanation } from './types.js';

/** Differences between two releases of Debian, which no pair of hosts with the same release has. */
export const OF_RELEASES: readonly Explanation[] = [
  ...(
    [
      [
        'files//etc/alternatives/*',
        'a link that update-alternatives makes of the packages there are; these are compared',
      ],
      [
        'files/certificate link *',
        'made by update-ca-certificates of the package and of /usr/local/share/ca-certificates, which are compared',
      ],
      [
        'files//etc/ssl/certs/ca-certificates.crt',
        'made by update-ca-certificates of the package and of /usr/local/share/ca-certificates, which are compared',
      ],
      [
        'files//etc/ca-certificates.conf',
        'made by the package of that release; certificates of your own are files in /usr/local/share',
      ],
      [
        'files//var/lib/ucf/*',
        'what ucf remembers of the configuration of packages; the files themselves are compared',
      ],
      [
        'files//var/lib/systemd/deb-systemd-*',
        'what the packages of a release once enabled; what is enabled is compared as services',
      ],
      ['files//var/lib/php/modules/*', 'which extensions packages switched on; what PHP has loaded is compared'],
      ['files//var/lib/python/*', 'left by the package of that release'],
      ...['python3.9', 'python3.9/dist-packages', 'python3.13', 'python3.13/dist-packages'].map(
        (folder) => [`files//usr/local/lib/${folder}`, 'a folder that the package of that release makes'] as const,
      ),
      ['files//usr/local/share/fonts', 'a folder that the package of that release makes'],
      ['files//usr/local/libexec', 'an empty folder that the release makes'],
      ['files//etc/fonts/conf.d/*', 'links that fontconfig of that release makes'],
      ['files//etc/runit/*', 'links for a process 1 that the host does not have'],
      ['files//etc/mailcap', 'made by update-mime of the packages there are'],
      ['files//var/lib/shells.state', 'what add-shell of that release remembers; /etc/shells is compared'],
      ['files//var/lib/wtmpdb*', 'who logged in, as the new release keeps it'],
      [
        'files//var/lib/systemd/timers/*',
        'when timers were due last on this host; the timers are compared as services',
      ],
      ['files//var/lib/logrotate/status', 'when logs were rotated last on this host; how they are is compared'],
      ['files//var/lib/systemd/catalog/*', 'made by journalctl of that release'],
      ['files//etc/ld.so.cache', 'made by ldconfig of the libraries there are'],
      ['files//etc/machine-id', 'each host has its own'],
      ['files//etc/.updated', 'when systemd last looked at /etc on this host'],
      [
        'logs/log /var/log/journal/*',
        'files of the journal have the number of the machine in their names; whether it is kept is compared',
      ],
    ] as const
  ).map(([what, why]) => ({ what, kinds: ['missing', 'added', 'changed'] as const, why })),
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
    why: 'the same package of another release, with the release in its name; what it does is compared separately',
  },
];

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
    why: 'a lock of the running Postfix, with its process ID',
  },
  {
    what: 'files/*/.git/index',
    facets: ['content'],
    why: 'what git remembers of times and inodes of a work tree; the files of the tree are compared themselves',
  },
  {
    what: 'files/*/.git/logs/*',
    facets: ['content'],
    why: 'when and by whom a work tree was moved on this host; what it holds is compared separately',
  },
  ...OF_RELEASES,
  {
    what: 'files//var/lib/*/session*/*',
    why: 'sessions of visitors, which come and go while both hosts are asked',
  },
];
