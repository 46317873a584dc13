import type { Target } from '../../targets/schema.js';
import { NoAnswer } from './no-answer.js';

/**
 * A value that a target may leave open.
 * @throws {NoAnswer} if it does: no one said what to look for, so nothing is proven
 */
export function requireValue<T extends string | object>(
  target: Pick<Target, 'name'>,
  what: string,
  value: T | null,
): T {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0))
    throw new NoAnswer(what, `target ${target.name}`, 'it leaves this open (see docs/target.md)');
  return value;
}
