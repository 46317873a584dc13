/** The areas of a host, one collector each. Each area is one pair of files in `collectors/`. */
export type Area =
  | 'packages'
  | 'files'
  | 'services'
  | 'schedule'
  | 'accounts'
  | 'network'
  | 'storage'
  | 'kernel'
  | 'mail'
  | 'web'
  | 'runtime'
  | 'database'
  | 'logs'
  | 'backups';

/**
 * Facts about a thing, by aspect: `{ mode: '644', owner: 'root:root' }`. If a thing has only one aspect, it is called `is`; a
 * setting that was never made also has the same value as `default`.
 */
export type Facets = Readonly<Record<string, string>>;

/** One thing on a host. */
export type Item = {
  readonly area: Area;
  readonly key: string;
  /** A facet that only one of two hosts has is not compared: an unreadable value is not a difference. */
  readonly value: Facets;
  /** Where it was read: a path, perhaps with a line, or a command. */
  readonly source: string;
  /**
   * Why the item is there because of another one, e.g. a package that others depend on. Its absence on the other host is
   * then not a difference, but a change to it is.
   */
  readonly implied?: string;
};

/** A part that could not be read. It never appears as an empty list. */
export type Unreadable = {
  readonly area: Area;
  /** Items whose key or source starts with this are unknown; empty: the whole area. */
  readonly scope: string;
  readonly why: string;
};

export type Reading = { readonly items: readonly Item[]; readonly unreadable: readonly Unreadable[] };

/** Facts that a parser may need in addition to the lines of its script. */
export type ParseContext = {
  /** A keyed digest: shows that two texts are equal, and nothing else. */
  readonly seal: (text: string) => string;
};

/** Reads one area. */
export type Collector = {
  readonly area: Area;
  /** Shell commands for dash and mawk (`AREA.sh`); they use the functions of `prelude.sh` and print tagged rows. */
  readonly script: string;
  readonly parse: (rows: readonly string[], context: ParseContext) => Reading;
  /** Variables that the script expects, see {@link Scope}. */
  readonly needs: readonly (keyof ScriptVariables)[];
  /** Does a pair of items differ? For values that are worse in only one direction, e.g. less memory. If absent, facets are compared. */
  readonly differs?: (facet: string, old: string, now: string) => boolean;
  /** Files that this area compares line by line: a different digest of such a file adds no information. */
  readonly readsWhole?: RegExp;
  /** Seconds that the script may take on a calm host; default: 60. */
  readonly seconds?: number;
};

/** Values that scripts receive as shell variables; lists have one entry per line. */
export type ScriptVariables = {
  /** Folders whose files are compared one by one. */
  readonly ROOTS: string;
  /** Folders for which other areas or checks are responsible. */
  readonly ELSEWHERE: string;
  /** Files larger than this are compared by size and time, in bytes. */
  readonly FILE_LIMIT: string;
  /** Maximum total size, in bytes, of files that are read for their digest. */
  readonly BYTE_CEILING: string;
  /** Maximum number of files on a host that are listed one by one. */
  readonly FILE_COUNT: string;
  /** Names and addresses of this host, and of the other one. */
  readonly OWN_NAMES: string;
  readonly OTHER_NAMES: string;
  /** Folders with backups that the target names. */
  readonly BACKUPS: string;
};

/** Everything that was found on a host. */
export type Inventory = {
  /** The name of the host in the target. */
  readonly host: string;
  readonly role: 'old' | 'new';
  /** When it was taken, ISO 8601, UTC. */
  readonly taken: string;
  readonly areas: Readonly<Record<Area, Reading>>;
  /** Found independently of the collectors, as a yardstick for them. */
  readonly yardstick: Yardstick;
  /** Paths of programs, units, and configuration, and the package to which each belongs. */
  readonly owners: Readonly<Record<string, string>>;
  /** The source from which each package is built, if it has another name. */
  readonly families: Readonly<Record<string, string>>;
  readonly cost: { readonly seconds: number; readonly cpuSeconds: number };
};

/** Something on a host, found without the collectors. */
export type Sighted = {
  readonly kind: 'files' | 'process' | 'port' | 'database' | 'name';
  /** A folder, a command line, `tcp 0.0.0.0:80`, the name of a database, a name of the zone. */
  readonly name: string;
  readonly count: number;
  readonly bytes: number;
  /** For folders: how many files appeared or were written after the collectors had begun. */
  readonly fresh?: number;
  /** For processes and ports: names of services, units, or packages that account for it. */
  readonly by: readonly string[];
};
export type Yardstick = { readonly sighted: readonly Sighted[]; readonly unreadable: readonly string[] };

export type Kind = 'missing' | 'changed' | 'added';

/** One facet of one item that is not the same on both hosts. */
export type Difference = {
  readonly area: Area;
  readonly key: string;
  /** Which facet changed; empty for a whole item that is missing or added. */
  readonly facet: string;
  readonly kind: Kind;
  /** Undefined if the host has no such item. */
  readonly old: string | undefined;
  readonly new: string | undefined;
  /** Where it was read: on the old host, or on the new one if the old one does not have it. */
  readonly source: string;
};

/** Why a difference is acceptable, from someone who knows. */
export type Explanation = {
  /** `AREA/KEY`; `*` matches any text. */
  readonly what: string;
  readonly why: string;
  /** Restricts it to some facets; if absent, all. */
  readonly facets?: readonly string[] | undefined;
  /** Restricts it to some kinds; if absent, all. */
  readonly kinds?: readonly Kind[] | undefined;
  readonly who?: string | undefined;
  /** Last day on which it is valid, UTC. */
  readonly until?: string | undefined;
  /** Gates for which it is valid; if absent, all. */
  readonly gates?: readonly string[] | undefined;
  /** The difference comes and goes: its absence does not make the explanation unneeded. */
  readonly sometimes?: boolean | undefined;
};
