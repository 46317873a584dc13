/** One operation of the day, performed on the lab's servers as it was on the real ones. */
export type CutoverStep = {
  /** Its name for `npm run lab -- switch`. */
  readonly id: string;
  /** Number of its step in the runbook. */
  readonly step: string;
  readonly what: string;
  /** Who does it on the day; empty if the runbook names no one. */
  readonly who: string;
  /** Performs the operation and waits until it has taken effect. Can safely be repeated. */
  readonly do: () => Promise<void>;
  /** Undoes it. Safe even if it was never performed; throws if there is no way back. */
  readonly undo: () => Promise<void>;
  /** The operation after which the result of this one no longer has to hold; undefined: it holds to the end. */
  readonly until?: string;
  /** Its result ages, and is renewed when a saved state is loaded. */
  readonly growsOld?: true;
  /** Asks the servers what is not as it should be after `do`, in words; undefined if everything is. */
  readonly verify: () => Promise<string | undefined>;
};

/** The first complaint among several answers. */
export async function firstOf(...questions: (() => Promise<string | undefined>)[]): Promise<string | undefined> {
  for (const question of questions) {
    const complaint = await question();
    if (complaint !== undefined) return complaint;
  }
  return undefined;
}

/** Throws an error with what is still missing after an operation's `do`. */
export async function assertDone(missing: () => Promise<string | undefined>): Promise<void> {
  const complaint = await missing();
  if (complaint !== undefined) throw new Error(complaint);
}
