import type { TargetInput } from './schema.js';

/** As a target writes it. */
type Log = TargetInput['postcutover']['cronLog'];

/** Logs as Debian keeps them, and those of rsyslog. A line that matches is an error, or may indicate one. */
export const CRON_LOG: Log = {
  id: 'cron-starts',
  title: 'cron',
  files: ['/var/log/cron.log', '/var/log/syslog'],
  units: ['cron.service', 'crond.service'],
  lines: 'CRON\\[[0-9]+\\]: \\([^)]*\\) CMD \\(',
};

export const MAIL_LOG: Log = {
  id: 'mail-sent',
  title: 'the mail server',
  files: ['/var/log/mail.log', '/var/log/maillog', '/var/log/exim4/mainlog'],
  units: ['postfix*.service', 'exim4.service'],
  lines: ' (message-id|from|to)=| (<=|[-=>]>) ',
};

const WEB_SERVER: Log = {
  id: 'apache',
  title: 'the web server',
  files: ['/var/log/apache2/*error.log', '/var/log/nginx/*error.log'],
  units: ['apache2.service', 'nginx.service'],
  lines: '\\[([a-z0-9_]+:)?(warn|error|crit|alert|emerg)\\]|segfault|exit signal',
};
const MYSQL: Log = {
  id: 'mysql',
  title: 'MySQL',
  files: ['/var/log/mysql/*.log', '/var/log/mysql/*.err', '/var/log/mysql.err', '/var/log/syslog'],
  units: ['mariadb.service', 'mysql.service'],
  lines: '\\[ERROR\\]|(mysqld|mariadbd).*([Cc]rashed|got signal|Error:)',
};
const MAIL: Log = {
  id: 'mail',
  title: 'the mail server',
  files: ['/var/log/mail.log'],
  units: ['postfix*.service', 'exim4.service'],
  lines: ': (warning|error|fatal|panic): |status=(bounced|deferred|expired)|NOQUEUE: reject',
};
/** Messages of cron, and of its jobs: cron mails them, as the user of the job, through sendmail(1). */
const CRON: Log = {
  id: 'cron',
  title: 'cron',
  files: ['/var/log/cron.log', '/var/log/syslog', '/var/log/mail.log'],
  units: ['cron.service', 'crond.service', 'postfix*.service'],
  lines:
    '(CRON|cron)\\[[0-9]+\\]: .*([Ee]rror|ERROR|[Ff]ail|FAIL|bad |BAD|WRONG|INSECURE|ORPHAN|[Mm]issing|denied|MAIL )|postfix/pickup.*from=<bw[a-z]+>',
};

/**
 * @param files of PHP or of the site itself
 * @param createdWhenNeeded are the files created only when there is something to log?
 */
export const errorLogs = (files: string[], createdWhenNeeded = false): Log[] => [
  WEB_SERVER,
  {
    id: 'site',
    title: 'the site',
    files,
    units: ['php*-fpm.service'],
    createdWhenNeeded,
    lines: '^[0-9]{4}-|^\\[|^[A-Za-z]*(Error|Exception)|PHP |Warning',
  },
  MYSQL,
  MAIL,
  CRON,
];
