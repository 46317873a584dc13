import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { lab } from '../targets/lab.js';
import type { StepId } from '../runbook.js';
import { makeCertificate } from './authority.js';
import { enter, onHost } from './hosts.js';
import { PATHS } from './paths.js';

/** Something that goes wrong in a migration, made in the lab's own servers as life would make it. */
export type Fault = {
  /** What goes wrong, in one sentence. */
  readonly what: string;
  /** Step of the runbook whose check must notice. */
  readonly step: StepId;
  /** Specs that can see it, as arguments of `playwright test`. */
  readonly specs: readonly string[];
  /** What the operator must be told. */
  readonly words: RegExp;
  /** Puts it in. It is taken out by loading a state. */
  readonly putIn: () => Promise<unknown>;
};

const www = lab.sites.www;
const onPuma = (script: string) => (): Promise<string> => onHost('puma', script);
const ini = `${www.root}/rox_local.ini`;

export const FAULTS: Readonly<Record<string, Fault>> = {
  'puma-loses-mailbot-line': {
    what: "The line of mailbot is missing from Puma's crontab.",
    step: '6',
    specs: ['host/cron'],
    words: /mailbot/,
    putIn: onPuma('sed -i /mailbot/d /etc/cron.d/rox'),
  },
  'puma-mta-stopped': {
    what: 'No mail server runs on Puma.',
    step: '1',
    specs: ['host/services', 'host/ports'],
    words: /127\.0\.0\.1:25/,
    putIn: onPuma('/etc/init.d/postfix stop'),
  },
  'puma-certificate-of-another-name': {
    what: 'Puma shows a valid certificate that is made out to another name.',
    step: '5-https',
    specs: ['site/certificates'],
    words: /www\.example\.org/,
    putIn: async () => {
      makeCertificate(PATHS.authority, 'other', ['www.example.org']);
      const init = enter('puma')[1] ?? '';
      for (const [from, to] of [
        ['other-fullchain.pem', 'fullchain.pem'],
        ['other.key', 'privkey.pem'],
      ] as const) {
        copyFileSync(join(PATHS.authority, from), `/proc/${init}/root/etc/ssl/bewelcome/${to}`);
      }
      return onHost('puma', 'apache2ctl graceful');
    },
  },
  'puma-sends-no-intermediate': {
    what: 'Puma sends its certificate without the intermediate one.',
    step: '5-https',
    specs: ['site/certificates'],
    words: /intermediate/,
    putIn: onPuma(`cd /etc/ssl/bewelcome
      openssl x509 -in fullchain.pem -out leaf.pem && mv leaf.pem fullchain.pem && apache2ctl graceful`),
  },
  'puma-map-key-of-another-host': {
    what: 'The www deployment on Puma has the map key of alpha.',
    step: '5-maps',
    specs: ['site/maps'],
    words: /key/,
    putIn: onPuma(
      `sed -i 's/^maps_api_key = .*/maps_api_key = ${lab.sites.alpha.mapsKey}/' ${ini} && /etc/init.d/rox restart`,
    ),
  },
  'puma-confirm-changes-nothing': {
    what: 'The link in the confirmation mail thanks the newcomer and leaves his status as it was.',
    step: '5-registration',
    specs: ['site/registration'],
    words: /MailToConfirm/,
    putIn: onPuma(`cd ${www.root}
      sed -i "s/UPDATE members SET Status = 'Pending' WHERE/UPDATE members SET Status = Status WHERE/" app/rox.mjs
      ! git diff --quiet && /etc/init.d/rox restart`),
  },
  'puma-forum-mail-twice': {
    what: 'Mailbot on Puma sends every forum notification twice.',
    step: '5-email',
    specs: ['site/email'],
    words: /twice|2 mails|second/,
    putIn: onPuma(`cd ${www.root}
      sed -i 's/FROM posts_notificationqueue queue/FROM (SELECT * FROM posts_notificationqueue UNION ALL SELECT * FROM posts_notificationqueue) queue/' htdocs/bw/mailbot.mjs
      ! git diff --quiet`),
  },
  'puma-warning-in-pages': {
    what: 'Pages on Puma carry a warning of the interpreter.',
    step: '5',
    specs: ['site/pages'],
    words: /mysql_fetch_assoc/,
    putIn: onPuma(`a2enmod -q substitute
      cat >/etc/apache2/conf-enabled/warning.conf <<'END'
AddOutputFilterByType SUBSTITUTE text/html
Substitute "s|</body>|<br /><b>Warning</b>: mysql_fetch_assoc() expects parameter 1 to be resource in <b>/home/www/inc/db.php</b> on line <b>73</b><br /></body>|"
END
      apache2ctl graceful`),
  },
  'puma-vhost-of-alpha-missing': {
    what: 'Apache on Puma has no vhost for alpha.',
    step: '4',
    specs: ['host/apache'],
    words: /alpha\.bewelcome\.example/,
    putIn: onPuma('a2dissite -q 020-alpha && apache2ctl graceful'),
  },
  'puma-www-on-develop': {
    what: 'The www deployment on Puma is on the branch of alpha.',
    step: '2',
    specs: ['host/code'],
    words: /develop/,
    putIn: onPuma(
      `su bwrox -c 'git -C ${www.root} checkout --quiet ${lab.sites.alpha.branch}' && /etc/init.d/rox restart`,
    ),
  },
  'puma-cron-script-not-executable': {
    what: 'The backup script on Puma has lost its execute bit.',
    step: '6',
    specs: ['host/cron'],
    words: /db_backup\.sh/,
    putIn: onPuma('chmod a-x /home/bwbackup/db_backup.sh'),
  },
  'puma-strict-sql-mode': {
    what: "MySQL on Puma has a stricter sql_mode than Deer's.",
    step: '1',
    specs: ['host/mysql-settings'],
    words: /STRICT_ALL_TABLES/,
    putIn: onPuma(`mysql -e "SET GLOBAL sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE'"`),
  },
};
