import { expect, test } from '@playwright/test';
import { COLLECTORS } from '../../../helpers/inventory/collectors/index.js';
import { formatValue } from '../../../helpers/inventory/compare.js';
import { byRole, namesOf } from '../../../helpers/inventory/roles.js';
import { merged } from '../../../helpers/inventory/rows.js';
import type { Area } from '../../../helpers/inventory/types.js';

const read = (area: Area, ...rows: readonly string[]): { items: string[]; unreadable: string[] } => {
  const { items, unreadable } = COLLECTORS[area].parse(rows, { seal: (text) => text.slice(0, 4) });
  return {
    items: merged(items).map(
      ({ key, value, implied }) => `${key} = ${formatValue(value)}${implied === undefined ? '' : ' (implied)'}`,
    ),
    unreadable: unreadable.map(({ scope, why }) => `${scope}: ${why}`),
  };
};

/** Rows of one script, and what is read from them. Written by hand from the manuals of the programs, and from the lab. */
const ROWS: readonly (readonly [Area, readonly string[], readonly string[]])[] = [
  [
    'packages',
    [
      'native\tamd64',
      'auto\tlibx',
      'package\tlibx\tamd64\tinstall ok installed\tno\toptional\t',
      'package\trsync\tamd64\thold ok installed\tno\toptional\t',
      'package\tphp7.4-gd\tamd64\tinstall ok installed\tno\toptional\t',
      'package\tlibssl1.1\tamd64\tinstall ok installed\tno\toptional\t',
      'package\tlibtirpc3t64\tamd64\tinstall ok installed\tno\toptional\t',
      'package\tlibapache2-mod-php7.4\tamd64\tinstall ok installed\tno\toptional\t',
      'package\tgone\tall\tdeinstall ok config-files\tno\toptional\t',
      'package\told\ti386\tinstall ok half-configured\tno\toptional\told-src (1.0)',
    ],
    [
      'package libx = installed, held no (implied)',
      'package rsync = installed, held yes',
      'package php-gd = installed, held no, release php7.4-gd',
      'package libssl = installed, held no, release libssl1.1 (implied)',
      'package libtirpc3t = installed, held no, release libtirpc3t64 (implied)',
      'package libapache2-mod-php = installed, held no, release libapache2-mod-php7.4',
      'package old:i386 = half-configured, held no',
    ],
  ],
  [
    'files',
    [
      'f\tf\t644\troot\troot\t5\t0\t-\t\t/etc/a',
      'digest\taaaabbbb\t0\t/etc/a',
      'f\tf\t600\troot\troot\t9\t0\t-\t\t/etc/big',
      'f\tf\t644\troot\troot\t5\t0\tc\tccccdddd\t/etc/c',
      'digest\tccccdddd\t0\t/etc/c',
      'f\tl\t777\troot\troot\t5\t0\t-\t\t/etc/l\u0002../x',
      'f\tl\t777\troot\troot\t5\t0\t-\t\t/etc/ssl/certs/A.pem\u0002/usr/share/ca-certificates/mozilla/A.crt',
      'f\tl\t777\troot\troot\t5\t0\t-\t\t/etc/ssl/certs/01ab23cd.0\u0002A.pem',
      'f\tl\t777\troot\troot\t5\t0\t-\t\t/etc/ssl/certs/own.pem\u0002/srv/own.pem',
      'gone\t/etc/mime.types',
      'f\td\t755\tbob\tbob\t5\t0\t-\t\t/home/bob',
      'f\tf\t644\t\u00c3\u00a4\t99\t5\t0\t-\t\t/etc/two\u0001lines',
    ],
    [
      '/etc/a = kind file, owner root:root, mode 644, content digest aaaa',
      '/etc/big = kind file, owner root:root, mode 600, size 9, time 1970-01-01T00:00',
      '/etc/c = kind file, owner root:root, mode 644, content as its package ships it (implied)',
      '/etc/l = kind link, owner root:root, target ../x',
      'certificate link /etc/ssl/certs/A.pem = kind link, owner root:root, target /usr/share/ca-certificates/mozilla/A.crt',
      'certificate link /etc/ssl/certs/01ab23cd.0 = kind link, owner root:root, target A.pem',
      '/etc/ssl/certs/own.pem = kind link, owner root:root, target /srv/own.pem',
      '/etc/mime.types = kind none: deleted, though its package ships it (implied)',
      '/home/bob = kind folder, owner bob:bob, mode 755',
      '/etc/two\\nlines = kind file, owner \u00c3\u00a4:99, mode 644, size 5, time 1970-01-01T00:00',
    ],
  ],
  [
    'files',
    [
      'f\td\t755\troot\troot\t5\t1100\t-\t\t/srv/kept',
      'f\tf\t600\troot\troot\t5\t1100\t-\t\t/srv/gone.Ylsxep',
      'f\td\t755\troot\troot\t5\t900\t-\t\t/srv/old',
      'since\t1000',
      'young\t/srv/kept',
    ],
    ['/srv/kept = kind folder, owner root:root, mode 755', '/srv/old = kind folder, owner root:root, mode 755'],
  ],
  [
    'services',
    ['init\tssh\tyes', 'status\tssh\t0', 'init\tprocps\tboot', 'init\tx\tno', 'status\tx\t3', 'status\todd\t4'],
    [
      'service ssh = enabled yes, running yes',
      'service procps = enabled yes (implied)',
      'service x = enabled no, running no (implied)',
    ],
  ],
  [
    'services',
    [
      'unit\tssh.service\tenabled\tenabled',
      'state\tssh.service\tloaded\tactive\trunning',
      'unit\tdbus.socket\tstatic',
      'state\tdbus.socket\tloaded\tactive\tlistening',
      'unit\tx.service\tdisabled',
      'state\tbad.service\tloaded\tfailed\tfailed',
      'failed\tbad.service',
      'timer\ta.timer\tOnCalendar=daily',
    ],
    [
      'service ssh = enabled yes, running yes',
      'service dbus.socket = running yes',
      'service x = enabled no (implied)',
      'service bad = running failed',
      'timer a.timer OnCalendar = daily',
    ],
  ],
  [
    'schedule',
    [
      'table\t/etc/cron.d/x\tsystem\t644 root\t\\n',
      'cron\t/etc/cron.d/x\t1\tMAILTO=ops',
      'cron\t/etc/cron.d/x\t2\t0 2 * * * root /bin/x',
      'cron\t/etc/cron.d/x\t3\t0 14 * * * root /bin/x',
      'cron\t/etc/cron.d/x\t4\t#0 3 * * * root /bin/off',
      'script\tdaily\tlogrotate\tyes\tabcd',
      'script\tdaily\tx.sh\tyes\tabcd',
      'anacron\t/etc/anacrontab\t9\t7\t10\tweekly\trun-parts /etc/cron.weekly',
    ],
    [
      'cron.daily logrotate = runs yes, content digest abcd',
      'cron.daily x.sh = runs no, content digest abcd',
      'anacron job weekly = days 7, delay 10, command run-parts /etc/cron.weekly',
      'job of root: /bin/x = times 0 14 * * *; 0 2 * * *, environment MAILTO=ops',
    ],
  ],
  [
    'accounts',
    [
      'user\tbob\t1001\t1001\t/home/bob\t/bin/bash',
      'user\tmysql\t105\t110\t/nonexistent\t/bin/false',
      'group\tsudo\t27\tbob,ann',
      'shadow\tbob\tset\tpassword=<secret x>\t99999\t15000',
      'sudo\t/etc/sudoers\t3\tbob  ALL=(ALL) ALL',
      'sudo\t/etc/sudoers\t4\t#includedir /etc/sudoers.d',
      'key\tbob\t/home/bob/.ssh/authorized_keys\t1\tfrom="192.0.2.1" ssh-ed25519 AAAA bob@home',
    ],
    [
      'user bob = number 1001, home /home/bob, shell /bin/bash',
      'group number of user bob = 1001',
      'user mysql = home /nonexistent, shell /bin/false',
      'group sudo = members ann,bob',
      'password of bob = set, hash <secret x>, days valid , expires 2011-01-26 (implied)',
      'sudo bob ALL=(ALL) ALL = allowed',
      'sudo @includedir /etc/sudoers.d = allowed',
      'key of bob: SHA256:cJ6AyISHokEeHuTfufIqhhSS0gxHZRUMDHlKvXD4FHw = options from="192.0.2.1", comment bob@home, type ssh-ed25519',
    ],
  ],
  [
    'network',
    [
      'socket\tss\ttcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=107,fd=3))',
      'socket\tss\ttcp LISTEN 0 5 [::]:22 [::]:* users:(("sshd",1234,4))',
      'socket\tss\ttcp LISTEN 0 100 127.0.0.1:25 0.0.0.0:* users:(("smtpd",pid=912,fd=6),("master",pid=310,fd=13))',
      'socket\tnetstat\ttcp6 0 0 :::80 :::* LISTEN 99/apache2',
      'hosts\t/etc/hosts\t3\t192.0.2.1 www www.example # old',
      'resolver\t/etc/resolv.conf\t1\tnameserver 192.0.2.53',
      'rule\tiptables IPv4 filter\t-A INPUT -p tcp --dport 22 -j ACCEPT',
    ],
    [
      'listens tcp IPv4:22 = program sshd',
      'listens tcp IPv6:22 = program sshd',
      'listens tcp 127.0.0.1:25 = program master',
      'listens tcp IPv6:80 = program apache2',
      'hosts file www (IPv4) = 192.0.2.1',
      'hosts file www.example (IPv4) = 192.0.2.1',
      'firewall iptables IPv4 filter INPUT: -A INPUT -p tcp --dport 22 -j ACCEPT = in force',
      'resolver nameserver = 192.0.2.53',
    ],
  ],
  [
    'storage',
    [
      'mount\t/dev/sda1\t/\text4\trw,relatime,usrquota,errors=remount-ro',
      'mount\tproc\t/proc\tproc\trw',
      'fstab\t/etc/fstab\t2\tUUID=x / ext4 errors=remount-ro,noatime 0 1',
      'room\t/\t1048576\t524288',
      'inodes\t/\t0\t0',
      'swap\tpartition\t1048576',
    ],
    [
      'mount / = type ext4, options usrquota',
      'fstab / = type ext4, options noatime',
      'room of / = MB 1024, free MB 512 (implied)',
      'swap = MB 1024',
    ],
  ],
  [
    'mail',
    [
      'setting\tmyorigin = /etc/mailname',
      'setting\trelayhost =',
      'master\tsmtp inet n - y - - smtpd',
      'alias\t/etc/aliases\t1\tpostmaster: root',
      'alias\t/etc/aliases\t2\t   , bob',
      'map\t/etc/postfix/virtual\t1\tinfo@example.org  bob',
    ],
    [
      'postfix myorigin = /etc/mailname',
      'postfix relayhost = ',
      'postfix service smtp inet = n - y - - smtpd',
      '/etc/postfix/virtual info@example.org = bob',
      'alias postmaster = root , bob',
    ],
  ],
  [
    'runtime',
    [
      'version\tnode\tv18.20.4',
      'php\tcron\tCore\tmemory_limit\t128M',
      'php\tcron\tCore\tprecision\t14',
      'default\tcron\tCore\tprecision\t14',
      'default\tcron\tCore\tmemory_limit\t64M',
      'php\tcron\tDate\tTimezone Database\tinternal',
      'php\tcron\tPHP Configuration\tSystem\tLinux x',
      'extension\tapache2\tgd',
      'pool\t/etc/php/7.4/fpm/pool.d/www.conf\t9\tpm.max_children = 5',
    ],
    [
      'version of node = v18.20.4',
      'php cron memory_limit = 128M',
      'php cron precision = 14 (implied)',
      'php cron Date: Timezone Database = internal',
      'php apache2 extension gd = loaded',
      'php pool www pm.max_children = 5',
    ],
  ],
  [
    'database',
    [
      'variable\tsql_mode\t',
      'variable\tautocommit\tON',
      'default\tautocommit',
      'variable\tserver_id\t10',
      'schema\tBW\tutf8\tutf8_bin',
      `create\t${'0'.repeat(20)}\tTABLE\tBW\tt`,
      'create\tt\tCREATE TABLE `t` (\\n  `id` int NOT NULL,\\n  KEY `k` (`id`)\\n) ENGINE=InnoDB AUTO_INCREMENT=7',
      `create\t${'0'.repeat(20)}\tVIEW\tBW\tv`,
      'create\tv\tCREATE ALGORITHM=UNDEFINED DEFINER=`a`@`b` SQL SECURITY DEFINER VIEW `v` AS select 1\tutf8\tutf8',
      `grant\t${'0'.repeat(20)}\tGRANTS\trox\t%`,
      'grant\tGRANT SELECT ON `BW`.* TO `rox`@`%`',
    ],
    [
      'variable sql_mode = ',
      'variable autocommit = ON (implied)',
      'database BW = charset utf8, collation utf8_bin',
      'table BW.t = ENGINE=InnoDB',
      'table BW.t: column `id` = int NOT NULL',
      'table BW.t: KEY `k` = (`id`)',
      'table BW.t: order of columns = `id` (implied)',
      'view BW.v = CREATE SQL SECURITY DEFINER VIEW `v` AS select 1',
      'account rox@% may SELECT ON `BW`.* = ',
    ],
  ],
  [
    'logs',
    [
      'log\t/var/log/a.log\troot\t640',
      'log\t/var/log/a.log.1\tadm\t600',
      'log\t/var/log/a.log.2.gz\tadm\t600',
      'log\t/var/log/b.log-20120622\troot\t640',
      'rotation\t/var/log/*.log  weekly (4 rotations)',
      'no-logrotate',
    ],
    [
      'log /var/log/a.log = owner root, mode 640',
      'log /var/log/b.log = ',
      'rotation of /var/log/*.log = weekly (4 rotations)',
      'rotation = logrotate is not installed',
    ],
  ],
  [
    'backups',
    [
      'file\t/backup\t1340000000.1\t500\tDB-2012-06-22.tgz',
      'file\t/backup\t1340086400.1\t500\tDB-2012-06-23.tgz',
      'holds\t/backup\t./BW_MAIN.sql',
    ],
    ['backup /backup/DB-#-#-#.tgz = there', 'backup in /backup holds BW_MAIN.sql = yes'],
  ],
];

