import type { Failure } from './failure-schema.js';

/** Media type of the attachment that carries the failures of a test. */
export const FAILURE_MEDIA_TYPE = 'application/vnd.migration-verdict.failure+json';

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
