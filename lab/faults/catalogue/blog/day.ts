import { labIpv6 } from '../../../../targets/lab/target.js';
import { editFiles, shell, tables, type Faults } from '../fault.js';
import { zoneFile } from '../network/dns.js';
import { checksIn } from '../pattern.js';

const asServer = (sql: string): string => `su mysql -s /bin/sh -c 'mysql -e "${sql}"'`;
const UPLOADS = '/var/www/kitchen/wp-content/uploads';
const BACKUP = '/srv/backups/$(date +%F)';

/** Mistakes of the day of the switch. */
export const blogFreeze: Faults = {
  'birch-root-still-writes': {
    gate: 'freeze',
    description: "Birch's MariaDB is read-only, but root can still write through the socket.",
    precedent: 'read_only does not apply to SUPER: a script running as root kept writing',
    checks: ['database/write-refused[privileged]'],
    expectedMessage: /accepted \(0 rows changed\)/,
    ...shell(
      'old',
      asServer('GRANT SUPER, READ_ONLY ADMIN ON *.* TO root@localhost'),
      asServer('REVOKE SUPER, READ_ONLY ADMIN ON *.* FROM root@localhost'),
    ),
  },
  'birch-jobs-of-wordpress-still-on': {
    gate: 'freeze',
    description: 'The crontab of www-data on Birch still runs the WordPress jobs.',
    precedent: 'the jobs in /etc/cron.d were switched off, but those in /var/spool/cron were forgotten',
    checks: ['cron/off-in-freeze[club-wp-cron]', 'cron/off-in-freeze[kitchen-wp-cron]'],
    // Each fires every five seconds.
    mayAlsoFail: ['cron/not-running-in-freeze'],
    expectedMessage: /crontabs\/www-data line/,
    ...editFiles('old', ['/var/spool/cron/crontabs/www-data'], `sed -i 's/^#\\*/*/' /var/spool/cron/crontabs/www-data`),
  },
  'birch-placeholder-says-all-is-well': {
    gate: 'freeze',
    description: 'The placeholder on Birch returns 200: search engines treat it as the site.',
    precedent: 'a rewrite to a page instead of an error document',
    checks: ['placeholder/front-page-closed'],
    mayAlsoFail: checksIn('freeze/*'),
    expectedMessage: /200/,
    ...editFiles(
      'old',
      ['/etc/apache2/club/closed.conf'],
      `sed -i 's|^RewriteRule ^ - .*|RewriteRule ^ /index.html [L]|; /^ErrorDocument/d' /etc/apache2/club/closed.conf`,
      'apache2ctl graceful',
    ),
  },
  'cedar-collation-of-the-new-release': {
    gate: 'freeze',
    description:
      'A WordPress table on Cedar has the default collation of MariaDB 11.8: text is matched and sorted differently.',
    precedent: 'a table that was recreated without specifying its collation',
    checks: ['database/structure-identical[wp_club,columns]', 'database/structure-identical[wp_club,tables]'],
    mayAlsoFail: ['database/structure-identical', 'database/rows-identical[wp_club]'],
    expectedMessage: /uca1400/,
    ...shell(
      'new',
      'mysql -e "ALTER TABLE wp_club.wp_terms CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_ai_ci"',
    ),
  },
  'cedar-comment-lost': {
    gate: 'freeze',
    description: 'Cedar lacks a comment that was posted after the dump.',
    precedent: 'the dump was made before the placeholder was up',
    checks: ['database/rows-identical[wp_club]'],
    expectedMessage: /wp_comments/,
    ...tables('new', 'wp_club', ['wp_comments'], 'DELETE FROM wp_comments ORDER BY comment_ID DESC LIMIT 1;'),
  },
  'cedar-picture-of-the-kitchen-lost': {
    gate: 'freeze',
    description: "One of the second site's pictures is missing on Cedar.",
    precedent: 'the last rsync covered only one of the two WordPress sites',
    checks: [`data-directory/identical[${UPLOADS}]`],
    expectedMessage: /kitchen/,
    ...editFiles('new', [UPLOADS], `find ${UPLOADS} -type f | sort | head -n 1 | xargs rm`),
  },
};

