/** The findings of one probe of a host. Texts of files have their secrets masked on the host already. */
export type HostFacts = {
  /** `hostname -f`; empty when the host does not know its own name. */
  readonly hostname: string;
  readonly clock: Clock;
  readonly timeZone: { readonly name: string; readonly offset: string };
  /** As `locale -a` lists them, e.g. `en_US.utf8`. */
  readonly locales: readonly string[];
  /** By name of the service, e.g. `apache2`. A service that is neither running nor enabled is absent. */
  readonly services: Readonly<Record<string, Service>>;
  readonly sockets: readonly Socket[];
  readonly packages: Readonly<Record<string, Package>>;
  /** The file systems that hold what matters, each once, by mount point. */
  readonly partitions: Readonly<Record<string, Partition>>;
  /** Undefined when there is no such directory. */
  readonly data: Ownership | undefined;
  /** Directories in /home, by path. */
  readonly homes: Readonly<Record<string, Home>>;
  /** First line of what answers on 127.0.0.1:25, or the words of the failure. */
  readonly mailGreeting: string;
  readonly apache: ApacheFacts;
  /** By root of the deployment. A deployment that is not there is absent. */
  readonly sites: Readonly<Record<string, SiteFacts>>;
  /** The message instead, where the owner may not run git (an expired account). Absent in older records. */
  readonly sitesUnread?: Readonly<Record<string, string>>;
  readonly cron: CronFacts;
  /** Text files by path: Apache's live configuration, the sites' ini files, the scripts of the jobs. */
  readonly files: Readonly<Record<string, string>>;
  /**
   * Why parts could not be read, by their path in these facts, e.g. `sockets`, `apache.vhosts`. Whoever looks at such a part
   * gets NoAnswer with the reason.
   */
  readonly unreadable: Readonly<Record<string, string>>;
};

/** How far the host's clock is ahead of this machine's, and by how much that may be wrong, in milliseconds. */
export type Clock = { readonly aheadMs: number; readonly uncertainMs: number };
export type Service = { readonly running: boolean; readonly enabled: boolean };
/** `process` is empty where another name space hides it. */
export type Socket = { readonly address: string; readonly port: number; readonly process: string };
/** `status` as dpkg calls it: `installed`, `config-files`, `half-installed`, ... */
type Package = { readonly status: string; readonly version: string };
/** Used shares in percent, as df(1) rounds them; inodes are undefined where the file system does not count them. */
export type Partition = {
  readonly usedPercent: number;
  readonly freeKb: number;
  readonly inodesUsedPercent: number | undefined;
};
/** `kb`: size in KiB with all that is below, as du(1) counts; undefined when that took too long. */
export type Home = { readonly owner: string; readonly kb: number | undefined };
export type Ownership = { readonly owner: string; readonly group: string; readonly mode: string };

export type ApacheFacts = {
  /** `apache2ctl -t`, and `nginx -t` where that runs; `Syntax OK` where they find nothing. */
  readonly configtest: { readonly exitCode: number; readonly output: string };
  /** Of nginx as well, where that runs. */
  readonly vhosts: readonly Vhost[];
  /** Without `_module`, e.g. `rewrite`. */
  readonly modules: readonly string[];
  /** Paths of all files that are in force, see {@link HostFacts.files}. */
  readonly files: readonly string[];
  /** Enabled sites as a2ensite(8) calls them, with when they were enabled: seconds since 1970, by the host's clock. */
  readonly enabledSince: Readonly<Record<string, number>>;
  /** Directives in force, a line each, as Apache has parsed them; undefined where it cannot print them. */
  readonly config?: readonly string[];
};
/** One virtual host. `port` is what follows the last colon of its address, `*` included. */
export type Vhost = {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly port: string;
  readonly file: string;
};

export type SiteFacts = {
  readonly branch: string;
  readonly head: string;
  /** Lines of `git status --porcelain`; empty when the work tree is clean. */
  readonly changes: readonly string[];
  /** Heads of origin, by branch; or why origin did not answer. */
  readonly origin: Readonly<Record<string, string>> | { readonly noAnswer: string };
  /** When the work tree came to its head, by the clock of the host; undefined where git keeps no log of it. */
  readonly movedAt: string | undefined;
  /** The contents of revision.txt; empty without one. */
  readonly revision: string;
};

export type CronFacts = {
  readonly daemon: CronDaemon;
  readonly tables: readonly CronFile[];
  /** Places with scheduled work that the probe does not read, e.g. timers of a user. */
  readonly unread: readonly string[];
  /** By `user script`. */
  readonly scripts: Readonly<Record<string, ScriptFacts>>;
  /** By name; an account that does not exist is absent. */
  readonly accounts: Readonly<Record<string, UnixAccount>>;
};
/**
 * The package that runs crontabs, empty when none is known; `revision` is the N of Debian's 3.0pl1-N, whose rules are known
 * here, and undefined for any other cron.
 */
export type CronDaemon = { readonly name: string; readonly revision: number | undefined };
/**
 * A place from which work is started by the clock. system: a crontab with a user field (/etc/crontab, /etc/cron.d); user: a
 * spool file named after its owner; anacron: anacrontab; script: a file of cron.daily and its like; timer: a unit of
 * systemd, with its settings as text; at: a job of at(1), without its environment.
 */
export type CronFile = {
  readonly kind: 'system' | 'user' | 'anacron' | 'script' | 'timer' | 'at';
  readonly path: string;
  readonly mode: string;
  readonly owner: string;
  /** Names of the file; of what a symbolic link points to. */
  readonly hardLinks: number;
  /** When it was changed last: seconds since 1970, by the host's clock. */
  readonly changed: number;
  /** Owner of what a symbolic link points to; undefined when it is not a link. */
  readonly linkedOwner: string | undefined;
  readonly text: string;
  /** Bytes on the host of long lines, which have another length in `text` where secrets were masked. */
  readonly lineBytes?: Readonly<Record<number, number>>;
  /** Why `text` is not all of it. */
  readonly unread?: string;
};
/** Undefined ownership: there is no such file. What the job's own user may do is tried as that user, where su lets it. */
export type ScriptFacts = {
  readonly ownership: Ownership | undefined;
  readonly readable: boolean;
  readonly executable: boolean;
  /** Processes that have the script's name in their command, as `PID USER`. */
  readonly processes: readonly string[];
  readonly tried: boolean;
};
/** `expired`: the account's day of expiry (shadow(5)) has passed, so that PAM refuses cron. */
export type UnixAccount = { readonly home: string; readonly shell: string; readonly expired: boolean };
