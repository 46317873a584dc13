/** One way to do a work: this project's, or that of a tool that people would use instead. */
export type Way = {
  readonly name: string;
  /** A command line of bash that prints what it finds. */
  readonly command: string;
  /** The program that it needs, and Debian's package of it. */
  readonly needs?: readonly [program: string, source: string];
  /** The project may take at most so many times what this way takes, on the clock. */
  readonly aim?: number;
};

/** The same work for several ways. */
export type Work = {
  readonly title: string;
  /** The project's comes first. */
  readonly ways: readonly [Way, ...Way[]];
  /** Differences that are there to be found: each by a line of the output. */
  readonly seeds: readonly RegExp[];
  /** Processes that answer, besides this one. */
  readonly servers?: readonly number[];
  readonly close?: () => Promise<void> | void;
};

/** How large a work is, and a folder for what it needs. */
export type Size = { readonly count: number; readonly folder: string };

/** The work of which there is nothing but what all commands begin with. */
export const START = 'only the startup of Node';

/** The command of the project's way to do a work, with the start of Node. */
export const project = (work: string, values: object): Way => ({
  name: 'this project',
  command: `exec ${process.execPath} --import tsx reports/bench/ask.ts ${work} '${JSON.stringify(values)}'`,
});
