import { editFiles, shell, sql, type Change } from '../../../lab/faults/catalogue/fault.js';

/** Something that gets lost on the way to the new host of the pair, and the difference that says so. */
export type Loss = { readonly what: string; readonly difference: RegExp; readonly change: Change };

const loss = (what: string, difference: RegExp, change: Change): Loss => ({ what, difference, change });
const edited = (file: string, script: string, after?: string): Change => editFiles('new', [file], script, after);
const without = (file: string, line: string, after?: string): Change =>
  edited(file, `sed -i '/${line}/d' ${file}`, after);
const moved = (path: string): Change => shell('new', `mv ${path} /run/lost`, `mv /run/lost ${path}`);

/** From every area that both hosts have alike: of the web servers, which are two programs, the pages are compared. */
export const LOSSES: readonly Loss[] = [
  loss('the backup job', /^schedule\/job of root: club-backup/, without('/etc/cron.d/club', 'club-backup')),
  loss(
    'the permission to run a nightly job',
    /^schedule\/cron\.daily club-tidy/,
    shell('new', 'chmod -x /etc/cron.daily/club-tidy', 'chmod +x /etc/cron.daily/club-tidy'),
  ),
  loss(
    'the start of the mail server at boot',
    /^services\/service postfix/,
    shell('new', 'systemctl disable --quiet postfix', 'systemctl enable --quiet postfix'),
  ),
  loss(
    'the nightly updates',
    /^services\/service unattended-upgrades/,
    shell(
      'new',
      'systemctl disable --quiet --now unattended-upgrades',
      'systemctl enable --quiet --now unattended-upgrades',
    ),
  ),
  loss(
    "an administrator's shell",
    /^accounts\/user jonas/,
    edited('/etc/passwd', "sed -i '/^jonas:/s|[^:]*$|/usr/sbin/nologin|' /etc/passwd"),
  ),
  loss("an administrator's key", /^accounts\/key of anna/, moved('/home/anna/.ssh/authorized_keys')),
  loss(
    "an administrator's sudo rights",
    /^accounts\/sudo .*jonas|^accounts\/sudo jonas/,
    without('/etc/sudoers.d/admins', '^jonas'),
  ),
  loss('the destination of mail for root', /^mail\/.*root/, without('/etc/aliases', '^root:', 'newaliases')),
  loss(
    'an email address in the domain',
    /^mail\/.*treasurer/,
    without('/etc/postfix/virtual', '^treasurer', 'postmap /etc/postfix/virtual'),
  ),
  loss(
    "the provider's mail server",
    /^mail\/postfix relayhost/,
    without('/etc/postfix/main.cf', '^relayhost', 'postfix reload 2>/dev/null'),
  ),
  loss(
    'a PHP extension',
    /^runtime\/php web extension gd/,
    shell(
      'new',
      'phpdismod -s fpm gd && systemctl restart php8.4-fpm',
      'phpenmod -s fpm gd && systemctl restart php8.4-fpm',
    ),
  ),
  loss(
    'the configured size limit for uploads',
    /^runtime\/php web upload_max_filesize/,
    without('/etc/php/8.4/fpm/conf.d/90-club.ini', '^upload_max_filesize', 'systemctl restart php8.4-fpm'),
  ),
  loss(
    'a kernel setting',
    /^kernel\/.*somaxconn/,
    without(
      '/etc/sysctl.d/60-club.conf',
      'somaxconn',
      'sysctl -qw net.core.somaxconn=4096; sysctl -qp /etc/sysctl.d/60-club.conf',
    ),
  ),
  loss(
    "the club's limit on open files",
    /^kernel\/limit .*nofile/,
    without('/etc/security/limits.d/club.conf', 'nofile'),
  ),
  loss('the rotation of a log', /^logs\/rotation of \/var\/log\/club/, moved('/etc/logrotate.d/club')),
  loss(
    'the capacity for database connections',
    /^database\/variable max_connections/,
    sql('new', 'SET GLOBAL max_connections = 20', 'SET GLOBAL max_connections = 60'),
  ),
  loss(
    'a scheduled event in the database',
    /^database\/event club\.forget_changes/,
    sql('new', 'ALTER EVENT club.forget_changes DISABLE', 'ALTER EVENT club.forget_changes ENABLE'),
  ),
  loss(
    "WordPress's access to one of its databases",
    /^database\/account wordpress.*wp_kitchen/,
    sql(
      'new',
      'REVOKE ALL PRIVILEGES ON wp_kitchen.* FROM wordpress@localhost',
      'GRANT ALL PRIVILEGES ON wp_kitchen.* TO wordpress@localhost',
    ),
  ),
  loss(
    'the secrecy of a key',
    /^files\/\/etc\/ssl\/hillwalkers\/club\.key/,
    shell('new', 'chmod 644 /etc/ssl/hillwalkers/club.key', 'chmod 600 /etc/ssl/hillwalkers/club.key'),
  ),
  loss("one of the club's programs", /^files\/\/usr\/local\/bin\/club-report/, moved('/usr/local/bin/club-report')),
];
