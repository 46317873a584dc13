import { fileURLToPath } from 'node:url';
import { PEOPLE } from './people.js';
import { CRON_LOG, errorLogs, MAIL_LOG } from '../logs.js';
import type { Trace } from '../schema.js';
import { COUNTED_TABLES, LIVING_PAGES, PROBES, STEADY_PAGES, VISITED } from '../site-pages.js';
import type { Setting, TargetSource } from '../setting.js';

/**
 * The move of June 2012: Deer to Puma. What is written here was public; addresses, paths, keys, and accounts were not,
 * so whoever starts the suite provides them as settings. Nothing is guessed: a missing value stops the run.
 */
const settings = [
  { name: 'MIGRATION_DEER_ADDRESS', fills: 'hosts.old.ipv4', meaning: 'IPv4 address of Deer', example: '203.0.113.10' },
  { name: 'MIGRATION_PUMA_ADDRESS', fills: 'hosts.new.ipv4', meaning: 'IPv4 address of Puma', example: '203.0.113.20' },
  {
    name: 'MIGRATION_DEER_ADDRESS6',
    fills: 'hosts.old.ipv6',
    meaning: 'IPv6 address of Deer; empty if Deer has none',
    example: '2001:db8::10',
    otherwise: '',
  },
  {
    name: 'MIGRATION_PUMA_ADDRESS6',
    fills: 'hosts.new.ipv6',
    meaning: 'IPv6 address of Puma; empty if Puma has none',
    example: '2001:db8::20',
    otherwise: '',
  },
  {
    name: 'MIGRATION_PUMA_HOSTNAME',
    fills: 'hosts.new.hostname',
    meaning: 'output of `hostname -f` on Puma',
    example: 'puma.bewelcome.org',
  },
  {
    name: 'MIGRATION_DEER_SSH',
    fills: 'hosts.old.ssh.destination',
    meaning: 'ssh destination of Deer: an alias from ~/.ssh/config or user@host, for root or an account with sudo',
    example: 'root@deer.bewelcome.org',
  },
  {
    name: 'MIGRATION_PUMA_SSH',
    fills: 'hosts.new.ssh.destination',
    meaning: 'ssh destination of Puma: an alias from ~/.ssh/config or user@host, for root or an account with sudo',
    example: 'root@puma.bewelcome.org',
  },
  {
    name: 'MIGRATION_ROOT_WWW',
    fills: 'sites.0.root',
    meaning: 'folder of the www deployment on both hosts',
    example: '/home/www/www.bewelcome.org',
  },
  {
    name: 'MIGRATION_ROOT_ALPHA',
    fills: 'sites.1.root',
    meaning: 'folder of the alpha deployment on both hosts',
    example: '/home/www/alpha.bewelcome.org',
  },
  {
    name: 'MIGRATION_MAPS_KEY_WWW',
    fills: 'application.deployments.www.mapsKey',
    meaning: 'maps key registered for www.bewelcome.org',
    example: 'ABQIAAAA...',
  },
  {
    name: 'MIGRATION_MAPS_KEY_ALPHA',
    fills: 'application.deployments.alpha.mapsKey',
    meaning: 'maps key registered for alpha.bewelcome.org',
    example: 'ABQIAAAA...',
  },
  {
    name: 'MIGRATION_MAILHOG',
    fills: 'mail.mailhog',
    meaning: 'base URL of the MailHog that receives mail for the test domain',
    example: 'http://127.0.0.1:8025',
  },
  {
    name: 'MIGRATION_MAIL_DOMAIN',
    fills: 'mail.testDomain',
    meaning:
      'domain of the recipients that the suite invents; all mail to that domain must reach the MailHog that MIGRATION_MAILHOG names',
    example: 'verify.bewelcome.org',
  },
  {
    name: 'MIGRATION_SIGNUP_TEAM',
    fills: 'application.signupTeam',
    meaning: 'email address to which the site reports new members',
    example: 'signup-team@verify.bewelcome.org',
  },
  {
    name: 'MIGRATION_DB_USER',
    fills: 'databases.reader.user',
    meaning:
      'MySQL account, on both hosts, that reads the three databases and the list of accounts; needs SELECT, SHOW VIEW, TRIGGER, EVENT, PROCESS, and REPLICATION CLIENT',
    example: 'verifier',
  },
  {
    name: 'MIGRATION_DB_PASSWORD',
    fills: 'databases.reader.password',
    meaning: 'password of the account that MIGRATION_DB_USER names',
    example: '(secret)',
  },
  {
    name: 'MIGRATION_MEMBER',
    fills: 'application.members.active.username',
    meaning: 'username of a member with status Active, for journeys that need an existing member',
    example: 'verifier1',
  },
  {
    name: 'MIGRATION_MEMBER_PASSWORD',
    fills: 'application.members.active.password',
    meaning: 'password of the member that MIGRATION_MEMBER names',
    example: '(secret)',
  },
  {
    name: 'MIGRATION_OTHER_MEMBER',
    fills: 'application.members.other.username',
    meaning: 'username of a second member with status Active, who receives messages',
    example: 'verifier2',
  },
  {
    name: 'MIGRATION_OTHER_MEMBER_PASSWORD',
    fills: 'application.members.other.password',
    meaning: 'password of the member that MIGRATION_OTHER_MEMBER names',
    example: '(secret)',
  },
  {
    name: 'MIGRATION_CRON_BACKUP',
    fills: 'cron.jobs.0.script',
    meaning: 'script that backs up the databases',
    example: '/home/bwbackup/db_backup.sh',
  },
  {
    name: 'MIGRATION_CRON_CLEAN_GUESTS',
    fills: 'cron.jobs.1.script',
    meaning: 'script that cleans up anonymous sessions',
    example: '/home/bwrox/clean_guestsonline.sh',
  },
  {
    name: 'MIGRATION_CRON_CLOSE_EDIT',
    fills: 'cron.jobs.2.script',
    meaning: 'script that closes forum edit windows',
    example: '/home/bwrox/close_edit_forum.sh',
  },
  {
    name: 'MIGRATION_CRON_ROOT',
    fills: 'cron.jobs.3.script',
    meaning: 'script in /usr/local/bin that root runs every five minutes',
    example: '/usr/local/bin/update_sites.sh',
  },
  {
    name: 'MIGRATION_CRON_GEONAMES',
    fills: 'cron.jobs.5.script',
    meaning: 'script that imports GeoNames data; its path only, without arguments',
    example: '/home/bwrox/update_geo.sh',
  },
  {
    name: 'MIGRATION_PHP_NOTICES',
    meaning:
      'whether (yes or no) the application switches display_errors on, so that PHP notices appear in the pages on both hosts; if yes, the notices are reported but block nothing',
    example: 'yes',
    otherwise: 'no',
    oneOf: ['yes', 'no'],
  },
  {
    name: 'MIGRATION_MAY_WRITE',
    fills: 'mayWrite',
    meaning:
      "whether (yes or no) to allow the checks that register, post, upload, or run cron jobs on Puma; the trial restore of Puma's backup; and the checks that attempt a write on Deer during the freeze; if no, all of these are unproven",
    example: 'yes',
    otherwise: 'no',
    oneOf: ['yes', 'no'],
  },
  {
    name: 'MIGRATION_DB_WRITER',
    fills: 'databases.writer.user',
    meaning:
      'MySQL account on Puma that can remove everything that the suite has created, including the rows that it wrote to the log; needs SELECT, INSERT, UPDATE, and DELETE on the three databases; required with MIGRATION_MAY_WRITE=yes',
    example: 'verifier_writer',
    otherwise: '',
  },
  {
    name: 'MIGRATION_DB_WRITER_PASSWORD',
    fills: 'databases.writer.password',
    meaning: 'password of the account that MIGRATION_DB_WRITER names',
    example: '(secret)',
    otherwise: '',
  },
  {
    name: 'MIGRATION_DB_APPLICATION',
    fills: 'databases.application.user',
    meaning: "the site's own MySQL account, to test whether Deer refuses its writes; without it, step 11 is unproven",
    example: 'rox',
    otherwise: '',
  },
  {
    name: 'MIGRATION_DB_APPLICATION_PASSWORD',
    fills: 'databases.application.password',
    meaning: 'password of the account that MIGRATION_DB_APPLICATION names',
    example: '(secret)',
    otherwise: '',
  },
  {
    name: 'MIGRATION_DB_PRIVILEGED',
    fills: 'databases.privileged.user',
    meaning:
      "MySQL account with more privileges than the site's own, to test whether Deer refuses its writes, too; without it, step 11 is unproven",
    example: 'operator',
    otherwise: '',
  },
  {
    name: 'MIGRATION_DB_PRIVILEGED_PASSWORD',
    fills: 'databases.privileged.password',
    meaning: 'password of the account that MIGRATION_DB_PRIVILEGED names',
    example: '(secret)',
    otherwise: '',
  },
  {
    name: 'MIGRATION_PLACEHOLDER_SITES',
    fills: 'freeze.enabledSites',
    meaning:
      'Apache sites enabled on Deer while the site is closed, by their a2ensite names, comma-separated; without them, step 7 is unproven',
    example: 'placeholder,lists',
    otherwise: '',
  },
  {
    name: 'MIGRATION_DEPLOYMENT',
    fills: 'aftercare.deployment.script',
    meaning: 'script that deploys new code on Puma; without it, the deployment step is unproven',
    example: '/usr/local/bin/deploy.sh',
    otherwise: '',
  },
  {
    name: 'MIGRATION_SUB_DOMAINS',
    fills: 'aftercare.subDomains',
    meaning:
      "additional names, other than the site's own, that must resolve to Puma, comma-separated; without any, the step for subdomains is unproven",
    example: 'lists.bewelcome.org,trac.bewelcome.org',
    otherwise: '',
  },
  {
    name: 'MIGRATION_BACKUPS',
    fills: 'aftercare.backup.folder',
    meaning: 'folder of the database backup archives on Puma',
    example: '/home/bwrox/backups',
    otherwise: '',
  },
  {
    name: 'MIGRATION_STORE_SSH',
    fills: 'aftercare.backup.store.ssh.destination',
    meaning:
      'ssh destination of the machine that keeps copies of the backups; without it, the checks of these copies are unproven',
    example: 'backup@store.example.org',
    otherwise: '',
  },
  {
    name: 'MIGRATION_STORE_FOLDER',
    fills: 'aftercare.backup.store.folder',
    meaning: 'folder with the copies of the backups, on the machine that MIGRATION_STORE_SSH names',
    example: '/srv/backups/puma',
    otherwise: '',
  },
  {
    name: 'MIGRATION_BIG_PARTITION',
    fills: 'aftercare.copyOfOldHost.partition',
    meaning: 'mount point of the big partition of Puma; without it, the step for the copy of Deer is unproven',
    example: '/srv',
    otherwise: '',
  },
  {
    name: 'MIGRATION_COPY_OF_DEER',
    fills: 'aftercare.copyOfOldHost.folder',
    meaning:
      'folder on the big partition of Puma that corresponds to / on Deer; without it, the step for the copy of Deer is unproven',
    example: '/srv/deer',
    otherwise: '',
  },
  {
    name: 'MIGRATION_REPOSITORY',
    fills: 'aftercare.repository.gitDirectory',
    meaning:
      'git directory that contains the scripts and configuration of Puma, with paths relative to /; without it, the step for that repository is unproven',
    example: '/root/production.git',
    otherwise: '',
  },
  {
    name: 'MIGRATION_REPOSITORY_PATHS',
    fills: 'aftercare.repository.paths',
    meaning: 'absolute paths that must be in the repository that MIGRATION_REPOSITORY names, comma-separated',
    example: '/etc,/usr/local/bin',
    otherwise: '/etc,/usr/local/bin',
  },
  {
    name: 'MIGRATION_NAME_SERVERS',
    fills: 'dns.servers',
    meaning:
      'authoritative name servers of the zone with their addresses, as name/IPv4 or name/IPv4/IPv6, comma-separated; without them, step 14 is unproven',
    example: 'ns1.example.net/203.0.113.1,ns2.example.net/203.0.113.2/2001:db8::2',
    otherwise: '',
  },
  {
    name: 'MIGRATION_DNS_TTL',
    fills: 'dns.ttl',
    meaning:
      'TTL planned for the address records on the day of the switch, in seconds; without it, step 14 is unproven',
    example: '600',
    otherwise: '',
  },
  {
    name: 'MIGRATION_DNS_NAMES',
    fills: 'dns.names',
    meaning: "further names in the zone to check for Deer's addresses, comma-separated",
    example: 'lists.bewelcome.org,wiki.bewelcome.org',
    otherwise: '',
  },
  {
    name: 'MIGRATION_DNS_MAY_STAY',
    fills: 'dns.mayStay',
    meaning:
      "records that may still point to Deer after the switch, as name/type, comma-separated; the A and AAAA records of Deer's own name are always allowed",
    example: 'bewelcome.org/MX,bewelcome.org/TXT',
    otherwise: '',
  },
  {
    name: 'MIGRATION_FORWARD_SITES',
    fills: 'postcutover.enabledSites',
    meaning:
      'Apache sites through which Deer forwards to Puma, by their a2ensite names, comma-separated; the time at which they were enabled counts as the time of the switch; without them, the checks of what has happened since then are unproven',
    example: 'forward-www,forward-alpha',
    otherwise: '',
  },
] as const satisfies readonly Setting[];

