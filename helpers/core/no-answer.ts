import { describeFailure } from './failure.js';
import { hideSecrets } from './hide-secrets.js';

/** A question that could not be asked, in a form that can be stored in a file. */
export type Unanswered = { readonly asked: string; readonly whom: string; readonly why: string };

/**
 * The question could not be asked, or no one answered it: refused, timed out, garbage. This is never "no":
 * the verdict counts a check that ends in NoAnswer as unproven, not as failed and not as passed.
 */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly unanswered: Unanswered;

  /**
   * @param asked what was asked, e.g. `GET https://www.bewelcome.example/login`
   * @param whom who was asked, e.g. `new.example (198.51.100.20)`
   * @param said why there is no answer, in words, e.g. `connection refused`, `no answer within 10 s`
   */
  constructor(asked: string, whom: string, said: string, options?: ErrorOptions) {
    const why = hideSecrets(said);
    super(`${whom} gave no usable answer: ${why}\n  Asked: ${asked}`, options);
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

/** A lack of an answer that was met before and kept: no one is asked again. */
export const rethrowNoAnswer = ({ asked, whom, why }: Unanswered): NoAnswer => new NoAnswer(asked, whom, why);

/** The part to keep of an error that prevented an answer. */
export const unansweredBy = (cause: unknown, asked: string, whom: string): Unanswered =>
  cause instanceof NoAnswer ? cause.unanswered : { asked, whom, why: errorMessage(cause) };

/** The message of whatever was thrown, even if it was not an Error. */
export function errorMessage(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  // Node hides the reasons of a failed dual-stack connection in an AggregateError with an empty message.
  if (cause instanceof AggregateError) return cause.errors.map(errorMessage).join('; ');
  return cause.message;
}

/** Everything was answered, but the answers prove nothing either way. Counts as unproven, like {@link NoAnswer}. */
class NotProven extends NoAnswer {
  /** @param words the whole message */
  constructor(words: string) {
    super('', '', '');
    this.message = hideSecrets(words);
  }
}

/**
 * Ends a check as unproven when something was found that may well be right, but that no one has confirmed.
 * @throws {NotProven} with the heading and the findings, one line each
 */
export function holdOn(heading: string, found: readonly string[]): void {
  if (found.length > 0) throw new NotProven([heading, ...found].join('\n'));
}
