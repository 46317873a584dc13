import * as z from 'zod';

/** Media type of the attachment that carries the failures of a test. */
export const FAILURE_MEDIA_TYPE = 'application/vnd.migration-verdict.failure+json';

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

/** Failures in this process, by the message of their error. An error loses its class on the way to a reporter. */
const described = new Map<string, Failure>();
const MAX_DESCRIBED = 500;

/** Keeps the data behind an error's message for {@link failureIn}. */
export function describeFailure(message: string, failure: Failure): void {
  if (described.size >= MAX_DESCRIBED) described.delete(described.keys().next().value ?? '');
  described.set(message, failure);
}

/** The data behind an error's text, found by the message that the text contains; null if it contains none. */
export const failureIn = (text: string): Failure | null =>
  [...described].findLast(([message]) => message !== '' && text.includes(message))?.[1] ?? null;
