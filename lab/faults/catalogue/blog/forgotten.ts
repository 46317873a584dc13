import { editFiles, shell, type Faults } from '../fault.js';
import { unexplained } from './system.js';

const rotated = '/etc/logrotate.d/club';
const kernel = '/etc/sysctl.d/60-club.conf';
const dropIn = '/etc/systemd/system/mariadb.service.d/club.conf';
const sudoers = '/etc/sudoers.d/admins';
const sshd = '/etc/ssh/sshd_config.d/club.conf';

/** Things that were set on the old host by hand, years ago, and are in no package: they are on nobody's list. */
export const blogForgotten: Faults = {
  'cedar-logs-not-rotated': {
    ...unexplained,
    description: 'Nothing rotates the logs of the club on Cedar: they grow until the disk is full.',
    precedent: 'a file in logrotate.d that no package owns, and that nobody copied',
    expectedMessage: /rotation of \/var\/log\/club/,
    ...editFiles('new', [rotated], `rm ${rotated}`),
  },
  'cedar-kernel-settings-lost': {
    ...unexplained,
    description: 'The kernel settings of the club are not on Cedar.',
    precedent: 'a queue for connections that was made longer after a bad day, and forgotten since',
    expectedMessage: /60-club\.conf|somaxconn/,
    ...editFiles('new', [kernel], `rm ${kernel}`),
  },
  'cedar-database-with-few-files': {
    ...unexplained,
    description: 'The drop-in that lets the database of Cedar open more files was not copied.',
    precedent: 'a drop-in below /etc/systemd/system: "too many open files" on the first busy evening',
    expectedMessage: /open files|mariadb\.service\.d/,
    ...editFiles('new', [dropIn], `rm ${dropIn}`, 'systemctl daemon-reload && systemctl restart mariadb'),
  },
  'cedar-admin-without-rights': {
    ...unexplained,
    description: 'Jonas may reload no service on Cedar.',
    precedent: 'sudoers.d of the new host had only who installed it',
    expectedMessage: /jonas/,
    ...editFiles('new', [sudoers], `sed -i '/^jonas/d' ${sudoers}`),
  },
  'cedar-account-expired': {
    ...unexplained,
    description: 'The account of the web editors has expired on Cedar.',
    precedent: 'accounts were made again, with the dates of a form',
    expectedMessage: /deploy/,
    ...shell('new', 'chage --expiredate 2024-12-31 deploy', 'chage --expiredate 2031-12-31 deploy'),
  },
  'cedar-key-of-the-editors-missing': {
    ...unexplained,
    description: 'The web editors have no key on Cedar, and passwords are off.',
    precedent: 'homes were copied without their files that begin with a dot',
    expectedMessage: /authorized_keys|key of deploy/,
    ...editFiles('new', ['/home/deploy/.ssh/authorized_keys'], 'rm /home/deploy/.ssh/authorized_keys'),
  },
  'cedar-alias-shorter': {
    ...unexplained,
    description: 'Mail for root of Cedar reaches one admin of two.',
    precedent: '/etc/aliases of the package, with one line added',
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
    precedent: 'virtual was copied before the list was added',
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
    description: 'Cedar installs no security updates on its own.',
    precedent: 'unattended-upgrades is there, and nobody switched it on',
    expectedMessage: /20auto-upgrades/,
    ...editFiles(
      'new',
      ['/etc/apt/apt.conf.d/20auto-upgrades'],
      `sed -i 's/"1"/"0"/' /etc/apt/apt.conf.d/20auto-upgrades`,
    ),
  },
  'cedar-lets-passwords-in': {
    ...unexplained,
    description: 'Whoever guesses a password may log in on Cedar; Birch takes keys alone.',
    precedent: 'allowed for the evening of the installation',
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
    description: 'Timers of Anna run on Cedar as long as she is logged in: lingering was not enabled.',
    precedent: 'units below ~/.config/systemd came with her home, and loginctl enable-linger did not',
    expectedMessage: /anna|user@1000/,
    ...shell('new', 'loginctl disable-linger anna; systemctl stop user@$(id -u anna)', 'loginctl enable-linger anna'),
  },
  'cedar-daily-script-not-executable': {
    ...unexplained,
    description: 'A script in cron.daily of Cedar is not executable: run-parts passes over it in silence.',
    precedent: 'copied through a share that knows no modes',
    expectedMessage: /club-tidy/,
    ...shell('new', 'chmod 644 /etc/cron.daily/club-tidy', 'chmod 755 /etc/cron.daily/club-tidy'),
  },
};
