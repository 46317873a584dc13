import { done, edit, sql, type Faults } from './fault.js';

const gate = 'puma-prerelease';

export const machine: Faults = {
  'puma-mta-stopped': {
    what: 'No mail server runs on Puma.',
    life: 'emailwiz#128: mail does not leave the new host',
    gate,
    checks: [
      'host/services › The mail server on Puma runs and starts again with the machine',
      'host/ports › The mail server on Puma greets on 127.0.0.1 port 25',
      'host/ports › The mail server on Puma listens to Puma alone',
    ],
    words: /postfix|127\.0\.0\.1:25/,
    ...done('puma', '/etc/init.d/postfix stop', '/etc/init.d/postfix start'),
  },
  'puma-mta-open-to-the-world': {
    what: 'The mail server on Puma listens on every address.',
    life: 'the package asked "Internet site?" and somebody said yes',
    gate,
    checks: ['host/ports › The mail server on Puma listens to Puma alone'],
    words: /0\.0\.0\.0|::|\*/,
    ...edit('puma', ['/etc/postfix/main.cf'], 'postconf -e inet_interfaces=all', '/etc/init.d/postfix restart'),
  },
  'puma-knows-another-name': {
    what: 'Puma calls itself by the name that the provider gave it.',
    life: 'mailinabox#2211: the name of the host is not what mail servers of others expect',
    gate,
    checks: ['host/machine › Puma knows its own name'],
    words: /static\.88-198/,
    ...edit(
      'puma',
      ['/etc/hostname'],
      'echo static.88-198-1-2.clients.example >/etc/hostname',
      'hostname -F /etc/hostname',
    ),
  },
  'puma-clock-ahead': {
    what: "Puma's clock is two minutes ahead.",
    life: 'time drift: tokens expire early, mailbot waits too long or too short',
    gate,
    checks: ['host/machine › The clock of Puma is within a second of the suite'],
    words: /ahead/,
    ...done(
      'puma',
      `echo +120 >/etc/faketimerc
      ls /usr/lib/$(uname -m)-linux-gnu/faketime/libfaketime.so.1 >/etc/ld.so.preload`,
      'rm /etc/ld.so.preload /etc/faketimerc',
    ),
  },
  'puma-in-another-time-zone': {
    what: 'Puma lives in the time zone of Tokyo.',
    life: 'redaxo#6646, musicall#888: values hours apart after a move',
    gate,
    checks: ['host/machine › Puma lives in the time zone of Deer'],
    words: /Tokyo|\+0900/,
    ...edit(
      'puma',
      ['/etc/timezone', '/etc/localtime'],
      'echo Asia/Tokyo >/etc/timezone && ln -sfn /usr/share/zoneinfo/Asia/Tokyo /etc/localtime',
    ),
  },
  'puma-without-locales': {
    what: 'No locales are generated on Puma.',
    life: 'hestiacp#5386, sysPass#1637: pages untranslated, sorting changed',
    gate,
    checks: ['host/machine › Puma has every locale of Deer'],
    words: /locale/,
    ...done(
      'puma',
      'for each in /usr/lib/locale/*; do mv $each /usr/lib/locale/.${each##*/}; done',
      'for each in /usr/lib/locale/.[!.]*; do mv $each /usr/lib/locale/${each##*/.}; done',
    ),
  },
  'puma-tmp-is-full': {
    what: 'Dumps left on the small partition of /tmp on Puma fill it.',
    life: 'geerlingguy#165, nextcloud-snap#1925: a file system full after the import',
    gate,
    checks: ['host/machine › Puma has room on every file system that matters'],
    words: /\/tmp/,
    ...done(
      'puma',
      'mount -t tmpfs -o size=20M,mode=1777 tmpfs /tmp && head -c 19M /dev/zero >/tmp/dump.sql',
      'umount -l /tmp',
    ),
  },
  'puma-out-of-inodes': {
    what: 'Session files on Puma have used up the inodes of /tmp.',
    life: 'inodes full while df shows room: millions of session files',
    gate,
    checks: ['host/machine › Puma has inodes left on every file system that matters'],
    words: /inode/,
    ...done(
      'puma',
      `mount -t tmpfs -o size=20M,nr_inodes=200,mode=1777 tmpfs /tmp
      for i in $(seq 190); do : >/tmp/sess_$i; done`,
      'umount -l /tmp',
    ),
  },
  'puma-data-directory-of-root': {
    what: 'The data directory on Puma belongs to root: the site cannot write there.',
    life: 'PMSS#787, rsync#575: owner lost by the copy',
    gate,
    checks: ['host/machine › The data directory of Puma belongs to whom it belongs on Deer'],
    specs: ['host/machine'],
    words: /root/,
    ...done('puma', 'chown root:root /var/rox/data', 'chown www-data:www-data /var/rox/data'),
  },
  'puma-web-server-not-at-boot': {
    what: 'The web server on Puma does not start with the machine.',
    life: 'enabled by hand during the tests, gone after the first restart',
    gate,
    checks: [
      'host/services › The web server on Puma runs and starts again with the machine',
      'host/services › Puma starts every service that Deer starts',
    ],
    words: /apache2/,
    ...done('puma', 'update-rc.d apache2 disable', 'update-rc.d apache2 enable'),
  },
  'puma-strict-sql-mode': {
    what: "MySQL on Puma has a stricter sql_mode than Deer's.",
    life: 'ONLYOFFICE#601, geeklog#694: zero dates and short values refused after a move',
    gate,
    checks: ["host/mysql-settings › The settings of Puma's MySQL that change behaviour are those of Deer's"],
    words: /STRICT_ALL_TABLES/,
    ...sql('puma', "SET GLOBAL sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE'", "SET GLOBAL sql_mode = ''"),
  },
  'puma-server-id-of-deer': {
    what: "Puma's MySQL was set up with a copy of Deer's my.cnf, server_id included.",
    life: 'two servers with one id: replication and every log mistake one for the other',
    gate,
    checks: [
      'host/mysql-settings › MySQL on Puma and on Deer are two servers',
      'host/how-to-test › Deer is still there at its own address and is not Puma',
    ],
    specs: ['host/mysql-settings', 'host/how-to-test'],
    words: /server_id|10/,
    ...sql('puma', 'SET GLOBAL server_id = 10', 'SET GLOBAL server_id = 20'),
  },
};
