import { join } from 'node:path';
import { unique } from '../../../../helpers/core/lists.js';
import { LAB_ROX } from '../../../rox.js';
import { lab, labIpv4, labIpv6 } from '../../../../targets/lab/target.js';
import { boot, onHost } from '../../../hosts/hosts.js';
import { current } from '../../../lab.js';
import { PATHS } from '../../../paths.js';
import { run } from '../../../exec.js';
import { readBook } from '../../../states.js';
import { zoneFile } from '../network/dns.js';
import { shell, editFiles, sql, type Change, type Faults } from '../fault.js';
import { checksIn, type CheckPattern } from '../pattern.js';

const gate = 'aftercare';
const { www, alpha } = LAB_ROX.sites;
const { main, archive, crypted } = LAB_ROX.databases;
const { folder, prefix, store } = lab.aftercare.backup;
const { folder: COPY } = lab.aftercare.copyOfOldHost;
const { script } = lab.aftercare.deployment;
const GIT = lab.aftercare.repository?.gitDirectory ?? '';
const RESTORED: CheckPattern[] = ['backup/structure-restored', 'backup/rows-restored', 'backup/restores'];
const elsewhere = 'backup/copied-off-machine';
const whole = 'backup/dumps-complete';

/** The newest backup unpacked, changed by a script in the folder of its dumps, and packed again, here and at its store. */
const repacked = (change: string): Change => ({
  inject: async () => {
    await onHost(
      'puma',
      `cd ${folder} && newest=$(ls ${prefix}* | tail -n 1)
      work=$(mktemp -d) && tar -C $work -xf $newest && (cd $work/* && ${change})
      tar -C $work -cjf $newest $(ls $work) && chown bwbackup:bwbackup $newest && rm -rf $work`,
    );
    await copyToStore();
  },
});

/** By way of this machine: the hosts have no keys for each other. */
async function copyToStore(): Promise<void> {
  const text = await onHost(
    'puma',
    `cd ${folder} && newest=$(ls ${prefix}* | tail -n 1) && echo $newest && base64 $newest`,
  );
  const [name = '', ...lines] = text.split('\n');
  await onHost('store', `base64 -d >${store?.folder ?? ''}/${name} <<'END'\n${lines.join('\n')}END`);
}

async function bootDeer(): Promise<void> {
  const now = current();
  // As it was before someone shut it down: the current state of the lab has no Deer.
  const layers = now ? readBook(now.base)['switched']?.deer : undefined;
  if (layers === undefined) throw new Error('the lab is down, or there is no saved state "switched"');
  await boot('deer', layers);
}