/** Traces of jobs that were public. Where backups are kept and what root's script writes was not. */
const TRACES: Readonly<Record<string, Trace>> = {
  'clean-guests': { kind: 'gone', table: 'BW_MAIN.guestsonline', where: 'updated < NOW() - INTERVAL 4 HOUR' },
  'close-edit': { kind: 'rows', table: 'BW_ARCH.logs', where: "Type = 'cron_task'" },
  mailbot: { kind: 'rows', table: 'BW_ARCH.logs', where: "Type = 'mailbot'" },
  geonames: { kind: 'request', path: '/geo/refreshgeo' },
  statistics: { kind: 'rows', table: 'BW_MAIN.stats', where: 'NbActiveMembers > 0' },
};

type Name = (typeof settings)[number]['name'];

export const source: TargetSource = {
  settings,
  build: (value) => {
    const given = (name: Name) => value(name);
    const listed = (name: Name) => (given(name) ?? '').split(',').filter((each) => each !== '');
    const optional = (name: Name) => (given(name) === '' ? undefined : given(name));
    const root = given('MIGRATION_ROOT_WWW') ?? '';
    const mayWrite = given('MIGRATION_MAY_WRITE') === 'yes';
    const account = (user: Name, password: Name) => ({ user: optional(user), password: optional(password) });
    const perhaps = (user: Name, password: Name) => (optional(user) === undefined ? null : account(user, password));
    const php = (script: string) => `cd ${root} ; env SERVER_NAME=www.bewelcome.org php ${script}`;
    const job = (
      id: string,
      title: string,
      schedule: string,
      user: string,
      script: string | undefined,
      command = script,
    ) => ({
      id,
      title,
      schedule,
      user,
      command,
      script,
      // Never mailbot on both: every message waiting in the copied data would be mailed twice.
      prerelease: { old: 'on', new: id === 'mailbot' ? 'off' : 'on' },
      neverOnBoth: id === 'mailbot',
      isBackup: id === 'backup',
      trace: TRACES[id],
    });
    const mailbot = `${root}/htdocs/bw/mailbot.php`;
    const statistics = `${root}/htdocs/bw/updatestats.php`;
    const geonames = given('MIGRATION_CRON_GEONAMES');
    const members = {
      active: { username: given('MIGRATION_MEMBER'), password: given('MIGRATION_MEMBER_PASSWORD') },
      other: { username: given('MIGRATION_OTHER_MEMBER'), password: given('MIGRATION_OTHER_MEMBER_PASSWORD') },
    };
    return {
      name: 'bewelcome',
      application: {
        id: 'rox',
        deployments: {
          www: { branch: 'master', siteName: 'BeWelcome', mapsKey: given('MIGRATION_MAPS_KEY_WWW') },
          alpha: { branch: 'develop', siteName: 'BeWelcome (ALPHA)', mapsKey: given('MIGRATION_MAPS_KEY_ALPHA') },
        },
        databases: { main: 'BW_MAIN', archive: 'BW_ARCH', crypted: 'BW_CRYPTED' },
        senders: {
          signup: 'signup@bewelcome.org',
          message: 'message@bewelcome.org',
          forum: 'forum@bewelcome.org',
          lostPassword: 'message@bewelcome.org',
        },
        signupTeam: given('MIGRATION_SIGNUP_TEAM'),
        members,
      },
      people: PEOPLE,
      projects: {
        baseline: 'deer-baseline',
        prerelease: 'puma-prerelease',
        freeze: 'puma-freeze',
        postcutover: 'puma-postcutover',
        aftercare: 'puma-aftercare',
      },
      summary: 'the real Deer and Puma',
      prepare: null,
      mayWrite,
      removeWhatWasCreated: mayWrite,
      hosts: {
        old: {
          role: 'old',
          name: 'Deer',
          hostname: 'deer.bewelcome.org',
          ipv4: given('MIGRATION_DEER_ADDRESS'),
          ipv6: optional('MIGRATION_DEER_ADDRESS6'),
          ssh: { destination: given('MIGRATION_DEER_SSH') },
        },
        new: {
          role: 'new',
          name: 'Puma',
          hostname: given('MIGRATION_PUMA_HOSTNAME'),
          ipv4: given('MIGRATION_PUMA_ADDRESS'),
          ipv6: optional('MIGRATION_PUMA_ADDRESS6'),
          ssh: { destination: given('MIGRATION_PUMA_SSH') },
        },
      },
      sites: [
        { name: 'www', host: 'www.bewelcome.org', aliases: ['bewelcome.org'], root: given('MIGRATION_ROOT_WWW') },
        { name: 'alpha', host: 'alpha.bewelcome.org', aliases: [], root: given('MIGRATION_ROOT_ALPHA') },
      ],
      mail: {
        mailhog: given('MIGRATION_MAILHOG'),
        testDomain: given('MIGRATION_MAIL_DOMAIN'),
      },
      databases: {
        names: ['BW_MAIN', 'BW_ARCH', 'BW_CRYPTED'],
        secret: ['BW_CRYPTED'],
        counted: COUNTED_TABLES,
        port: 3306,
        reader: account('MIGRATION_DB_USER', 'MIGRATION_DB_PASSWORD'),
        writer: mayWrite ? account('MIGRATION_DB_WRITER', 'MIGRATION_DB_WRITER_PASSWORD') : null,
        application: perhaps('MIGRATION_DB_APPLICATION', 'MIGRATION_DB_APPLICATION_PASSWORD'),
        privileged: perhaps('MIGRATION_DB_PRIVILEGED', 'MIGRATION_DB_PRIVILEGED_PASSWORD'),
        definer: 'root@localhost',
        volatile: ['online', 'guestsonline'].map((table) => ({
          database: 'BW_MAIN',
          table,
          why: 'in-memory list of who is online, emptied whenever the server restarts',
        })),
        // The announced time without the site is an hour; the old host serves no one meanwhile.
        comparison: { connections: 4, threadsRunning: 25, minutes: 20 },
      },
      dns: {
        zone: 'bewelcome.org',
        servers: listed('MIGRATION_NAME_SERVERS').map((server) => {
          const [name, ipv4, ipv6] = server.split('/');
          return { name, ipv4, ipv6 };
        }),
        ttl: optional('MIGRATION_DNS_TTL') === undefined ? null : Number(given('MIGRATION_DNS_TTL')),
        names: listed('MIGRATION_DNS_NAMES'),
        mayStay: ['deer.bewelcome.org/A', 'deer.bewelcome.org/AAAA', ...listed('MIGRATION_DNS_MAY_STAY')].map(
          (record) => {
            const [name, type] = record.split('/');
            return { name, type, why: "Deer's own name, or listed in MIGRATION_DNS_MAY_STAY" };
          },
        ),
        resolvers: [
          { name: 'Google', address: '8.8.8.8' },
          { name: 'Level 3', address: '4.2.2.2' },
          { name: 'OpenDNS', address: '208.67.222.222' },
        ],
      },
      freeze: {
        enabledSites: listed('MIGRATION_PLACEHOLDER_SITES'),
        words: 'We will be back in 10 minutes',
        announcedMinutes: 10,
      },
      postcutover: {
        enabledSites: listed('MIGRATION_FORWARD_SITES'),
        judgeJobs: 'when due',
        jobsOnOldHostMinutes: 60,
        cronLog: CRON_LOG,
        mailLog: MAIL_LOG,
        errorLogs: errorLogs(['/home/www/*/errors.log', '/home/www/*/htdocs/exception.log', '/var/log/php*.log']),
        leastRequests: 500,
        serverErrorsPercent: 1,
        leastVisitors: 20,
      },
      cron: {
        jobs: [
          job('backup', 'database backup', '00 02 * * *', 'bwbackup', given('MIGRATION_CRON_BACKUP')),
          job(
            'clean-guests',
            'anonymous-session cleanup',
            '0 * * * *',
            'bwscripts',
            given('MIGRATION_CRON_CLEAN_GUESTS'),
          ),
          job('close-edit', 'forum edit-window job', '0,30 * * * *', 'bwscripts', given('MIGRATION_CRON_CLOSE_EDIT')),
          job('update-status', 'five-minute root job', '*/5 * * * *', 'root', given('MIGRATION_CRON_ROOT')),
          job('mailbot', 'mailbot job', '*/5 * * * *', 'bwrox', mailbot, php(mailbot)),
          job('geonames', 'GeoNames import', '5 2 * * *', 'bwrox', geonames, `${geonames ?? ''} www.bewelcome.org`),
          job('statistics', 'user statistics job', '0 7 * * *', 'bwrox', statistics, php(statistics)),
        ],
      },
      thirdParties: [
        { host: 'maps.google.com', why: 'map script and geocoder' },
        { host: 'maps.gstatic.com', why: 'images that the map script loads' },
        ...[0, 1, 2, 3].map((server) => ({ host: `mt${server}.google.com`, why: 'map tiles' })),
        { host: 'www.google.com', why: 'forum search script' },
        { host: 'i.creativecommons.org', why: 'license image at the bottom of wiki pages' },
      ],
      dataDirectory: '/var/rox/data',
      baseline: fileURLToPath(new URL('baseline', import.meta.url)),
      aftercare: {
        deployment: { script: given('MIGRATION_DEPLOYMENT'), user: 'bwrox' },
        subDomains: listed('MIGRATION_SUB_DOMAINS').map((name) => ({ name, resolvesTo: 'new' })),
        backup: {
          folder: given('MIGRATION_BACKUPS'),
          prefix: 'DB_BACKUP-',
          furtherDatabases: ['mysql'],
          scratch: '/var/tmp',
          drift: 5,
          store:
            optional('MIGRATION_STORE_SSH') === undefined
              ? null
              : {
                  name: 'store',
                  ssh: { destination: given('MIGRATION_STORE_SSH') },
                  folder: given('MIGRATION_STORE_FOLDER'),
                },
        },
        copyOfOldHost: { partition: given('MIGRATION_BIG_PARTITION'), folder: given('MIGRATION_COPY_OF_DEER') },
        leftBehind: [],
        oldHostPorts: [22, 25, 53, 80, 443, 3306],
        mostUsedPercent: 90,
        repository:
          optional('MIGRATION_REPOSITORY') === undefined
            ? null
            : {
                gitDirectory: given('MIGRATION_REPOSITORY'),
                workTree: '/',
                paths: listed('MIGRATION_REPOSITORY_PATHS'),
              },
      },
      pageNoise: {
        notices: given('MIGRATION_PHP_NOTICES') === 'yes' ? 'expected' : 'unexpected',
        guest: VISITED.guest,
        member: { ...VISITED.member, account: members.active, other: members.other.username },
      },
      probes: PROBES,
      baselineComparison: {
        steady: [
          ...STEADY_PAGES,
          'https://www.bewelcome.org/about',
          'http://bewelcome.org/about',
          'http://alpha.bewelcome.org/about',
          'https://alpha.bewelcome.org/about',
        ],
        living: [...LIVING_PAGES],
        allowed: [
          { words: /: Running on /, why: 'the revision of the code, which a deployment changes' },
          { words: /^TXT of .*v=spf1/, why: "Puma's address replaces Deer's among the permitted mail senders" },
        ],
      },
    };
  },
};
