import { z } from 'zod';
import { ABSENCE_IDS } from './absent.js';
import { ApplicationOptions } from './applications/index.js';
import { secret } from './secret.js';

/** Path of a folder; it becomes part of a script. */
const Folder = z.string().regex(/^\/[\w/.-]*$/, 'must be an absolute path of letters, digits, and . _ - /');
/** The same; empty: nobody said where. */
const FolderIfKnown = z.union([z.literal(''), Folder]);
/** A line of a file or a script. */
const Line = z.string().regex(/^[^\p{Cc}]*$/u, 'must be one line without control characters');
/** The name of an account; it becomes a word of a command, and must not be taken for an option. */
const AccountName = z.string().regex(/^[^\p{Cc}\s:-][^\p{Cc}\s:]*$/u, 'must be the name of an account');
/** A name that goes into the hosts file, or a pattern of such names. */
const HostName = z.string().regex(/^[^\p{Cc}\s#]*$/u, 'must be one name');
/** An address at which the host is seen by others. */
const isPublic = (address: string): boolean => !/^(127\.|0\.0\.0\.0$|\[::1?\]$)/.test(written(address));
/** In the one form that can be compared. */
const written = (address: string): string =>
  new URL(`http://${address.includes(':') ? `[${address}]` : address}/`).hostname;
const NOT_LOOPBACK = 'is an address that every machine has, so no other machine can be reached at it';

/** How ssh gets to a machine. */
const Ssh = z.strictObject({
  /** For ssh(1): an alias of ~/.ssh/config or user@host. Root, or an account that may sudo without a password. */
  destination: z.string(),
  /** An ssh_config file to use instead of the user's own. */
  configFile: z.string().optional(),
});

/** A program, and whom it runs as. */
const Runnable = z.strictObject({ script: Line, user: AccountName });
/** Where in a zone an old address can hide, and is looked for. */
export const RECORD_TYPES = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT'] as const;

/**
 * The shape of a target: the hosts of one migration and every name, address and expectation that belongs to them.
 * A spec never holds such a value; it asks the target.
 */
const Host = z.strictObject({
  /** Which of the two it is. */
  role: z.enum(['old', 'new']),
  /** The name that people call it by, in titles and messages: `Deer`. */
  name: z.string().min(1),
  /** The name the host itself answers to `hostname -f`. */
  hostname: z.string(),
  ipv4: z.ipv4().refine(isPublic, NOT_LOOPBACK),
  ipv6: z.ipv6().refine(isPublic, NOT_LOOPBACK).optional(),
  ssh: Ssh,
});

/** Both hosts. Where they are one, every comparison of them agrees. */
const Hosts = z.strictObject({ old: Host, new: Host }).superRefine((hosts, context) => {
  const same = (path: ('ipv4' | 'ipv6')[] | ['ssh', 'destination'], is: boolean): void => {
    if (is)
      context.addIssue({ code: 'custom', path: ['new', ...path], message: 'is the same as that of the old host' });
  };
  same(['ipv4'], hosts.old.ipv4 === hosts.new.ipv4);
  same(
    ['ipv6'],
    hosts.old.ipv6 !== undefined && hosts.new.ipv6 !== undefined && written(hosts.old.ipv6) === written(hosts.new.ipv6),
  );
  const [one, other] = [hosts.old.ssh, hosts.new.ssh];
  same(['ssh', 'destination'], one.destination === other.destination && one.configFile === other.configFile);
});

/** A site that moves. */
const Site = z.strictObject({
  /** The name that people use, and checks, in their ids. */
  name: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  /** Public host name. */
  host: HostName,
  /** Further names that the same site answers to. */
  aliases: z.array(HostName),
  /** Where it lives on both hosts; empty: nobody said where, or something else answers for it. */
  root: FolderIfKnown,
});

const Account = z.strictObject({ user: z.string(), password: secret() });
/** Root of the host, whom its database server knows by the socket, as on Debian: there is no password to name. */
export const ROOT_OF_HOST = 'root of the host';

/** Path of a file, with * and ? as the shell has them; it becomes part of a script. */
const Pattern = z.string().regex(/^\/[\w/.*?-]+$/);

/** How the inventory of a host is taken. */
const InventoryBounds = z.strictObject({
  /** Folders whose files are compared one by one, but for what packages account for. */
  roots: z
    .array(Folder)
    .default(['/etc', '/usr/local', '/opt', '/srv', '/root', '/home', '/var/spool', '/var/lib', '/var/www']),
  /** Bytes that are read of all files for their digest; what goes beyond is compared by size and time. */
  byteCeiling: z.int().positive().default(256_000_000),
  /** A file that is larger is compared by size and time. */
  fileLimit: z.int().positive().default(4_000_000),
  /** Most files that are listed one by one. */
  fileCount: z.int().positive().default(100_000),
});

/** How pages are found on the old host, and asked of both hosts, before the switch. */
const PageBounds = z.strictObject({
  /** Most addresses that are compared. The old host is asked twice for each, the new one again for pages with new lines. */
  mostAddresses: z.int().positive().default(500),
  /** Most connections to a host at a time. */
  connections: z.int().positive().default(4),
  /** Most bytes that both hosts send in all; of one answer a megabyte is read. */
  bytes: z.int().positive().default(300_000_000),
  /** The time limit; whatever was not asked by then is unproven. */
  seconds: z.int().positive().default(240),
  /** How many links away from a front page, a page of the sitemap or of the log. */
  depth: z.int().nonnegative().default(2),
  /** Sources that this migration has not, or need not, each with the reason. */
  without: z.array(z.strictObject({ source: z.enum(['sitemap', 'log', 'links']), why: z.string().min(1) })).default([]),
  /** Why it is enough to ask for some of the addresses of a sitemap that has more; without it that is unproven. */
  sampleIsEnough: z.string().min(1).optional(),
});
/** The limits where a target sets none. */
export const PAGE_BOUNDS = PageBounds.parse({});

/** The trace that a job leaves behind when it has done its work. */
const Trace = z.discriminatedUnion('kind', [
  /** Files that it writes: all that match, or with `newest` the newest of them, of at least so many bytes. */
  z.strictObject({ kind: z.literal('file'), path: Pattern, which: z.enum(['all', 'newest']), leastBytes: z.int() }),
  /** Rows that it adds: some that Deer does not have, whose database was frozen before the switch. */
  z.strictObject({ kind: z.literal('rows'), table: z.string(), where: z.string() }),
  /** Rows that it takes away: none is left. */
  z.strictObject({ kind: z.literal('gone'), table: z.string(), where: z.string() }),
  /** A page of the site that it asks for on its own host, which answers 200. */
  z.strictObject({ kind: z.literal('request'), path: z.string() }),
  /** A mail from this sender that leaves the host; without a domain, from that account of the host. */
  z.strictObject({ kind: z.literal('mail'), from: z.string().min(1) }),
]);

/** How a host starts a job. */
const JobStart = {
  /** The five time fields, as they are in the table; of a timer `OnCalendar=...` as `systemctl show` prints it. */
  schedule: Line,
  user: AccountName,
  command: Line,
  /** The timer of systemd that starts it, `backup.timer` or `sync@www.timer`; without one a line of a crontab does. */
  timer: z
    .string()
    .regex(/^[\w@:.\\-]+\.timer$/, 'must be the name of a timer')
    .optional(),
};

const CronJob = z.strictObject({
  id: z.string(),
  title: z.string(),
  ...JobStart,
  /** How the new host starts it, where that is not how the old one does: by a timer instead of cron, for example. */
  onNewHost: z.strictObject(JobStart).optional(),
  /** The program the command ends up running: must exist and be executable, or readable for an interpreter. */
  script: Line,
  /** Switched on or off (present, but commented out) before the switch. */
  prerelease: z.strictObject({ old: z.enum(['on', 'off']), new: z.enum(['on', 'off']) }),
  /** Must it be on at one host at most, as what sends mail? Absent: nobody said, and step 10 is unproven. */
  neverOnBoth: z.boolean().optional(),
  /** Does it make the backups that `aftercare.backup` names? */
  isBackup: z.boolean().optional(),
  /** Absent: it leaves none that anybody named; then only cron's log tells that it ran. */
  trace: Trace.optional(),
});

/** A log of both hosts, and which of its lines to look at. Rotated files (.1, .2.gz, -20120622) belong to it. */
const Log = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  title: z.string(),
  files: z.array(Pattern),
  /** Units of systemd, with * and ? as the shell has them, whose words count where the journal is the only log. */
  units: z.array(z.string().regex(/^[\w@:.*?\\-]+$/)).default([]),
  /** Does the program create the file with the first line that it has to say? Then no file in a folder that is there means no line. */
  createdWhenNeeded: z.boolean().default(false),
  /** Extended regular expression of grep(1). */
  lines: z.string(),
});

