import * as z from 'zod';
import { ABSENCE_IDS } from './absent.js';
import { ApplicationOptions } from './applications/index.js';
import { RECORD_TYPES } from './record-types.js';
import { secret } from './secret.js';

/** Path of a folder; it becomes part of a script. */
const Folder = z.string().regex(/^\/[\w/.-]*$/, 'must be an absolute path of letters, digits, and . _ - /');
/** The same; empty: not specified. */
const FolderIfKnown = z.union([z.literal(''), Folder]);
/** A line of a file or a script. */
const Line = z.string().regex(/^[^\p{Cc}]*$/u, 'must be one line without control characters');
/** The name of an account; it becomes a word of a command, and must not be mistaken for an option. */
const AccountName = z.string().regex(/^[^\p{Cc}\s:-][^\p{Cc}\s:]*$/u, 'must be the name of an account');
/** A name that goes into the hosts file, or a pattern of such names. */
const HostName = z.string().regex(/^[^\p{Cc}\s#]*$/u, 'must be one name');
/** An address at which the host is seen by others. */
const isPublic = (address: string): boolean => !/^(127\.|0\.0\.0\.0$|\[::1?\]$)/.test(written(address));
/** In the one form that can be compared. */
const written = (address: string): string =>
  new URL(`http://${address.includes(':') ? `[${address}]` : address}/`).hostname;
const NOT_LOOPBACK = 'is an address that every machine has, so no other machine can be reached at it';

/** How ssh reaches a machine. */
const Ssh = z.strictObject({
  /** For ssh(1): an alias of ~/.ssh/config or user@host. Root, or an account that may sudo without a password. */
  destination: z.string(),
  /** An ssh_config file to use instead of the user's own. */
  configFile: z.string().optional(),
});

/** A program, and the account that it runs under. */
const Runnable = z.strictObject({ script: Line, user: AccountName });
/**
 * The shape of a target: the hosts of one migration and every name, address, and expectation that belongs to them.
 * A spec never holds such a value; it asks the target.
 */
const Host = z.strictObject({
  /** Which of the two hosts this is. */
  role: z.enum(['old', 'new']),
  /** The name that people call it by, in titles and messages: `Deer`. */
  name: z.string().min(1),
  /** The name that the host itself prints for `hostname -f`. */
  hostname: z.string(),
  ipv4: z.ipv4().refine(isPublic, NOT_LOOPBACK),
  ipv6: z.ipv6().refine(isPublic, NOT_LOOPBACK).optional(),
  ssh: Ssh,
});

/** Both hosts. If they were the same machine, every comparison would agree. */
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
  /** The name that people use, and that checks have in their ids. */
  name: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  /** Public host name. */
  host: HostName,
  /** Further names that the same site answers to. */
  aliases: z.array(HostName),
  /** Its folder on both hosts; empty: not specified, or something else serves the site. */
  root: FolderIfKnown,
});

const Account = z.strictObject({ user: z.string(), password: secret() });
/** The host's root, which the database server identifies by the socket, as on Debian: no password is needed. */
export const ROOT_OF_HOST = 'root of the host';

/** Path of a file, with * and ? as in the shell; it becomes part of a script. */
const Pattern = z.string().regex(/^\/[\w/.*?-]+$/);

/** How the inventory of a host is taken. */
const InventoryBounds = z.strictObject({
  /** Folders whose files are compared one by one, except for files that belong to packages. */
  roots: z
    .array(Folder)
    .default(['/etc', '/usr/local', '/opt', '/srv', '/root', '/home', '/var/spool', '/var/lib', '/var/www']),
  /** Maximum number of bytes read from all files for their digests; files beyond it are compared by size and time. */
  byteCeiling: z.int().positive().default(256_000_000),
  /** A file that is larger is compared by size and time. */
  fileLimit: z.int().positive().default(4_000_000),
  /** Maximum number of files that are listed one by one. */
  fileCount: z.int().positive().default(100_000),
});

