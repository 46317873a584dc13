import * as z from 'zod';

export const FailureSchema = z.strictObject({
  /** `no-answer`: could not ask, so nothing is known; `site-broke`: the site itself reports an error. */
  kind: z.enum(['no-answer', 'finding', 'site-broke']),
  /** The question that was asked, in words. */
  asked: z.string(),
  /** Whom it was asked; empty if the question names it. */
  of: z.string(),
  expected: z.string(),
  received: z.string(),
  /** Where to look next; empty if unknown. */
  lookAt: z.string(),
});
/** Why a check did not pass, as data: no reader has to parse prose. */
export type Failure = Readonly<z.infer<typeof FailureSchema>>;

/** The failures of a test, one for each of its errors; null for a foreign error, which is only text. */
export const FailuresSchema = z.array(FailureSchema.nullable());
