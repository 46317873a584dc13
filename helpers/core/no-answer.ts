/**
 * The question could not be put, or nobody answered it: refused, timed out, garbage. This is never "no":
 * the verdict counts a check that ends in NoAnswer as unproven, not as failed and not as passed.
 */
export class NoAnswer extends Error {
  /** The reporter recognises the class by this name at the start of the error's text. */
  override readonly name = 'NoAnswer';

  /**
   * @param asked what was asked, e.g. `GET https://www.bewelcome.example/login`
   * @param whom whom it was asked of, e.g. `puma (198.51.100.20)`
   * @param why why there is no answer, in words, e.g. `connection refused`, `no answer within 10 s`
   */
  constructor(asked: string, whom: string, why: string, options?: ErrorOptions) {
    super(`${whom} could not be asked: ${why}\n  Asked: ${asked}`, options);
  }
}

/** A lack of an answer that was met before and kept in its words: nobody is asked again. */
export const rethrowNoAnswer = (words: string): NoAnswer => Object.assign(new NoAnswer('', '', ''), { message: words });

/** The words of whatever was thrown, also when it was not an Error. */
export function errorMessage(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  // Node hides the reasons of a failed dual-stack connection in an AggregateError with an empty message.
  if (cause instanceof AggregateError) return cause.errors.map(errorMessage).join('; ');
  return cause.message;
}
