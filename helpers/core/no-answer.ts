import { describeFailure } from './failure.js';
import { hideSecrets } from './hide-secrets.js';

/** A question that could not be asked, in a form that survives a file. */
export type Unanswered = { readonly asked: string; readonly whom: string; readonly why: string };

/**
 * The question could not be put, or nobody answered it: refused, timed out, garbage. This is never "no":
 * the verdict counts a check that ends in NoAnswer as unproven, not as failed and not as passed.
 */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly unanswered: Unanswered;

  /**
   * @param asked what was asked, e.g. `GET https://www.bewelcome.example/login`
   * @param whom whom it was asked of, e.g. `new.example (198.51.100.20)`
   * @param said why there is no answer, in words, e.g. `connection refused`, `no answer within 10 s`
   */
  constructor(asked: string, whom: string, said: string, options?: ErrorOptions) {
    const why = hideSecrets(said);
    super(`${whom} could not be asked: ${why}\n  Asked: ${asked}`, options);
    this.unanswered = { asked, whom, why };
    describeFailure(this.message, {
      kind: 'no-answer',
      asked,
      of: whom,
      expected: 'an answer',
      received: why,
      lookAt: '',
    });
  }
}

/** A lack of an answer that was met before and kept: nobody is asked again. */
export const rethrowNoAnswer = ({ asked, whom, why }: Unanswered): NoAnswer => new NoAnswer(asked, whom, why);

/** The part to keep of an error that kept a question from being answered. */
export const unansweredBy = (cause: unknown, asked: string, whom: string): Unanswered =>
  cause instanceof NoAnswer ? cause.unanswered : { asked, whom, why: errorMessage(cause) };

/** The words of whatever was thrown, also when it was not an Error. */
export function errorMessage(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  // Node hides the reasons of a failed dual-stack connection in an AggregateError with an empty message.
  if (cause instanceof AggregateError) return cause.errors.map(errorMessage).join('; ');
  return cause.message;
}

/** Everything was answered, and what was answered proves nothing either way. Counts as {@link NoAnswer} does: unproven. */
class NotProven extends NoAnswer {
  /** @param words the whole message */
  constructor(words: string) {
    super('', '', '');
    this.message = hideSecrets(words);
  }
}

/**
 * Ends a check as unproven when something was found that may well be right, and that nobody has said so of.
 * @throws {NotProven} with the heading, and what was found, a line each
 */
export function holdOn(heading: string, found: readonly string[]): void {
  if (found.length > 0) throw new NotProven([heading, ...found].join('\n'));
}
