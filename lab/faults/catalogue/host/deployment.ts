import { join } from 'node:path';
import { LAB_ROX } from '../../../rox.js';
import type { RoxSite } from '../../../../helpers/journeys/rox/options.js';
import { PATHS } from '../../../paths.js';
import { run } from '../../../exec.js';
import { shell, editFiles, type Change, type Faults } from '../fault.js';
import type { CheckPattern } from '../pattern.js';

const gate = 'prerelease';
const { www, alpha } = LAB_ROX.sites;
const git = (site: RoxSite, command: string): string => `su bwrox -c 'git -C ${site.root} ${command}'`;
const footer = (site: RoxSite): CheckPattern => `code/revision-in-footer[${site.name}]`;
/** The job that writes the revision runs every five minutes (here, seconds); until then, the footer is out of date. */
const checkout = (site: RoxSite, to: string): Change =>
  shell(
    'puma',
    `${git(site, `checkout --quiet ${to}`)} && /usr/local/bin/update_status.sh`,
    `${git(site, `checkout --quiet ${site.branch}`)} && /usr/local/bin/update_status.sh`,
  );

export const deployment: Faults = {
  'puma-www-on-develop': {
    description: 'The www deployment on Puma has the branch of alpha checked out.',
    precedent: 'openboxes#2282 and others: two deployments, one mistaken for the other',
    gate,
    checks: ['code/branch-checked-out[www]', 'code/at-branch-head[www]'],
    expectedMessage: /where develop is checked out, not master/,
    ...checkout(www, alpha.branch),
  },
  'puma-alpha-on-master': {
    description: 'The alpha deployment on Puma has the branch of www checked out.',
    precedent: 'cloned twice with the same command',
    gate,
    checks: ['code/branch-checked-out[alpha]', 'code/at-branch-head[alpha]'],
    expectedMessage: /where master is checked out, not develop/,
    ...shell(
      'puma',
      `${git(alpha, 'checkout --quiet -b master origin/master')} && /usr/local/bin/update_status.sh`,
      `${git(alpha, 'checkout --quiet develop')} && ${git(alpha, 'branch --quiet -D master')} && /usr/local/bin/update_status.sh`,
    ),
  },
  'puma-release-not-pulled': {
    description: 'A release came out after www was cloned on Puma, and no one pulled it.',
    precedent: 'the migration takes weeks, and development continues',
    gate,
    checks: ['code/at-branch-head[www]'],
    expectedMessage: /git pull brings it up to date/,
    ...origin(),
  },
  'puma-edited-by-hand': {
    description: 'Someone edited files in both deployments on Puma by hand.',
    precedent: 'repaired in a hurry during the tests; the next pull fails or overwrites the fix',
    gate,
    checks: ['code/work-tree-clean[www]', 'code/work-tree-clean[alpha]'],
    expectedMessage: /main\.css|minimal/,
    ...editFiles(
      'puma',
      [www, alpha].map(({ root }) => `${root}/htdocs/styles/css/minimal/minimal.css`),
      [www, alpha].map(({ root }) => `echo '/* fixed */' >>${root}/htdocs/styles/css/minimal/minimal.css`).join('\n'),
    ),
  },
  'puma-footer-shows-an-old-revision': {
    description: 'The job that records the revision does not run on Puma: the footer shows the revision from Deer.',
    precedent: 'the revision file was copied along with the other files from Deer',
    gate,
    checks: [footer(www), footer(alpha)],
    specs: ['journeys/rox/host/code'],
    expectedMessage: /revision\.txt on Puma.*Received: "0123456"/,
    ...together(),
  },
  'puma-status-job-writes-nothing': {
    description: 'The job on Puma that records the revision and the status exits successfully but writes nothing.',
    precedent: 'a folder of the old host is hard-coded in the script',
    gate,
    checks: ['cron/status-written'],
    expectedMessage: /update_status\.txt was just written/,
    ...editFiles('puma', ['/usr/local/bin/update_status.sh'], `sed -i '2i exit 0' /usr/local/bin/update_status.sh`),
  },
  'puma-status-job-missing': {
    description: 'The script for the status job was not copied to Puma.',
    precedent: 'it is in /usr/local/bin, but only /home was copied',
    gate,
    checks: ['cron/script-runnable[update-status]', 'cron/status-written'],
    expectedMessage: /whether there is a file \/usr\/local\/bin\/update_status\.sh|update_status\.sh: not found/,
    ...shell(
      'puma',
      'mv /usr/local/bin/update_status.sh /root/update_status.sh',
      'mv /root/update_status.sh /usr/local/bin/update_status.sh',
    ),
  },
  'puma-site-asks-deer': {
    description: 'The site on Puma is configured to load its pictures from Deer.',
    precedent: 'Temporal#481, Parsl#3082: an address of the old host in the configuration',
    gate,
    checks: ['apache/old-host-not-mentioned[site]'],
    expectedMessage: /deer\.bewelcome\.example/,
    ...editFiles(
      'puma',
      [`${www.root}/rox_local.ini`],
      `printf '\\n[pictures]\\nhost = http://deer.bewelcome.example/\\n' >>${www.root}/rox_local.ini`,
    ),
  },
  'puma-local-settings-missing': {
    description: 'The file with the local settings of alpha on Puma does not have the name that the program expects.',
    precedent: 'copied as rox_local.ini.deer, to be adjusted later; the site runs until its next restart',
    gate,
    checks: ['site-config/found'],
    unproven: ['site-config/passwords-checked[alpha]'],
    mayAlsoFail: ['site-config/passwords-checked[alpha]'],
    expectedMessage: /could not be found or read on Puma.*alpha\S*\/rox_local\.ini/,
    ...shell(
      'puma',
      `mv ${alpha.root}/rox_local.ini ${alpha.root}/rox_local.ini.deer`,
      `mv ${alpha.root}/rox_local.ini.deer ${alpha.root}/rox_local.ini`,
    ),
  },
};

/** The repository that both hosts clone, with one more commit on master. */
function origin(): Change {
  const repository = join(PATHS.git, 'rox.git');
  let before = '';
  const set = (to: string): Promise<unknown> =>
    Promise.resolve(run('git', ['-C', repository, 'update-ref', `refs/heads/${www.branch}`, to]));
  return {
    inject: () => {
      before = run('git', ['-C', repository, 'rev-parse', www.branch]).stdout.trim();
      return set(`refs/heads/${alpha.branch}`);
    },
    revert: () => set(before),
  };
}

function together(): Change {
  const files = ['/etc/cron.d/rox', ...[www, alpha].map(({ root }) => `${root}/revision.txt`)];
  return editFiles(
    'puma',
    files,
    `sed -i '/update_status/s/^/#/' /etc/cron.d/rox
    sleep 6
    for root in ${www.root} ${alpha.root}; do echo 0123456 >$root/revision.txt; done`,
    '/etc/init.d/rox restart >/dev/null',
  );
}