for (const [area, rows, items] of ROWS)
  test(`${area}: rows like "${rows[0] ?? ''}" are read`, () => {
    expect(read(area, ...rows)).toEqual({ items, unreadable: [] });
  });

/** Rows that nobody understands; each makes its source unreadable and is quoted. */
const ODD: readonly (readonly [Area, readonly string[], string])[] = [
  ['packages', ['package\tx'], ': not the seven fields requested from dpkg-query: "package\tx"'],
  ['files', ['f\t?\tx'], ': invalid line of find output: "f\t?\tx"'],
  ['services', ['odd\tFailed to connect to bus'], ': an unexpected row: "odd\tFailed to connect to bus"'],
  ['services', ['unit\tx.service\tnovel'], ': an unknown state of a unit file: "unit\tx.service\tnovel"'],
  [
    'schedule',
    ['table\t/etc/crontab\tsystem\t644 root\t\\n', 'cron\t/etc/crontab\t1\t61 * * * * root x'],
    '/etc/crontab: /etc/crontab line 1: ',
  ],
  [
    'accounts',
    ['key\tbob\t/home/bob/.ssh/authorized_keys\t1\tssh-dss'],
    ': invalid line of authorized_keys: "key\tbob\t',
  ],
  ['network', ['socket\tss\tCannot open netlink socket'], 'listens : invalid line of ss or netstat output: '],
  ['storage', ['fstab\t/etc/fstab\t1\t/dev/sda1'], 'fstab: invalid line of fstab(5): '],
  ['kernel', ['sysctl\t/etc/sysctl.conf\t1\tvm.swappiness 10'], '/etc/sysctl.conf: invalid line of sysctl.conf(5): '],
  ['mail', ['setting\tpostconf: fatal: no such file'], ': invalid line of postconf -n output: '],
  ['web', ['dump\tAH00526: Syntax error'], ''],
  ['web', ['dump\tsomething new'], ': not a recognized line of apache2ctl -S or -M: "dump\tsomething new"'],
  [
    'database',
    ['create\tERROR 1142 (42000) at line 1: SELECT command denied'],
    ': SHOW CREATE of something gave: "ERROR 1142',
  ],
  ['logs', ['rotation\tnonsense'], ': invalid line of logrotate -d output: '],
  ['files', ['cannot\t/root\tno permission to read it as bob'], '/root: no permission to read it as bob'],
];

