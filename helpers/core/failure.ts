import { z } from 'zod';

/** Media type of the attachment that the failures of a test travel in. */
export const FAILURE_MEDIA_TYPE = 'application/vnd.migration-verdict.failure+json';

export const FailureSchema = z.strictObject({
  /** `no-answer`: could not ask, so nothing is known; `site-broke`: the site itself reports an error. */
  kind: z.enum(['no-answer', 'finding', 'site-broke']),
  /** The question that was asked, in words. */
  asked: z.string(),
  /** Whom it was asked of; empty where the question names it. */
  of: z.string(),
  expected: z.string(),
  received: z.string(),
  /** Where to look next; empty where nobody knows. */
  lookAt: z.string(),
});
/** Why a check did not pass, as data: no reader has to take prose apart. */
export type Failure = Readonly<z.infer<typeof FailureSchema>>;

/** The failures of a test, one for each of its errors; null for an error of somebody else's, which is only text. */
export const FailuresSchema = z.array(FailureSchema.nullable());

/** Failures of this process by the message of their error. An error loses its class on its way to a reporter. */
const described = new Map<string, Failure>();
const MAX_DESCRIBED = 500;

/** Keeps the data behind an error's message for {@link failureIn}. */
export function describeFailure(message: string, failure: Failure): void {
  if (described.size >= MAX_DESCRIBED) described.delete(described.keys().next().value ?? '');
  described.set(message, failure);
}

/** The data behind an error's text, which holds the message that was described; null where it holds none. */
export const failureIn = (text: string): Failure | null =>
  [...described].findLast(([message]) => message !== '' && text.includes(message))?.[1] ?? null;
