import { NoAnswer, errorMessage } from '../core/no-answer.js';

/** Server errors that say "not now" or "not you" instead of answering: errno and what it means. */
const NOT_ASKED: ReadonlyMap<number, string> = new Map([
  [1040, 'it has too many connections'],
  [1044, 'the account has no access to this database'],
  [1045, 'the account or its password is not accepted'],
  [1053, 'it is shutting down'],
  [1129, 'it has blocked this client'],
  [1130, 'it allows no connections from this client'],
  [1142, 'the account lacks the right to run this statement'],
  [1143, 'the account lacks the right to run this statement'],
  [1203, 'the account has too many connections'],
  [1227, 'the account lacks the right to run this statement'],
]);

/** Classifies an error: the server's own errors have a number and a state (SQLSTATE); without them, no one answered. */
export function toDatabaseError(cause: unknown, question: string, name: string, boundMs: number): Error {
  if (cause instanceof NoAnswer) return cause;
  const { errno, sqlState, code } = (cause ?? {}) as { errno?: number; sqlState?: string; code?: string };
  const refused = NOT_ASKED.get(errno ?? 0);
  if (refused !== undefined) return new NoAnswer(question, name, `${refused} (${errorMessage(cause)})`, { cause });
  if (sqlState !== undefined && sqlState !== '')
    return new Error(`${name} refused: ${errorMessage(cause)}\n  Asked: ${question}`, { cause });
  const late = code === 'PROTOCOL_SEQUENCE_TIMEOUT' || code === 'ETIMEDOUT';
  return new NoAnswer(question, name, late ? `no answer within ${boundMs / 1000} s` : errorMessage(cause), { cause });
}