for (const [area, rows, unreadable] of ODD)
  test(`${area}: "${rows.at(-1) ?? ''}" ${unreadable === '' ? 'is skipped' : 'makes its source unreadable'}`, () => {
    const found = read(area, ...rows);

    expect(found.items).toEqual([]);
    expect(found.unreadable.map((each) => each.slice(0, unreadable.length))).toEqual(
      unreadable === '' ? [] : [unreadable],
    );
  });

const HOSTS = [
  { role: 'old' as const, names: namesOf({ hostname: 'deer.example.org', ipv4: '192.0.2.1', ipv6: '2001:db8::1' }) },
  { role: 'new' as const, names: namesOf({ hostname: 'puma.example.org', ipv4: '192.0.2.10' }) },
];
for (const [text, normalised] of [
  ['deer.example.org and www.deer.example.org', '<old> and www.deer.example.org'],
  ['bind 192.0.2.1:80, not 192.0.2.10 or 192.0.2.100', 'bind <old>:80, not <new> or 192.0.2.100'],
  ['root@deer.example.org, http://DEER:80/', 'root@<old>, http://<old>:80/'],
  ['reindeer deer-2 deer_x deer', 'reindeer deer-2 deer_x <old>'],
  ['[2001:db8::1]:443 2001:db8::11 ::ffff:192.0.2.1', '[<old>]:443 2001:db8::11 ::ffff:<old>'],
] as const)
  test(`hosts in "${text}" are named by their roles`, () => {
    expect(byRole(text, HOSTS)).toBe(normalised);
  });
