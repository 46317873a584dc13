import type { Explanation } from './types.js';

/** Differences between two releases of Debian, which do not occur between hosts with the same release. */
export const OF_RELEASES: readonly Explanation[] = [
  ...(
    [
      [
        'files//etc/alternatives/*',
        'a link that update-alternatives derives from the installed packages, which are compared',
      ],
      [
        'files/certificate link *',
        'made by update-ca-certificates from its package and /usr/local/share/ca-certificates, which are compared',
      ],
      [
        'files//etc/ssl/certs/ca-certificates.crt',
        'made by update-ca-certificates from its package and /usr/local/share/ca-certificates, which are compared',
      ],
      [
        'files//etc/ca-certificates.conf',
        'made by the ca-certificates package of each release; your own certificates are files in /usr/local/share',
      ],
      [
        'files//var/lib/ucf/*',
        'what ucf records about configuration files of packages; the files themselves are compared',
      ],
      [
        'files//var/lib/systemd/deb-systemd-*',
        "units that packages of the host's release once enabled; what is enabled now is compared as services",
      ],
      ['files//var/lib/php/modules/*', 'extensions that packages enabled; what PHP has loaded is compared'],
      ['files//var/lib/python/*', "left by Python packages of the host's release"],
      ...['python3.9', 'python3.9/dist-packages', 'python3.13', 'python3.13/dist-packages'].map(
        (folder) =>
          [`files//usr/local/lib/${folder}`, "a folder that the Python of the host's release creates"] as const,
      ),
      ['files//usr/local/share/fonts', "a folder that a package of the host's release creates"],
      ['files//usr/local/libexec', "an empty folder that the host's release creates"],
      ['files//etc/fonts/conf.d/*', "links that the fontconfig package of the host's release creates"],
      ['files//etc/runit/*', 'links for an init system that the host does not run'],
      ['files//etc/mailcap', 'made by update-mime from the installed packages'],
      [
        'files//var/lib/shells.state',
        "what the add-shell command of the host's release records; /etc/shells is compared",
      ],
      ['files//var/lib/wtmpdb*', 'login records, as the new release keeps them'],
      ['files//var/lib/systemd/timers/*', 'when timers last fired on this host; the timers are compared as services'],
      ['files//var/lib/logrotate/status', 'when logs were last rotated on this host; how they are rotated is compared'],
      ['files//var/lib/systemd/catalog/*', "made by the journalctl of the host's release"],
      ['files//etc/ld.so.cache', 'made by ldconfig from the installed libraries'],
      ['files//etc/machine-id', 'each host has its own'],
      ['files//etc/.updated', 'when systemd last looked at /etc on this host'],
      [
        'logs/log /var/log/journal/*',
        'journal files have the machine ID in their path; whether the journal is kept is compared',
      ],
    ] as const
  ).map(([what, why]) => ({ what, kinds: ['missing', 'added', 'changed'] as const, why })),
  {
    what: 'runtime/php *',
    facets: ['default'],
    why: 'set on neither host: the default differs between releases of PHP',
  },
  {
    what: 'database/variable *',
    facets: ['default'],
    why: 'set on neither host: the default differs between releases of the database server, and variables that change what statements mean have their own check',
  },
  {
    what: 'packages/package *',
    facets: ['release'],
    why: 'the same package from another release, with the release in its name; what it does is compared separately',
  },
];

/**
 * Differences that come with any move, each with its reason, which the verdict shows. A target's own list is consulted first.
 * Each of them is needed on some pair of hosts in the lab; a self-test finds any that are not.
 */
export const DEFAULTS: readonly Explanation[] = [
  {
    what: 'files//etc/ssh/ssh_host_*_key*',
    facets: ['content'],
    why: 'each host has its own ssh host keys; the suite knows both from known_hosts',
  },
  {
    what: 'files//etc/aliases.db',
    facets: ['content'],
    why: 'made from /etc/aliases by newaliases, with a timestamp in it; the aliases are compared one by one',
  },
  {
    what: 'files//var/lib/postfix/*.lock',
    why: 'a lock file of the running Postfix, with its process ID',
  },
  {
    what: 'files/*/.git/index',
    facets: ['content'],
    why: 'what git caches about times and inodes of a work tree; the files of the tree are themselves compared',
  },
  {
    what: 'files/*/.git/logs/*',
    facets: ['content'],
    why: 'when and by whom HEAD or a branch was moved on this host; the contents of the work tree are compared separately',
  },
  ...OF_RELEASES,
  {
    what: 'files//var/lib/*/session*/*',
    why: 'sessions of visitors, which come and go while both hosts are read',
  },
];