/** How pages are found on the old host, and requested from both hosts, before the switch. */
const PageBounds = z.strictObject({
  /** Maximum number of addresses that are compared. The old host is asked twice for each, the new one again for pages with new lines. */
  mostAddresses: z.int().positive().default(500),
  /** Maximum number of simultaneous connections to a host. */
  connections: z.int().positive().default(4),
  /** Maximum number of bytes that both hosts send in total; at most a megabyte of each answer is read. */
  bytes: z.int().positive().default(300_000_000),
  /** The time limit; whatever was not requested by then is unproven. */
  seconds: z.int().positive().default(240),
  /** How many links a page may be away from a front page, a page of the sitemap, or a page of the log. */
  depth: z.int().nonnegative().default(2),
  /** Sources that this migration lacks or does not need, each with the reason. */
  without: z.array(z.strictObject({ source: z.enum(['sitemap', 'log', 'links']), why: z.string().min(1) })).default([]),
  /** Why it is enough to request some of the addresses of a larger sitemap; without a reason, that is unproven. */
  sampleIsEnough: z.string().min(1).optional(),
});
/** The limits that apply unless a target sets others. */
export const PAGE_BOUNDS = PageBounds.parse({});

/** The trace that a job leaves behind when it has done its work. */
const Trace = z.discriminatedUnion('kind', [
  /** Files that it writes: all that match, or with `newest` the newest of them; each of at least this many bytes. */
  z.strictObject({ kind: z.literal('file'), path: Pattern, which: z.enum(['all', 'newest']), leastBytes: z.int() }),
  /** Rows that it adds: some must be missing on Deer, whose database was frozen before the switch. */
  z.strictObject({ kind: z.literal('rows'), table: z.string(), where: z.string() }),
  /** Rows that it removes: none may be left. */
  z.strictObject({ kind: z.literal('gone'), table: z.string(), where: z.string() }),
  /** A page of the site that it requests from its own host, which answers 200. */
  z.strictObject({ kind: z.literal('request'), path: z.string() }),
  /** An email from this sender that leaves the host; without a domain, from that account of the host. */
  z.strictObject({ kind: z.literal('mail'), from: z.string().min(1) }),
]);

/** How a host starts a job. */
const JobStart = {
  /** The five time fields, as they are in the table; of a timer `OnCalendar=...` as `systemctl show` prints it. */
  schedule: Line,
  user: AccountName,
  command: Line,
  /** The timer of systemd that starts it, `backup.timer` or `sync@www.timer`; without one, a crontab entry starts it. */
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
  /** Must it be on at only one host at a time, like anything that sends mail? Absent: not specified, and step 10 is unproven. */
  neverOnBoth: z.boolean().optional(),
  /** Does it make the backups that `aftercare.backup` names? */
  isBackup: z.boolean().optional(),
  /** Absent: no trace was named; then only cron's log shows that the job ran. */
  trace: Trace.optional(),
});

/** A log of both hosts, and which of its lines to look at. Rotated files (.1, .2.gz, -20120622) belong to it. */
const Log = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  title: z.string(),
  files: z.array(Pattern),
  /** Units of systemd, with * and ? as the shell has them, whose messages count if the journal is the only log. */
  units: z.array(z.string().regex(/^[\w@:.*?\\-]+$/)).default([]),
  /** Does the program create the file with the first line that it logs? Then a missing file in an existing folder means that there are no lines. */
  createdWhenNeeded: z.boolean().default(false),
  /** Extended regular expression of grep(1). */
  lines: z.string(),
});

/** A page that a baseline opens on the old host. */
const VisitedPage = z.strictObject({
  path: z.string(),
  /** Selector of something that only this page has; without it, only the complaints of the page are recorded. */
  landmark: z.string().optional(),
});

