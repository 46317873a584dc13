/** One question of the doctor with its answer. If something is missing, says why that matters and how to get it. */
export type Finding = {
  readonly asked: string;
  readonly answer: string;
  readonly missing?: {
    /** Which gates or steps need it. */
    readonly matters: string;
    /** Lines that would grant it, to be copied. */
    readonly allow: readonly string[];
  };
};

/** The findings of one place: a machine, DNS, a database. */
export type Section = { readonly place: string; readonly findings: readonly Finding[] };

export const there = (asked: string, answer: string): Finding => ({ asked, answer });

export const missing = (asked: string, answer: string, matters: string, allow: readonly string[] = []): Finding => ({
  asked,
  answer,
  missing: { matters, allow },
});
