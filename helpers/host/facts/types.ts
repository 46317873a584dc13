/** The findings of one probe of a host. Secrets in file contents are already masked on the host. */
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
  /** The relevant file systems, each once, by mount point. */
  readonly partitions: Readonly<Record<string, Partition>>;
  /** Undefined if there is no such directory. */
  readonly data: Ownership | undefined;
  /** Directories in /home, by path. */
  readonly homes: Readonly<Record<string, Home>>;
  /** First line of the answer on 127.0.0.1:25, or the error message. */
  readonly mailGreeting: string;
  readonly apache: ApacheFacts;
  /** By root of the deployment. A deployment that is not there is absent. */
  readonly sites: Readonly<Record<string, SiteFacts>>;
  /** The error message instead, if the owner cannot run git (an expired account). Absent in older records. */
  readonly sitesUnread?: Readonly<Record<string, string>>;
  readonly cron: CronFacts;
  /** Text files by path: Apache's live configuration, the sites' ini files, the scripts of the jobs. */
  readonly files: Readonly<Record<string, string>>;
  /**
   * Why parts could not be read, by their path in these facts, e.g. `sockets`, `apache.vhosts`. A check that reads such a part
   * gets NoAnswer with the reason.
   */
  readonly unreadable: Readonly<Record<string, string>>;
};

/** How far the host's clock is ahead of this machine's, and how uncertain that is, in milliseconds. */
export type Clock = { readonly aheadMs: number; readonly uncertainMs: number };
export type Service = { readonly running: boolean; readonly enabled: boolean };
/** `process` is empty if another namespace hides it. */
export type Socket = { readonly address: string; readonly port: number; readonly process: string };
/** `status` as dpkg reports it: `installed`, `config-files`, `half-installed`, ... */
type Package = { readonly status: string; readonly version: string };
/** Used shares in percent, as df(1) rounds them; inodes are undefined if the file system does not count them. */
export type Partition = {
  readonly usedPercent: number;
  readonly freeKb: number;
  readonly inodesUsedPercent: number | undefined;
};
/** `kb`: size in KiB including everything below, as du(1) counts; undefined when that took too long. */
export type Home = { readonly owner: string; readonly kb: number | undefined };
export type Ownership = { readonly owner: string; readonly group: string; readonly mode: string };

export type ApacheFacts = {
  /** `apache2ctl -t`, and `nginx -t` if nginx runs; `Syntax OK` if they find no errors. */
  readonly configtest: { readonly exitCode: number; readonly output: string };
  /** Including those of nginx, if it runs. */
  readonly vhosts: readonly Vhost[];
  /** Without `_module`, e.g. `rewrite`. */
  readonly modules: readonly string[];
  /** Paths of all active files, see {@link HostFacts.files}. */
  readonly files: readonly string[];
  /** Enabled sites by their a2ensite(8) names, with the time when they were enabled: seconds since 1970, by the host's clock. */
  readonly enabledSince: Readonly<Record<string, number>>;
  /** Active directives, one line each, as Apache has parsed them; undefined if it cannot print them. */
  readonly config?: readonly string[];
};
/** One virtual host. `port` is the part after the last colon of its address, `*` included. */
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
  /** When the work tree moved to its head, by the clock of the host; undefined if git keeps no log of it. */
  readonly movedAt: string | undefined;
  /** The contents of revision.txt; empty if there is none. */
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
 * The package that runs crontabs; empty when none is known; `revision` is the N of Debian's 3.0pl1-N, whose rules are known
 * here, and undefined for any other cron.
 */
export type CronDaemon = { readonly name: string; readonly revision: number | undefined };
/**
 * A place from which scheduled work is started. system: a crontab with a user field (/etc/crontab, /etc/cron.d); user: a
 * spool file named after its owner; anacron: anacrontab; script: a file in cron.daily or a similar folder; timer: a unit of
 * systemd, with its settings as text; at: a job of at(1), without its environment.
 */
export type CronFile = {
  readonly kind: 'system' | 'user' | 'anacron' | 'script' | 'timer' | 'at';
  readonly path: string;
  readonly mode: string;
  readonly owner: string;
  /** Number of hard links; for a symbolic link, those of its target. */
  readonly hardLinks: number;
  /** When it was last changed: seconds since 1970, by the host's clock. */
  readonly changed: number;
  /** Owner of the target of a symbolic link; undefined if it is not a link. */
  readonly linkedOwner: string | undefined;
  readonly text: string;
  /** Original length of long lines in bytes; their length in `text` differs if secrets were masked. */
  readonly lineBytes?: Readonly<Record<number, number>>;
  /** Why `text` is incomplete. */
  readonly unread?: string;
};
/** Undefined ownership: there is no such file. The permissions of the job's user are tested as that user, if su allows it. */
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