/** A page that a baseline opens on the old host. */
const VisitedPage = z.strictObject({
  path: z.string(),
  /** Selector of what this page alone has; without it only what the page complains of is recorded. */
  landmark: z.string().optional(),
});

/** The state after the switch; where a value is missing, checks that depend on it are unproven. */
const Aftercare = z.strictObject({
  /** The command that brings new code to Puma, and the account that runs it. */
  deployment: Runnable,
  /** Names besides those of the site that Deer served, and what they must resolve to: Puma, or all these addresses. */
  subDomains: z.array(
    z.strictObject({
      name: z.string(),
      resolvesTo: z.union([z.literal('new'), z.array(z.union([z.ipv4(), z.ipv6()]))]),
    }),
  ),
  backup: z.strictObject({
    /** Where the job puts its archives on Puma. */
    folder: FolderIfKnown,
    /** How their names begin. */
    prefix: Line,
    /** The archive holds NAME.sql for each of the target's databases, and for these. */
    furtherDatabases: z.array(z.string()),
    /** Where the restore is tried out: a folder on Puma with room for the databases, and then some. */
    scratch: Folder,
    /** By how many percent a live table may have grown or shrunk since the backup; ten rows are always allowed. */
    drift: z.number().min(0),
    /** The other machine that keeps a copy, as ssh calls it, and where; null: nobody said where. */
    store: z.strictObject({ name: z.string(), ssh: Ssh, folder: Folder }).nullable(),
  }),
  copyOfOldHost: z.strictObject({
    /** Mount point of Puma's big partition. */
    partition: FolderIfKnown,
    /** Folder that stands for `/` of Deer. */
    folder: FolderIfKnown,
  }),
  /** Things that Deer had and Puma must not have, as the check names them, e.g. `home /home/jsfan`. */
  leftBehind: z.array(z.strictObject({ what: z.string(), why: z.string() })),
  /** TCP ports that a machine in service would answer on. */
  oldHostPorts: z.array(z.int()),
  /** Most that may be used of any partition of Puma, in percent of room and of inodes. */
  mostUsedPercent: z.number(),
  /** Scripts and configuration under version control; null: nobody said where. */
  repository: z
    .strictObject({
      gitDirectory: Folder,
      /** Folder that the repository's paths are relative to. */
      workTree: Folder,
      /** Absolute paths that must be in it. */
      paths: z.array(Folder),
    })
    .nullable(),
});

