import type { Log } from './schema.js';

/** Logs as Debian keeps them, and rsyslog beside them. A line that matches is an error, or may tell of one. */
export const CRON_LOG: Log = {
  id: 'cron-starts',
  title: 'cron',
  files: ['/var/log/cron.log', '/var/log/syslog'],
  lines: 'CRON\\[[0-9]+\\]: \\([^)]*\\) CMD \\(',
};

export const MAIL_LOG: Log = {
  id: 'mail-sent',
  title: 'mail',
  files: ['/var/log/mail.log', '/var/log/maillog', '/var/log/exim4/mainlog'],
  lines: ' (message-id|from|to)=| (<=|[-=>]>) ',
};

const APACHE: Log = {
  id: 'apache',
  title: 'Apache',
  files: ['/var/log/apache2/*error.log'],
  lines: '\\[([a-z0-9_]+:)?(warn|error|crit|alert|emerg)\\]|segfault|exit signal',
};
const MYSQL: Log = {
  id: 'mysql',
  title: 'MySQL',
  files: ['/var/log/mysql/*.log', '/var/log/mysql/*.err', '/var/log/mysql.err', '/var/log/syslog'],
  lines: '\\[ERROR\\]|(mysqld|mariadbd).*([Cc]rashed|got signal|Error:)',
};
const MAIL: Log = {
  id: 'mail',
  title: 'mail',
  files: ['/var/log/mail.log'],
  lines: ': (warning|error|fatal|panic): |status=(bounced|deferred|expired)|NOQUEUE: reject',
};
/** What cron says of itself, and what jobs say: cron mails it, as the user of the job, through sendmail(1). */
const CRON: Log = {
  id: 'cron',
  title: 'cron',
  files: ['/var/log/cron.log', '/var/log/syslog', '/var/log/mail.log'],
  lines:
    '(CRON|cron)\\[[0-9]+\\]: .*([Ee]rror|ERROR|[Ff]ail|FAIL|bad |BAD|WRONG|INSECURE|ORPHAN|[Mm]issing|denied|MAIL )|postfix/pickup.*from=<bw[a-z]+>',
};

/** @param files of PHP or of the site itself */
export const errorLogs = (files: string[]): Log[] => [
  APACHE,
  { id: 'site', title: 'the site', files, lines: '^[0-9]{4}-|^\\[|^[A-Za-z]*(Error|Exception)|PHP |Warning' },
  MYSQL,
  MAIL,
  CRON,
];
