/** One thing that somebody does on the day, made on the lab's servers as it was made on the real ones. */
export type CutoverStep = {
  /** Its name for `npm run lab -- switch`. */
  readonly id: string;
  /** Number of its step in the runbook. */
  readonly step: string;
  readonly what: string;
  /** Who does it on the day; empty where the runbook names nobody. */
  readonly who: string;
  /** Does it and waits until it is so. Safe to do again. */
  readonly do: () => Promise<void>;
  /** Takes it back. Safe where it was never done; throws where there is no way back. */
  readonly undo: () => Promise<void>;
  /** The operation after which this one no longer has to hold; undefined: it holds to the end. */
  readonly until?: string;
  /** Its result ages, and is made again when a kept state is loaded. */
  readonly growsOld?: true;
  /** Asks the servers: what is not as it should be after `do`, in words; undefined when all of it is. */
  readonly verify: () => Promise<string | undefined>;
};

/** The first of several answers that is a complaint. */
export async function firstOf(...questions: (() => Promise<string | undefined>)[]): Promise<string | undefined> {
  for (const question of questions) {
    const complaint = await question();
    if (complaint !== undefined) return complaint;
  }
  return undefined;
}

/** Throws what an operation lacks when it still lacks it after `do`. */
export async function assertDone(missing: () => Promise<string | undefined>): Promise<void> {
  const complaint = await missing();
  if (complaint !== undefined) throw new Error(complaint);
}