const areDistinct = (sites: readonly { readonly name: string }[]): boolean =>
  new Set(sites.map(({ name }) => name)).size === sites.length;

const projectOf = (gate: string): z.ZodString => z.string().regex(new RegExp(`^([\\w-]+-)?${gate}$`));

const Fields = z.strictObject({
  name: z.string(),
  /**
   * Things this migration lacks, by path, with the reason; lifted from `{ absent: 'why' }` in the place of the field.
   */
  absent: z.partialRecord(z.enum(ABSENCE_IDS), Line.min(1, 'needs the reason')).default({}),
  /** The application whose journeys are run. Null: none, and what every move has is checked. */
  application: ApplicationOptions.nullable(),
  /** Who answers for a step of the runbook, by its id. */
  people: z.record(z.string(), z.array(z.string()).readonly()),
  /** The Playwright project of each gate; each name ends in the id of its gate. */
  projects: z.strictObject({
    baseline: projectOf('baseline'),
    prerelease: projectOf('prerelease'),
    freeze: projectOf('freeze'),
    postcutover: projectOf('postcutover'),
    aftercare: projectOf('aftercare'),
  }),
  /** One line for the verdict. */
  summary: z.string(),
  /** A command that makes the target ready before a run; null where it simply is (real hosts). */
  prepare: z.array(z.string()).nullable(),
  /** May checks tagged @writes run here? */
  mayWrite: z.boolean(),
  /** Is what the suite created taken out again after each test? */
  removeWhatWasCreated: z.boolean(),
  /** The host that the site moves from, and the one that it moves to. */
  hosts: Hosts,
  /** The first is the one whose front page and certificate stand for the migration where one is enough. */
  sites: z.tuple([Site], Site).refine(areDistinct, 'two sites have one name'),
  mail: z
    .strictObject({
      /** Root of MailHog's HTTP API and page; null: there is none, and no mail can be followed. */
      mailhog: z.url({ protocol: /^https?$/ }).nullable(),
      /** Root of Mailpit's HTTP API, in MailHog's place. */
      mailpit: z
        .url({ protocol: /^https?$/ })
        .nullable()
        .default(null),
      /** Domain that the suite's recipients live under; all its mail must end in that sink. */
      testDomain: z.string(),
      /** Somebody who expects a mail of the suite, for hosts without a sink: it is followed in the log of the new host. */
      recipient: z.email().nullable().default(null),
      /** Domains in whose name the new host sends mail. Absent: the zone. */
      senderDomains: z.array(z.string()).min(1).optional(),
      /** Addresses that its mail leaves from, where another machine relays it. Absent: its own. */
      leavesFrom: z
        .array(z.union([z.ipv4(), z.ipv6()]))
        .min(1)
        .optional(),
    })
    .refine(
      ({ mailhog, mailpit }) => mailhog === null || mailpit === null,
      'test mail ends up in MailHog or in Mailpit, not in both',
    ),
  databases: z.strictObject({
    /** The databases that move. */
    names: z.array(z.string()),
    /** Those of which no value is shown, whatever differs. */
    secret: z.array(z.string()),
    /** Tables that grow slowly, so that a dump of last week holds nearly what is live today. */
    counted: z.array(z.strictObject({ database: z.string(), tables: z.array(z.string()).min(1) })),
    /** Where the server listens, seen from its own host. */
    port: z.int(),
    /** Account that reads; null: nobody said which, and no database is asked. */
    reader: Account.nullable(),
    /** Account that may also change rows which the suite created; null where nothing may be written. */
    writer: Account.nullable(),
    /** The account that the site itself uses, on both hosts; null: read-only cannot be tried out with it. */
    application: Account.nullable(),
    /** An account with more rights than the site's, which read-only must bind as well; null as above. */
    privileged: z.union([Account, z.literal(ROOT_OF_HOST)]).nullable(),
    /** Whose rights views, routines, triggers and events have on the new host; null: whose they have on the old one. */
    definer: z.string().nullable().default(null),
    /** Tables whose rows come and go with the visitors: what they hold is not compared, how they are made is. */
    volatile: z.array(z.strictObject({ database: z.string(), table: z.string(), why: z.string() })),
    /** How rows are compared while the site is closed. */
    comparison: z.strictObject({
      /** Most connections to each server that compare at the same time. */
      connections: z.int().positive(),
      /** While others have more threads running on a server, it is left alone. */
      threadsRunning: z.int().positive(),
      /** After so long for one database the rest of it is unproven. */
      minutes: z.number().positive(),
    }),
  }),
  dns: z.strictObject({
    /** The zone that holds the names of the site. */
    zone: z.string(),
    /** Its authoritative servers, by the names that its NS records give them. Empty: nobody said, and step 14 is unproven. */
    servers: z.array(z.strictObject({ name: z.string(), ipv4: z.ipv4(), ipv6: z.ipv6().optional() })),
    /** The time in seconds, planned for the day, that others may remember an address; null: nobody said. */
    ttl: z.int().positive().nullable(),
    /** Names of the zone beside those of site, hosts and vhosts, to be asked whether they still hold an address of Deer. */
    names: z.array(z.string()),
    /** Records that may point to Deer after the switch. */
    mayStay: z.array(z.strictObject({ name: z.string(), type: z.enum(RECORD_TYPES), why: z.string() })),
    /** Resolvers that visitors use; one that does not answer holds the gate up. A fresh visitor goes where the first of them says. */
    resolvers: z.array(z.strictObject({ name: z.string(), address: z.union([z.ipv4(), z.ipv6()]) })),
  }),
  /** While the site is closed for the last copy. */
  freeze: z.strictObject({
    /** Apache sites that are enabled on Deer then, as a2ensite(8) calls them; without any, nobody said which. */
    enabledSites: z.array(z.string()),
    /** Words that the placeholder shows, beside date and time. */
    words: z.string(),
    /** When visitors may come back, as those words have it. */
    announcedMinutes: z.number().positive(),
  }),
  /** After the switch. */
  postcutover: z.strictObject({
    /** Apache sites by which Deer forwards to Puma, as a2ensite(8) calls them; without any, nobody said which. */
    enabledSites: z.array(z.string()),
    /** A job that has not run: a fault `at once`, or only `when due`, by its schedule and the time that has passed. */
    judgeJobs: z.enum(['at once', 'when due']),
    /** For so long after the switch Deer's own jobs may go on, but for those that must never be on at both: somebody has to stop them. */
    jobsOnOldHostMinutes: z.number(),
    /** Where cron writes what it starts. */
    cronLog: Log,
    /** Postfix' log. */
    mailLog: Log,
    /** Logs in which no new kind of error may appear, each line of theirs being an error. */
    errorLogs: z.array(Log),
    /** Requests since the switch; with fewer of them nothing is said of the share that failed. */
    leastRequests: z.int(),
    /** Most of them, in percent, that may have been answered with 5xx. */
    serverErrorsPercent: z.number(),
    /** Addresses that visitors came from since the switch, neither host's own among them. */
    leastVisitors: z.int(),
  }),
  cron: z.strictObject({
    jobs: z.array(CronJob),
  }),
  /** Things that `init` could not find or read, in words, and that nobody has filled in or answered yet. */
  gaps: z.array(z.string()).default([]),
  /** Hosts of other people that pages load things from. An address pins the name to it (lab); without one DNS decides. */
  thirdParties: z.array(z.strictObject({ host: z.string(), address: z.ipv4().optional(), why: z.string() })),
  certificates: z
    .strictObject({
      /** The domain by which CAA records name the authority that issues (`letsencrypt.org`); null: found by its name. */
      authority: z.string().nullable(),
    })
    .prefault({ authority: null }),
  /** PEM file of a private authority to trust; undefined: the system's authorities. */
  authority: z.string().optional(),
  /** HOME of the browser, where its own trust store lives; undefined: one is made for `authority`, else the user's. */
  browserHome: z.string().optional(),
  /** Where the site keeps what people upload; its own account must be able to write there. */
  dataDirectory: Folder,
  /** Further folders that move as they are. */
  dataFolders: z.array(Folder).default([]),
  /** How it is compared on both hosts. */
  dataComparison: z
    .strictObject({
      /** Why size and time of its files are enough, where their contents cannot all be read; null: contents are read. */
      quickIsEnough: z.string().min(1).nullable(),
      /** Attributes that are compared besides content, owner and mode: times of files, and how many names they have. */
      also: z.array(z.enum(['times', 'links', 'attributes'])),
      /** Most files of a host that are read at the same time; at most one for each of its processors. */
      readers: z.int().positive(),
      /** The time limit; whatever was not compared by then is unproven. */
      minutes: z.number().positive(),
    })
    .prefault({ quickIsEnough: null, also: [], readers: 8, minutes: 120 }),
  /** How many days what people agree to may count; null: without end, as in a lab. */
  policy: z
    .strictObject({ waiverDays: z.int().positive().nullable(), attestationDays: z.int().positive().nullable() })
    .prefault({ waiverDays: 90, attestationDays: 90 }),
  /** How the inventory of a host is taken. */
  inventory: InventoryBounds.prefault({}),
  /** Folder of what was recorded of Deer before the switch (gate deer-baseline), for later gates to compare with. */
  baseline: z.string(),
  aftercare: Aftercare,
  /** Messages that pages may show. */
  pageNoise: z.strictObject({
    /** Does the program show notices of PHP in its pages? On both hosts then: they are reported and block nothing. */
    notices: z.enum(['expected', 'unexpected']),
    /** Pages of the old host whose complaints a baseline records. */
    guest: z.array(VisitedPage),
    /** The same for somebody who logs in; SELF and OTHER in a path are they and another member. Null: nobody logs in. */
    member: z
      .strictObject({
        account: z.strictObject({ username: z.string(), password: secret() }),
        other: z.string(),
        /** The form that logs in: its page, selectors of the fields for name and password and of the button, and what only a member sees then. */
        signIn: z.strictObject({
          page: z.string(),
          fields: z.array(z.string()).length(2),
          submit: z.string(),
          proof: z.string(),
        }),
        pages: z.array(VisitedPage),
      })
      .nullable(),
  }),
  /** Addresses that everybody gets the same from, and as they are; what is not whole is a path of the first site over http. Small questions ask for the first. */
  probes: z
    .array(z.string().regex(/^(\/|https?:\/\/)/))
    .min(1)
    .default(['/', '/robots.txt']),
  /** How pages are found on the old host and compared before the switch. */
  pages: PageBounds.prefault({}),
  /** The addresses that Puma must answer as Deer did. */
  baselineComparison: z.strictObject({
    /** Addresses to ask for; what is not whole is a path of www over http. Their words are compared too. */
    steady: z.array(z.string()),
    /** Addresses whose words members change every day: only status, headers, title and structure are compared. */
    living: z.array(z.string()),
    /** Differences that are meant; the patterns are searched for in the words of the difference and in the address. */
    allowed: z.array(
      z.strictObject({ words: z.instanceof(RegExp), url: z.instanceof(RegExp).optional(), why: z.string() }),
    ),
  }),
});

export const TargetSchema = Fields.superRefine(({ databases, absent }, context) => {
  const message =
    "no databases are named: name those that move, or say databases: { absent: 'why there is no server' }";
  if (databases.names.length === 0 && absent.databases === undefined)
    context.addIssue({ code: 'custom', path: ['databases', 'names'], message });
});

export type Target = z.infer<typeof TargetSchema>;
/** A target as its file has it: fields with a default may be absent. */
export type TargetInput = z.input<typeof TargetSchema>;
export type Host = z.infer<typeof Host>;
/** Which of the two hosts of a migration. */
export type HostRole = Host['role'];
export type Site = z.infer<typeof Site>;
export type CronJob = z.infer<typeof CronJob>;
export type Trace = z.infer<typeof Trace>;
export type Log = z.infer<typeof Log>;
export type Aftercare = z.infer<typeof Aftercare>;
