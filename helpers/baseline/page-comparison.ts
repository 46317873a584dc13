import type { Host, Target } from '../../targets/schema.js';
import type { HttpRoute } from '../http/http.js';
import { unexpectedServer } from '../routing/connection-guard.js';
import { fetchPages } from './fetch-pages.js';
import { differencesSince, type Difference } from './compare.js';
import type { RecordedPage } from './stable-parts.js';

/** Requests every page of the baseline again, once from each host. */
export class AskedAgain {
  readonly #target: Target;
  readonly #recorded: readonly RecordedPage[];
  readonly #asked = new Map<string, Promise<Difference[]>>();

  constructor(target: Target, recorded: readonly RecordedPage[]) {
    this.#target = target;
    this.#recorded = recorded;
  }

  /**
   * How the pages differ from the recorded ones for visitors to a host.
   * @throws {NoAnswer} when the host does not answer
   * @throws Error when another machine did
   */
  at(host: Host, pinned: HttpRoute['pinned']): Promise<Difference[]> {
    const asked = this.#asked.get(host.name) ?? this.#ask(host, pinned);
    this.#asked.set(host.name, asked);
    return asked;
  }

  async #ask(host: Host, pinned: HttpRoute['pinned']): Promise<Difference[]> {
    const now = await fetchPages(this.#target, { pinned, authority: this.#target.authority }, (answer) => {
      const stray = unexpectedServer(this.#target, answer, host);
      if (stray !== undefined) throw new Error(`Stray connection: ${stray}`);
    });
    return differencesSince(this.#target, this.#recorded, now);
  }
}

/** Differences that are not among those already known elsewhere. */
export function without(found: readonly Difference[], known: readonly Difference[]): Difference[] {
  const worded = ({ url, words }: Difference): string => `${words} ${url}`;
  const knownTexts = new Set(known.map(worded));
  return found.filter((each) => !knownTexts.has(worded(each)));
}