/** Faults that are seen when visitors come to the new host. */
export const blogAfterwards: Faults = {
  'cedar-timer-of-wordpress-left-off': {
    gate: 'postcutover',
    description:
      'After the switch, no one enabled the timer of one WordPress site on Cedar: its scheduled tasks never run.',
    precedent: 'wp-cron was moved from a crontab to a timer, but the checklist for the day says "crontabs"',
    checks: ['cron/on-after-cutover[club-wp-cron]'],
    expectedMessage: /wp-cron|wordpress-cron/,
    ...shell(
      'new',
      'systemctl disable --quiet --now wordpress-cron@club.timer',
      'systemctl enable --quiet --now wordpress-cron@club.timer',
    ),
  },
  'cedar-takes-everybody-for-birch': {
    gate: 'postcutover',
    description: "For visitors who come through Birch, Cedar sees only Birch's address.",
    precedent: 'everyone knew about mod_remoteip, but no one knew that nginx needs set_real_ip_from',
    checks: ['proxy/visitor-address-preserved'],
    mayAlsoFail: ['logs/visitors-seen', 'proxy/forged-address-ignored'],
    expectedMessage: /the address of the visitor is lost/,
    ...editFiles(
      'new',
      ['/etc/nginx/conf.d/behind-birch.conf'],
      'rm /etc/nginx/conf.d/behind-birch.conf',
      'systemctl reload nginx',
    ),
  },
  'kitchen-stays-over-ipv6': {
    gate: 'postcutover',
    description: 'The AAAA record of one site still points to Birch.',
    precedent: 'the A records were all changed, but one AAAA record was forgotten',
    checks: ['dns/every-name-moved'],
    mayAlsoFail: checksIn('postcutover/*', 'visitors/*'),
    expectedMessage: /kitchen\.hillwalkers\.example AAAA/,
    ...zoneFile(`sed -i '/^kitchen/,/AAAA/s/AAAA .*/AAAA ${labIpv6('old')}/' /etc/bind/db.zone`, {
      name: 'hillwalkers.example',
    }),
  },
};

/** In the days after. */
export const blogAftercare: Faults = {
  'cedar-backup-without-the-kitchen': {
    gate: 'aftercare',
    description: 'The backup on Cedar lacks one of the databases.',
    precedent: 'a script with a list of databases that predates the second site',
    checks: ['backup/dumps-complete'],
    mayAlsoFail: ['backup/restores', 'backup/structure-restored', 'backup/rows-restored'],
    expectedMessage: /wp_kitchen/,
    ...shell('new', `rm ${BACKUP}/wp_kitchen.sql.gz`),
  },
  'cedar-backup-broken-off': {
    gate: 'aftercare',
    description: 'A dump in the backup on Cedar is cut off in the middle.',
    precedent: 'the exit status of the pipeline is that of gzip: mysqldump died, and no one noticed',
    checks: ['backup/dumps-complete'],
    mayAlsoFail: ['backup/restores', 'backup/structure-restored', 'backup/rows-restored'],
    expectedMessage: /wp_club: its dump is truncated/,
    ...shell('new', `cd ${BACKUP} && zcat wp_club.sql.gz | head -n 60 | gzip >cut.gz && mv cut.gz wp_club.sql.gz`),
  },
  'cedar-copy-lacks-a-home': {
    gate: 'aftercare',
    description: "The copy of Birch on Cedar lacks Jonas's home directory.",
    precedent: 'copied by an account that was not allowed to read it',
    checks: ['old-host-copy/complete'],
    mayAlsoFail: ['old-host-copy/homes-not-shrunk'],
    expectedMessage: /home.*jonas/,
    ...shell('new', 'mv /srv/birch/home/jonas /srv/jonas', 'mv /srv/jonas /srv/birch/home/jonas'),
  },
  'cedar-site-gone-since': {
    gate: 'aftercare',
    description: 'A site that Birch had is no longer enabled on Cedar.',
    precedent: 'removed as unused the week after the switch: no one reads the club letters before winter',
    checks: ['old-host/nothing-forgotten'],
    expectedMessage: /letters/,
    ...editFiles(
      'new',
      ['/etc/nginx/sites-enabled/letters.conf'],
      'rm /etc/nginx/sites-enabled/letters.conf',
      'systemctl reload nginx',
    ),
  },
};
