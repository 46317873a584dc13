import { editFiles, shell, type Faults } from '../fault.js';
import { unexplained } from './system.js';

const rotated = '/etc/logrotate.d/club';
const kernel = '/etc/sysctl.d/60-club.conf';
const dropIn = '/etc/systemd/system/mariadb.service.d/club.conf';
const sudoers = '/etc/sudoers.d/admins';
const sshd = '/etc/ssh/sshd_config.d/club.conf';

/** Things that were set on the old host by hand, years ago, and are in no package: they are on no one's list. */
export const blogForgotten: Faults = {
  'cedar-logs-not-rotated': {
    ...unexplained,
    description: "The club's logs on Cedar are not rotated: they grow until the disk is full.",
    precedent: 'a file in logrotate.d that belongs to no package and was not copied',
    expectedMessage: /rotation of \/var\/log\/club/,
    ...editFiles('new', [rotated], `rm ${rotated}`),
  },
  'cedar-kernel-settings-lost': {
    ...unexplained,
    description: "The club's kernel settings are missing on Cedar.",
    precedent: 'a connection backlog that was increased after a bad day, then forgotten',
    expectedMessage: /60-club\.conf|somaxconn/,
    ...editFiles('new', [kernel], `rm ${kernel}`),
  },
  'cedar-database-with-few-files': {
    ...unexplained,
    description: 'The drop-in that lets the database open more files was not copied to Cedar.',
    precedent: 'a drop-in under /etc/systemd/system: "too many open files" on the first busy evening',
    expectedMessage: /open files|mariadb\.service\.d/,
    ...editFiles('new', [dropIn], `rm ${dropIn}`, 'systemctl daemon-reload && systemctl restart mariadb'),
  },
  'cedar-admin-without-rights': {
    ...unexplained,
    description: 'Jonas is not allowed to reload any service on Cedar.',
    precedent: 'only the person who installed the new host was listed in sudoers.d',
    expectedMessage: /jonas/,
    ...editFiles('new', [sudoers], `sed -i '/^jonas/d' ${sudoers}`),
  },
  'cedar-account-expired': {
    ...unexplained,
    description: "The web editors' account has expired on Cedar.",
    precedent: 'accounts were recreated with the expiry dates from a form',
    expectedMessage: /deploy/,
    ...shell('new', 'chage --expiredate 2024-12-31 deploy', 'chage --expiredate 2031-12-31 deploy'),
  },
  'cedar-key-of-the-editors-missing': {
    ...unexplained,
    description: 'The web editors have no SSH key on Cedar, and password login is off.',
    precedent: 'home directories were copied without their dotfiles',
    expectedMessage: /authorized_keys|key of deploy/,
    ...editFiles('new', ['/home/deploy/.ssh/authorized_keys'], 'rm /home/deploy/.ssh/authorized_keys'),
  },
  'cedar-alias-shorter': {
    ...unexplained,
    description: 'Mail for root on Cedar reaches only one of its two recipients.',
    precedent: '/etc/aliases as packaged, with one line added',
    expectedMessage: /alias/,
    ...editFiles(
      'new',
      ['/etc/aliases', '/etc/aliases.db'],
      `sed -i 's/^root:.*/root: anna/' /etc/aliases`,
      'newaliases',
    ),
  },
  'cedar-list-of-the-club-lost': {
    ...unexplained,
    description: 'Cedar does not know the address of the mailing list.',
    precedent: '/etc/postfix/virtual was copied before the list was added',
    expectedMessage: /list@/,
    ...editFiles(
      'new',
      ['/etc/postfix/virtual', '/etc/postfix/virtual.db'],
      `sed -i '/^list@/d' /etc/postfix/virtual`,
      'postmap /etc/postfix/virtual',
    ),
  },
  'cedar-no-longer-updates-itself': {
    ...unexplained,
    description: 'Cedar does not install security updates automatically.',
    precedent: 'unattended-upgrades is installed, but no one enabled it',
    expectedMessage: /20auto-upgrades/,
    ...editFiles(
      'new',
      ['/etc/apt/apt.conf.d/20auto-upgrades'],
      `sed -i 's/"1"/"0"/' /etc/apt/apt.conf.d/20auto-upgrades`,
    ),
  },
  'cedar-lets-passwords-in': {
    ...unexplained,
    description: 'Anyone who guesses a password can log in to Cedar; Birch accepts only keys.',
    precedent: 'password login was enabled for the evening of the installation and left on',
    expectedMessage: /PasswordAuthentication|sshd_config\.d/,
    ...editFiles(
      'new',
      [sshd],
      `sed -i 's/^PasswordAuthentication no/PasswordAuthentication yes/' ${sshd}`,
      'systemctl reload ssh',
    ),
  },
  'cedar-timers-end-with-the-login': {
    ...unexplained,
    description: "Anna's timers run on Cedar only while she is logged in: lingering was not enabled.",
    precedent:
      'the units under ~/.config/systemd came with her home directory, but loginctl enable-linger was never run',
    expectedMessage: /anna|user@1000/,
    ...shell('new', 'loginctl disable-linger anna; systemctl stop user@$(id -u anna)', 'loginctl enable-linger anna'),
  },
  'cedar-daily-script-not-executable': {
    ...unexplained,
    description: 'A script in cron.daily on Cedar is not executable: run-parts skips it silently.',
    precedent: 'copied through a share that does not preserve file modes',
    expectedMessage: /club-tidy/,
    ...shell('new', 'chmod 644 /etc/cron.daily/club-tidy', 'chmod 755 /etc/cron.daily/club-tidy'),
  },
};
