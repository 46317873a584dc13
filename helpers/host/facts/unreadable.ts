import { NoAnswer } from '../../core/no-answer.js';
import type { HostFacts } from './types.js';

/** A host printed something that this reader does not know; the message quotes it. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** Reads one part of the facts; if it cannot be read, the reason is kept instead. */
export function readPart<T>(unreadable: Record<string, string>, part: string, read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof Unreadable)) throw cause;
    unreadable[part] ??= cause.message;
    return otherwise;
  }
}

/**
 * The facts as checks see them: a check that reads an unreadable part gets NoAnswer with the reason, since such a
 * part must not look empty.
 * @param who how messages name the host
 */
export function withoutUnreadable(facts: HostFacts, who: string): HostFacts {
  const guarded: Record<string, unknown> = { ...facts };
  for (const [path, why] of Object.entries(facts.unreadable)) {
    const [area = '', part] = path.split('.');
    const owner = part === undefined ? guarded : { ...(guarded[area] as Record<string, unknown>) };
    // Not enumerable, so that the rest can still be serialized and copied.
    Object.defineProperty(owner, part ?? area, {
      enumerable: false,
      configurable: true,
      get: () => {
        throw new NoAnswer(`its ${path.replace('.', ': ')}`, who, why);
      },
    });
    // Parts of one area are guarded one after the other: earlier guards stay in place.
    if (part !== undefined) guarded[area] = Object.defineProperties(owner, guardsOf(guarded[area]));
  }
  return guarded as HostFacts;
}

const guardsOf = (owner: unknown): PropertyDescriptorMap =>
  Object.fromEntries(
    Object.entries(Object.getOwnPropertyDescriptors(owner)).filter(([, { enumerable }]) => enumerable !== true),
  );