/** The state after the switch; where a value is missing, checks that depend on it are unproven. */
const Aftercare = z.strictObject({
  /** The command that brings new code to Puma, and the account that runs it. */
  deployment: Runnable,
  /** Names that Deer served besides those of the site, and what they must resolve to: Puma, or all these addresses. */
  subDomains: z.array(
    z.strictObject({
      name: z.string(),
      resolvesTo: z.union([z.literal('new'), z.array(z.union([z.ipv4(), z.ipv6()]))]),
    }),
  ),
  backup: z.strictObject({
    /** Where the job puts its archives on Puma. */
    folder: FolderIfKnown,
    /** The beginning of their names. */
    prefix: Line,
    /** The archive contains NAME.sql for each of the target's databases, and for these. */
    furtherDatabases: z.array(z.string()),
    /** Where the restore is tried out: a folder on Puma with more than enough room for the databases. */
    scratch: Folder,
    /** By how many percent a live table may have grown or shrunk since the backup; ten rows are always allowed. */
    drift: z.number().min(0),
    /** The other machine that keeps a copy, by its ssh destination, and the folder; null: not specified. */
    store: z.strictObject({ name: z.string(), ssh: Ssh, folder: Folder }).nullable(),
  }),
  copyOfOldHost: z.strictObject({
    /** Mount point of Puma's big partition. */
    partition: FolderIfKnown,
    /** Folder that corresponds to `/` on Deer. */
    folder: FolderIfKnown,
  }),
  /** Things that Deer had and Puma must not have, as the check names them, e.g. `home /home/jsfan`. */
  leftBehind: z.array(z.strictObject({ what: z.string(), why: z.string() })),
  /** TCP ports that a machine in service would answer on. */
  oldHostPorts: z.array(z.int()),
  /** Maximum usage of any partition of Puma, in percent of space and of inodes. */
  mostUsedPercent: z.number(),
  /** Scripts and configuration under version control; null: not specified. */
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
   * Things this migration lacks, by path, with the reason; taken from `{ absent: 'why' }` in place of the field.
   */
  absent: z.partialRecord(z.enum(ABSENCE_IDS), Line.min(1, 'needs a reason')).default({}),
  /** The application whose journeys are run. Null: none; only what every move has is checked. */
  application: ApplicationOptions.nullable(),
  /** The people responsible for a step of the runbook, by its id. */
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
  /** A command that makes the target ready before a run; null if nothing needs to be done (real hosts). */
  prepare: z.array(z.string()).nullable(),
  /** May checks tagged @writes run here? */
  mayWrite: z.boolean(),
  /** Is what the suite created removed again after each test? */
  removeWhatWasCreated: z.boolean(),
  /** The host that the site moves from, and the one that it moves to. */
  hosts: Hosts,
  /** Where one is enough, the suite uses the first one. */
  sites: z.tuple([Site], Site).refine(areDistinct, 'two sites have the same name'),
  mail: z
    .strictObject({
      /** Root of MailHog's HTTP API and page; null: there is none, and no mail can be followed. */
      mailhog: z.url({ protocol: /^https?$/ }).nullable(),
      /** Root of Mailpit's HTTP API, in MailHog's place. */
      mailpit: z
        .url({ protocol: /^https?$/ })
        .nullable()
        .default(null),
      /** Domain of the suite's recipients; all mail to it must end up in that sink. */
      testDomain: z.string(),
      /** Address of someone who expects an email from the suite, for hosts without a sink: its delivery is followed in the log of the new host. */
      recipient: z.email().nullable().default(null),
      /** Domains for which the new host sends mail. Absent: the zone. */
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
    /** Databases whose values are never shown, whatever differs. */
    secret: z.array(z.string()),
    /** Tables that grow so slowly that last week's dump contains nearly what is live today. */
    counted: z.array(z.strictObject({ database: z.string(), tables: z.array(z.string()).min(1) })),
    /** Where the server listens, seen from its own host. */
    port: z.int(),
    /** Account that reads; null: not specified, and no database is queried. */
    reader: Account.nullable(),
    /** Account that may also change rows that the suite created; null if nothing may be written. */
    writer: Account.nullable(),
    /** The account that the site itself uses, on both hosts; null: read-only mode cannot be tested with it. */
    application: Account.nullable(),
    /** An account with more privileges than the site's, to which read-only mode must also apply; null as above. */
    privileged: z.union([Account, z.literal(ROOT_OF_HOST)]).nullable(),
    /** The definer of views, routines, triggers, and events on the new host; null: the same as on the old host. */
    definer: z.string().nullable().default(null),
    /** Tables whose rows come and go with the visitors: their contents are not compared, but their structure is. */
    volatile: z.array(z.strictObject({ database: z.string(), table: z.string(), why: z.string() })),
    /** How rows are compared while the site is closed. */
    comparison: z.strictObject({
      /** Maximum number of simultaneous connections to each server for the comparison. */
      connections: z.int().positive(),
      /** While other clients have more threads than this running on a server, the comparison pauses there. */
      threadsRunning: z.int().positive(),
      /** After this time for one database, the rest of it is unproven. */
      minutes: z.number().positive(),
    }),
  }),
  dns: z.strictObject({
    /** The zone that holds the names of the site. */
    zone: z.string(),
    /** Its authoritative servers, by the names that its NS records give them. Empty: not specified, and step 14 is unproven. */
    servers: z.array(z.strictObject({ name: z.string(), ipv4: z.ipv4(), ipv6: z.ipv6().optional() })),
    /** The number of seconds that others may cache an address on the day of the switch, as planned; null: not specified. */
    ttl: z.int().positive().nullable(),
    /** Names of the zone besides those of the site, hosts, and vhosts, to check for an address of Deer. */
    names: z.array(z.string()),
    /** Records that may point to Deer after the switch. */
    mayStay: z.array(z.strictObject({ name: z.string(), type: z.enum(RECORD_TYPES), why: z.string() })),
    /** Resolvers that visitors use; if one of them does not answer, the gate is HOLD. A fresh visitor uses the answer of the first one. */
    resolvers: z.array(z.strictObject({ name: z.string(), address: z.union([z.ipv4(), z.ipv6()]) })),
  }),
  /** While the site is closed for the last copy. */
  freeze: z.strictObject({
    /** Apache sites that are enabled on Deer then, by their a2ensite(8) names; empty: not specified. */
    enabledSites: z.array(z.string()),
    /** Words that the placeholder shows, besides the date and time. */
    words: z.string(),
    /** In how many minutes visitors may come back, according to those words. */
    announcedMinutes: z.number().positive(),
  }),
  /** After the switch. */
  postcutover: z.strictObject({
    /** Apache sites through which Deer forwards to Puma, by their a2ensite(8) names; empty: not specified. */
    enabledSites: z.array(z.string()),
    /** When a job that has not run is a fault: `at once`, or only `when due` by its schedule and the time that has passed. */
    judgeJobs: z.enum(['at once', 'when due']),
    /** How long after the switch Deer's own jobs may still run, except those that must never run on both hosts: someone has to stop them. */
    jobsOnOldHostMinutes: z.number(),
    /** Where cron writes what it starts. */
    cronLog: Log,
    /** Postfix's log. */
    mailLog: Log,
    /** Logs in which no new kind of error may appear; each of their lines is an error. */
    errorLogs: z.array(Log),
    /** Minimum number of requests since the switch; with fewer, the share of failed requests is not judged. */
    leastRequests: z.int(),
    /** Maximum percentage of these requests that may have been answered with 5xx. */
    serverErrorsPercent: z.number(),
    /** Minimum number of addresses that visitors came from since the switch, without those of the two hosts. */
    leastVisitors: z.int(),
  }),
  cron: z.strictObject({
    jobs: z.array(CronJob),
  }),
  /** Things that `init` could not determine, in words, and that no one has filled in or answered yet. */
  gaps: z.array(z.string()).default([]),
  /** Third-party hosts from which pages load things. If an address is given, the name is pinned to it (lab); otherwise DNS decides. */
  thirdParties: z.array(z.strictObject({ host: z.string(), address: z.ipv4().optional(), why: z.string() })),
  certificates: z
    .strictObject({
      /** The domain that CAA records use for the issuing authority (`letsencrypt.org`); null: derived from the authority's name. */
      authority: z.string().nullable(),
    })
    .prefault({ authority: null }),
  /** PEM file of a private authority to trust; undefined: the system's authorities. */
  authority: z.string().optional(),
  /** HOME of the browser, which contains its trust store; undefined: one is created for `authority`, otherwise the user's is used. */
  browserHome: z.string().optional(),
  /** Where the site keeps what people upload; its own account must be able to write there. */
  dataDirectory: Folder,
  /** Further folders that move unchanged. */
  dataFolders: z.array(Folder).default([]),
  /** How it is compared on both hosts. */
  dataComparison: z
    .strictObject({
      /** Why size and time of its files are enough, where their contents cannot all be read; null: contents are read. */
      quickIsEnough: z.string().min(1).nullable().default(null),
      /** Attributes that are compared besides content, owner, and mode: file times and numbers of hard links. */
      also: z.array(z.enum(['times', 'links', 'attributes'])).default([]),
      /** Maximum number of files that are read at the same time on a host; at most one for each of its processors. */
      readers: z.int().positive().default(8),
      /** The time limit for each data folder; if it is exceeded, the whole folder is unproven. */
      minutes: z.number().positive().default(120),
    })
    .prefault({}),
  /** For how many days agreements between people may count; null: without limit, as in a lab. */
  policy: z
    .strictObject({
      waiverDays: z.int().positive().nullable().default(90),
      attestationDays: z.int().positive().nullable().default(90),
    })
    .prefault({}),
  /** How the inventory of a host is taken. */
  inventory: InventoryBounds.prefault({}),
  /** Folder of what was recorded of Deer before the switch (gate deer-baseline), for later gates to compare with. */
  baseline: z.string(),
  aftercare: Aftercare,
  /** Messages that pages may show. */
  pageNoise: z.strictObject({
    /** Does the program show notices of PHP in its pages? If so, on both hosts: notices are reported and block nothing. */
    notices: z.enum(['expected', 'unexpected']),
    /** Pages of the old host whose complaints a baseline records. */
    guest: z.array(VisitedPage),
    /** The same for a member who logs in; SELF and OTHER in a path stand for this and another member. Null: no one logs in. */
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
  /** Addresses that return the same unchanged content to everyone; a bare path is one of the first site over http. Small checks request the first address. */
  probes: z
    .array(z.string().regex(/^(\/|https?:\/\/)/))
    .min(1)
    .default(['/', '/robots.txt']),
  /** How pages are found on the old host and compared before the switch. */
  pages: PageBounds.prefault({}),
  /** The addresses that Puma must answer as Deer did. */
  baselineComparison: z.strictObject({
    /** Addresses to request; a bare path is one of www over http. Their text is compared too. */
    steady: z.array(z.string()),
    /** Addresses whose text members change every day: only status, headers, title, and structure are compared. */
    living: z.array(z.string()),
    /** Intended differences; the patterns are searched for in the text of the difference and in the address. */
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
/** A target as written in its file: fields with a default may be absent. */
export type TargetInput = z.input<typeof TargetSchema>;
export type Host = z.infer<typeof Host>;
/** Which of the two hosts of a migration. */
export type HostRole = Host['role'];
export type Site = z.infer<typeof Site>;
export type CronJob = z.infer<typeof CronJob>;
export type Trace = z.infer<typeof Trace>;
export type Log = z.infer<typeof Log>;
export type Aftercare = z.infer<typeof Aftercare>;
