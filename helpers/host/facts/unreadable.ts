import { NoAnswer } from '../../core/no-answer.js';
import type { HostFacts } from './types.js';

/** A host printed something that this reader does not know; the message quotes it. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** Reads one part of the facts; where that cannot be read, the reason is kept instead. */
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
 * The facts as checks get them: whoever looks at a part that could not be read gets NoAnswer with the reason, since nothing
 * of it must look like there being nothing.
 * @param who how messages name the host
 */
export function withoutUnreadable(facts: HostFacts, who: string): HostFacts {
  const guarded: Record<string, unknown> = { ...facts };
  for (const [path, why] of Object.entries(facts.unreadable)) {
    const [area = '', part] = path.split('.');
    const owner = part === undefined ? guarded : { ...(guarded[area] as Record<string, unknown>) };
    // Not enumerable, so that the rest can still be written down and copied.
    Object.defineProperty(owner, part ?? area, {
      enumerable: false,
      configurable: true,
      get: () => {
        throw new NoAnswer(`its ${path.replace('.', ': ')}`, who, why);
      },
    });
    // Parts of one area are guarded one after the other: what was guarded before stays so.
    if (part !== undefined) guarded[area] = Object.defineProperties(owner, guardsOf(guarded[area]));
  }
  return guarded as HostFacts;
}

const guardsOf = (owner: unknown): PropertyDescriptorMap =>
  Object.fromEntries(
    Object.entries(Object.getOwnPropertyDescriptors(owner)).filter(([, { enumerable }]) => enumerable !== true),
  );
