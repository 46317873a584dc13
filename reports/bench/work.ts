/** One way to do a workload: this project's, or that of a tool that people would use instead. */
export type Way = {
  readonly name: string;
  /** A command line of bash that prints what it finds. */
  readonly command: string;
  /** The program that it needs, and the Debian package that contains the program. */
  readonly needs?: readonly [program: string, source: string];
  /** The project may take at most this many times as long as this way, in elapsed time. */
  readonly aim?: number;
};

/** The same workload for several ways. */
export type Work = {
  readonly title: string;
  /** The project's way comes first. */
  readonly ways: readonly [Way, ...Way[]];
  /** The number of differences to find: each in a line of the output. */
  readonly seeds: readonly RegExp[];
  /** Processes that answer, in addition to this one. */
  readonly servers?: readonly number[];
  readonly close?: () => Promise<void> | void;
};

/** The size of a workload, and a folder for what it needs. */
export type Size = { readonly count: number; readonly folder: string };

/** The workload that consists only of the startup that all commands share. */
export const START = 'startup of Node alone';

export const OWN_WAY = 'this project';

/** The command for the project's way to do a workload, including the startup of Node. */
export const project = (work: string, values: object): Way => ({
  name: OWN_WAY,
  command: `exec ${process.execPath} run.js reports/bench/ask.ts ${work} '${JSON.stringify(values)}'`,
});
