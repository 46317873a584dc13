import { LAB_ROX } from '../../../rox.js';
import { shell, type Faults } from '../fault.js';

const gate = 'prerelease';
const { www } = LAB_ROX.sites;
const htdocs = `${www.root}/htdocs`;
const readable = 'secrets/not-readable';
const served = 'secrets/not-served';
/** The other host does not have the file, or has it with different permissions. */
const differs = { unproven: ['differences/explained'] } as const;
/** A file that is not in the repository makes the work tree of the deployment unclean. */
const untracked = { mayAlsoFail: ['code/work-tree-clean'] } as const;

export const exposed: Faults = {
  'puma-private-key-readable': {
    description: 'Every account on Puma can read the private key of the certificate.',
    precedent: 'a key copied without its file mode',
    gate,
    checks: [readable],
    ...differs,
    specs: ['lasting/secrets'],
    expectedMessage: /privkey\.pem: private key/,
    ...shell('puma', 'chmod 644 /etc/ssl/bewelcome/privkey.pem', 'chmod 600 /etc/ssl/bewelcome/privkey.pem'),
  },
  'puma-dump-readable': {
    description: 'The dump that was imported on Puma is still there, and every account can read it.',
    precedent: 'a dump in /var/tmp with the passwords of all members, forgotten after the import',
    gate,
    checks: [readable],
    specs: ['lasting/secrets'],
    expectedMessage: /\/var\/tmp\/deer\.sql\.gz: dump of a database/,
    ...shell(
      'puma',
      `umask 022; mysqldump --single-transaction ${LAB_ROX.databases.main} | gzip >/var/tmp/deer.sql.gz`,
      'rm /var/tmp/deer.sql.gz',
    ),
  },
  'puma-password-file-readable': {
    description: 'Every account on Puma can read the file with the database password.',
    precedent: 'the home directories were copied with rsync -r, which does not preserve modes',
    gate,
    checks: [readable],
    ...differs,
    specs: ['lasting/secrets'],
    expectedMessage: /\.my\.cnf: passwords/,
    ...shell(
      'puma',
      "printf '[client]\\npassword = secret\\n' >/home/bwscripts/.my.cnf; chmod 644 /home/bwscripts/.my.cnf; chmod 755 /home/bwscripts",
      'rm /home/bwscripts/.my.cnf; chmod 700 /home/bwscripts',
    ),
  },
  'puma-serves-a-dump': {
    description: 'A dump of the database is in the document root on Puma, where anyone can fetch it.',
    precedent: 'put there so that the other machine could fetch it with wget',
    gate,
    checks: [served, readable],
    ...differs,
    ...untracked,
    specs: ['lasting/secrets'],
    expectedMessage: /bw-main\.sql/,
    ...shell(
      'puma',
      `umask 022; mysqldump --single-transaction ${LAB_ROX.databases.main} >${htdocs}/bw-main.sql`,
      `rm ${htdocs}/bw-main.sql`,
    ),
  },
  'puma-serves-its-repository': {
    description: 'The document root on Puma is a git work tree, and its .git is served to everyone.',
    precedent: 'deployed with git clone into the document root, without the rule that denies access to .git',
    gate,
    checks: [served],
    ...differs,
    ...untracked,
    specs: ['lasting/secrets'],
    expectedMessage: /\.git\/HEAD/,
    ...shell(
      'puma',
      `cd ${htdocs} && git init -q && chown -R bwrox:bwrox .git && chmod -R a+rX .git`,
      `rm -rf ${htdocs}/.git`,
    ),
  },
  'puma-serves-a-copy-of-its-settings': {
    description: 'A text editor left a copy of a program that contains a password, and Puma serves it as plain text.',
    precedent: 'wp-config.php~ and the like: edited on the new host with vi',
    gate,
    checks: [served],
    ...differs,
    ...untracked,
    specs: ['lasting/secrets'],
    expectedMessage: /settings\.php~/,
    ...shell(
      'puma',
      `printf '<?php $password = "secret";\\n' >${htdocs}/settings.php~; chmod 644 ${htdocs}/settings.php~`,
      `rm ${htdocs}/settings.php~`,
    ),
  },
  'puma-serves-its-environment': {
    description:
      'A file with the settings of a program, including passwords, is in the document root of the web server on Puma.',
    precedent: 'the .env file of a framework that expects its public folder to be the document root',
    gate,
    checks: [served],
    ...differs,
    ...untracked,
    specs: ['lasting/secrets'],
    expectedMessage: /\.env/,
    ...shell(
      'puma',
      `printf 'DB_USER=rox\\nDB_PASSWORD=secret\\n' >${htdocs}/.env; chmod 644 ${htdocs}/.env`,
      `rm ${htdocs}/.env`,
    ),
  },
};