export const aftercare: Faults = {
  'deer-still-runs': {
    description: 'Deer was never shut down.',
    precedent: 'an exposed machine with old software that no one updates anymore',
    gate,
    checks: ['old-host/unreachable'],
    specs: ['aftercare/old-host-decommissioned'],
    expectedMessage: /198\.51\.100\.10 port \d+ (accepts|refuses) connections from/,
    inject: bootDeer,
  },
  'deer-still-works': {
    description: 'Deer is still running, and so are its jobs.',
    precedent: 'restarted by the provider after a power outage',
    gate,
    checks: ['old-host/unreachable', 'old-host/jobs-stopped'],
    specs: ['aftercare/old-host-decommissioned'],
    expectedMessage: /port \d+ (accepts|refuses) connections from|jobs that are still enabled on Deer/,
    inject: async () => {
      await bootDeer();
      await onHost('deer', "sed -i 's/^#\\([0-9*]\\)/\\1/' /etc/cron.d/rox");
    },
  },
  'deer-bans-the-operator': {
    description: 'Deer is still running and drops all traffic from the operator.',
    precedent: 'fail2ban: to a client that was banned for too many requests, the host seems to be off',
    gate,
    checks: ['old-host/unreachable'],
    // Its crontabs are behind the same ban.
    unproven: ['old-host/jobs-stopped'],
    specs: ['aftercare/old-host-decommissioned'],
    expectedMessage: /(198\.51\.100\.10|2001:db8:51::10) port \d+ (accepts|refuses) connections from Puma/,
    inject: async () => {
      await bootDeer();
      await onHost(
        'deer',
        `ip route add blackhole ${labIpv4('visitor')}; ip -6 route add blackhole ${labIpv6('visitor')}`,
      );
    },
  },
  'backup-of-yesterday': {
    description: 'The newest backup on Puma is from the day before yesterday.',
    precedent: 'GitLab 2017: backups that no one checked had stopped long ago',
    gate,
    checks: ['backup/recent'],
    mayAlsoFail: RESTORED,
    expectedMessage: /was due at/,
    inject: async () => {
      const old = (at: string): string =>
        `cd ${at} && newest=$(ls ${prefix}* | tail -n 1) && old=$(date -d '2 days ago' +%F)
        next=$(echo $newest | sed -E "s/[0-9]{4}-[0-9]{2}-[0-9]{2}/$old/")
        [ $next = $newest ] || mv $newest $next
        touch -d '2 days ago' $next`;
      await onHost('puma', old(folder));
      await onHost('store', old(store?.folder ?? ''));
    },
  },
  'backup-cut-off': {
    description: 'The newest backup on Puma is truncated.',
    precedent: 'the disk was full at two in the morning',
    gate,
    checks: [whole],
    unproven: RESTORED,
    mayAlsoFail: RESTORED,
    expectedMessage: /tar cannot read it: .*(end|EOF|bzip2|compressed)/i,
    mustNotSay: /cannot read it: \S*\.sql/,
    inject: async () => {
      await onHost('puma', `cd ${folder} && newest=$(ls ${prefix}* | tail -n 1) && truncate -s 20000 $newest`);
      await copyToStore();
    },
  },
  'backup-without-a-database': {
    description: 'The backup on Puma lacks the encrypted fields.',
    precedent: 'a database that was added after the script was written',
    gate,
    checks: [whole],
    mayAlsoFail: RESTORED,
    unproven: RESTORED,
    expectedMessage: /BW_CRYPTED: no dump in the archive/,
    ...repacked(`rm ${crypted}.sql`),
  },
  'backup-does-not-restore': {
    description: 'The backup on Puma cannot be restored: a statement in it is broken.',
    precedent: 'geerlingguy#179: "test backups post-migration"',
    gate,
    checks: ['backup/restores'],
    mayAlsoFail: RESTORED,
    unproven: RESTORED,
    expectedMessage: /ERROR 1064/,
    ...repacked(`sed -i '20i CREATE TABL broken;' ${main}.sql`),
  },
  'backup-of-another-structure': {
    description: 'Indexes were added to tables on Puma, and the backup predates them.',
    precedent: 'a backup that was made once and never again',
    gate,
    checks: [main, archive, crypted].map((name) => `backup/structure-restored[${name}]` as const),
    expectedMessage: /logs\.later: missing on the restored server/,
    ...sql(
      'puma',
      `ALTER TABLE ${main}.notes ADD KEY later (id); ALTER TABLE ${archive}.logs ADD KEY later (Type); ALTER TABLE ${crypted}.cryptedfields ADD KEY later (IdMember);`,
      `ALTER TABLE ${main}.notes DROP KEY later; ALTER TABLE ${archive}.logs DROP KEY later; ALTER TABLE ${crypted}.cryptedfields DROP KEY later;`,
    ),
  },
  'backup-holds-little': {
    description: 'The backup on Puma contains only half of the rows in the large tables.',
    precedent: 'a mysqldump --where option from a test is still in the script',
    gate,
    checks: [main, archive, crypted].map((name) => `backup/rows-restored[${name}]` as const),
    expectedMessage: /\d+ of \d+ rows differ in the backup/,
    ...repacked(
      `for one in "${main} messages" "${archive} logs" "${crypted} cryptedfields"; do
        set -- $one
        mysqldump --routines --triggers --events --single-transaction --ignore-table=$1.$2 $1 >$1.sql
        mysqldump --skip-triggers --where='id % 2 = 0' $1 $2 >>$1.sql
      done`,
    ),
  },
  'backup-on-one-machine': {
    description: 'The newest backup of Puma exists only on Puma.',
    precedent: 'GitLab 2017: the bucket for the copies was empty',
    gate,
    checks: [elsewhere],
    expectedMessage: /sha256sum of the copy of .*Received: ""/,
    inject: () => onHost('store', `rm -f ${store?.folder ?? ''}/*`),
  },
  'puma-big-partition-not-mounted': {
    description: 'The big partition on Puma is not mounted.',
    precedent: 'mounted by hand but not in /etc/fstab: gone after a reboot',
    gate,
    checks: ['old-host-copy/partition-mounted', 'disk/not-full[room]', 'disk/not-full[inodes]'],
    mayAlsoFail: checksIn('aftercare/old-host-copy', 'journeys/rox/aftercare/deployment'),
    unproven: checksIn('aftercare/*', 'journeys/rox/aftercare/deployment'),
    specs: ['aftercare/old-host-copy', 'aftercare/disk'],
    expectedMessage: /unless the big partition is mounted.*Expected: .*"\/srv"/,
    inject: () => onHost('puma', 'umount -l /srv'),
  },
  'copy-of-deer-incomplete': {
    description: 'The copy of Deer on Puma lacks the crontabs and the Apache configuration.',
    precedent: 'an rsync of /home only',
    gate,
    checks: ['old-host-copy/complete'],
    mayAlsoFail: checksIn('journeys/rox/aftercare/deployment'),
    unproven: checksIn('journeys/rox/aftercare/deployment'),
    specs: ['aftercare/old-host-copy'],
    expectedMessage: /missing below \/srv\/deer.* \/etc\/(apache2|cron\.d)\//,
    ...shell(
      'puma',
      `mv ${COPY}/etc/cron.d ${COPY}/etc/.cron.d && mv ${COPY}/etc/apache2/sites-available ${COPY}/etc/apache2/.sites-available`,
      `mv ${COPY}/etc/.cron.d ${COPY}/etc/cron.d && mv ${COPY}/etc/apache2/.sites-available ${COPY}/etc/apache2/sites-available`,
    ),
  },
  'copy-of-deer-small': {
    description: 'The home directories in the copy of Deer are empty.',
    precedent: 'copied after /home had been shredded',
    gate,
    checks: ['old-host-copy/homes-not-shrunk'],
    mayAlsoFail: checksIn('aftercare/old-host-copy'),
    expectedMessage: /missing below \/srv\/deer.* \/home\//,
    ...shell(
      'puma',
      `mkdir /srv/away && for home in ${COPY}/home/*; do mkdir /srv/away/\${home##*/}; find $home -mindepth 1 -maxdepth 1 -exec mv {} /srv/away/\${home##*/}/ \\;; done`,
      `for home in ${COPY}/home/*; do find /srv/away/\${home##*/} -mindepth 1 -maxdepth 1 -exec mv {} $home/ \\;; done; rm -rf /srv/away`,
    ),
  },
  'puma-forgot-a-vhost': {
    description: 'A vhost from Deer has no counterpart on Puma.',
    precedent: 'righttoknow#546: found only after the old machine was gone',
    gate,
    checks: ['old-host/nothing-forgotten'],
    mayAlsoFail: checksIn('journeys/rox/aftercare/deployment', 'aftercare/repository'),
    specs: ['aftercare/old-host-copy'],
    expectedMessage: /vhost alpha\.bewelcome\.example/,
    ...shell('puma', 'a2dissite -q 020-alpha && apache2ctl graceful', 'a2ensite -q 020-alpha && apache2ctl graceful'),
  },
  'puma-deployment-script-not-executable': {
    description: 'The deployment script on Puma cannot be run.',
    precedent: 'edited on another machine and copied without its file mode',
    gate,
    checks: ['deployment/script-runnable'],
    mayAlsoFail: checksIn('aftercare/repository'),
    specs: ['journeys/rox/aftercare/deployment'],
    expectedMessage: /must be executable/,
    ...shell('puma', `chmod a-x ${script}`, `chmod 755 ${script}`),
  },
  'puma-behind-the-repository': {
    description: 'Both branches have new commits that have not been deployed to Puma.',
    precedent: 'the deployment script still deploys to the old host',
    gate,
    checks: [`deployment/serves-branch-head[${www.name}]`, `deployment/serves-branch-head[${alpha.name}]`],
    expectedMessage: /HEAD of \/home\/www\S+ on Puma/,
    ...commits(),
  },
  'puma-never-deployed': {
    description: 'Nothing has been deployed to Puma since the switch.',
    precedent: 'the script exists, but no one has tried it',
    gate,
    checks: ['deployment/used-since-cutover'],
    expectedMessage: /git reflog/,
    ...editFiles(
      'puma',
      [www, alpha].map(({ root }) => `${root}/.git/logs`),
      [www, alpha].map(({ root }) => `sed -i -E 's/> [0-9]+ /> 1340000000 /' ${root}/.git/logs/HEAD`).join('\n'),
    ),
  },
  'puma-partition-full': {
    description: 'A partition on Puma is nearly out of space and inodes.',
    precedent: 'nextcloud-snap#1925: logs and backups fill the disk weeks later',
    gate,
    checks: ['disk/not-full[room]', 'disk/not-full[inodes]'],
    expectedMessage: /\/tmp: \d+%/,
    ...shell(
      'puma',
      `mount -t tmpfs -o size=20M,nr_inodes=200,mode=1777 tmpfs /tmp
      for i in $(seq 185); do : >/tmp/sess_$i; done
      head -c 19M /dev/zero >/tmp/dump.sql`,
      'umount -l /tmp',
    ),
  },
  'puma-has-no-repository': {
    description: "Puma's scripts and configuration are not in a repository.",
    precedent: 'BeWelcome 2012: "create repository for production scripts, configs" was never done',
    gate,
    checks: ['repository/files-tracked'],
    unproven: checksIn('aftercare/repository'),
    expectedMessage: /not tracked \(git ls-files/,
    ...shell('puma', `mv ${GIT} ${GIT}.away`, `mv ${GIT}.away ${GIT}`),
  },
  'puma-changed-by-hand': {
    description: "Someone changed Puma's configuration by hand without committing the change.",
    precedent: 'fixed at night, and lost with the next deployment',
    gate,
    checks: ['repository/no-uncommitted-changes'],
    expectedMessage: /M etc\/postfix\/main\.cf/,
    ...editFiles('puma', ['/etc/postfix/main.cf'], "echo '# fixed' >>/etc/postfix/main.cf"),
  },
  'puma-commits-not-pushed': {
    description: 'The latest commit made on Puma was never pushed.',
    precedent: 'the machine is lost, and with it the only copy of its latest configuration',
    gate,
    checks: ['repository/pushed'],
    expectedMessage: /head of the branch at the origin/,
    ...shell(
      'puma',
      `git --git-dir=${GIT} --work-tree=/ -c user.name=root -c user.email=root@puma commit --quiet --allow-empty -m 'A change'`,
      `git --git-dir=${GIT} update-ref HEAD HEAD~1`,
    ),
  },
  'zone-sub-domains-left': {
    description: 'The subdomains listed in the target still point to Deer, which is gone.',
    precedent: 'scrumlr#4678: names that point to a host that never answers',
    gate,
    checks: ['dns/sub-domains-resolve'],
    expectedMessage: /\+ +"198\.51\.100\.10"/,
    ...zoneFile(
      lab.aftercare.subDomains
        .map(
          ({ name }) =>
            `sed -i -E 's/^(${name.split('.')[0] ?? ''} .*IN +A +).*/\\1${lab.hosts.old.ipv4}/' /etc/bind/db.zone`,
        )
        .join('\n'),
    ),
  },
};

/** The developers' repository, with one more commit on both branches. */
function commits(): Change {
  const git = (...args: string[]): string =>
    run('git', [
      '-C',
      join(PATHS.git, 'rox.git'),
      '-c',
      'user.name=Rox',
      '-c',
      'user.email=rox@example.org',
      ...args,
    ]).stdout.trim();
  const branches = unique([www.branch, alpha.branch]);
  const before = new Map<string, string>();
  return {
    inject: () => {
      for (const branch of branches) {
        const head = git('rev-parse', branch);
        before.set(branch, head);
        git('update-ref', `refs/heads/${branch}`, git('commit-tree', `${head}^{tree}`, '-p', head, '-m', 'More'));
      }
      return Promise.resolve();
    },
    revert: () => {
      for (const [branch, head] of before) git('update-ref', `refs/heads/${branch}`, head);
      return Promise.resolve();
    },
  };
}
