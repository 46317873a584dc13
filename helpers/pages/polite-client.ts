import type { Host, Target } from '../../targets/schema.js';
import { errorMessage, NoAnswer } from '../core/no-answer.js';
import { ask, type HttpAnswer, type HttpRoute } from '../http/http.js';
import { unexpectedServer } from '../routing/connection-guard.js';
import { CLIENTS, routeTo } from '../routing/visitor-routes.js';

/** Maximum size of one answer; the rest is neither read nor compared. */
const CUT_AT = 1_000_000;
/** A host that also serves visitors may be slow. */
const PATIENCE_MS = 30_000;
/** A host that has failed to answer this many times in a row is not asked again. */
const PATIENCE = 8;

/** The remaining page requests that a comparison may make, for both hosts together. */
export class Budget {
  readonly #until: number;
  #bytes: number;

  constructor({ bytes, seconds }: { readonly bytes: number; readonly seconds: number }) {
    this.#until = Date.now() + seconds * 1_000;
    this.#bytes = bytes;
  }

  spend(bytes: number): void {
    this.#bytes -= bytes;
  }

  /** Why no more requests are allowed; undefined while they are. */
  get over(): string | undefined {
    if (this.#bytes <= 0) return 'the bytes that the target allows are used up (pages.bytes)';
    return Date.now() >= this.#until ? 'the time that the target allows is up (pages.seconds)' : undefined;
  }
}

/** An address that could not be asked, and why; `bad certificate`: its certificate was not trusted. */
export type Unasked = { readonly url: string; readonly why: string; readonly kind: 'no answer' | 'bad certificate' };

type Way = {
  readonly route: HttpRoute;
  readonly budget: Budget;
  /** Maximum concurrent requests. */
  readonly connections: number;
  /** Why the answer came from the wrong machine; undefined if it did not. */
  readonly stray: (answer: HttpAnswer) => string | undefined;
};

/** Requests pages from one host, a few at a time, as a first-time visitor, in English. GET only. */
export class PoliteClient {
  readonly #way: Way;
  readonly unasked: Unasked[] = [];

  constructor(way: Way) {
    this.#way = way;
  }

  /** A client that connects to a host, whatever DNS says. */
  static to(target: Target, host: Host, budget: Budget): PoliteClient {
    const route = {
      ...routeTo(target, host),
      // These requests are not visitors' requests.
      userAgent: `${CLIENTS}pages`,
    };
    const stray = (answer: HttpAnswer): string | undefined => unexpectedServer(target, answer, host);
    return new PoliteClient({ route, budget, connections: target.pages.connections, stray });
  }

  /**
   * @throws {NoAnswer} when the host does not answer, or another machine did
   * @throws Error when its certificate is not to be trusted
   */
  async one(url: string, cutAt: number): Promise<HttpAnswer> {
    const { route, budget, stray } = this.#way;
    const answer = await ask(url, route, { headers: { 'accept-language': 'en' }, cutAt, timeoutMs: PATIENCE_MS });
    budget.spend(answer.body.length);
    const astray = stray(answer);
    if (astray !== undefined) throw new NoAnswer(`GET ${url}`, answer.address, `stray connection: ${astray}`);
    return answer;
  }

  /** Requests all addresses; those that could not be requested are noted in {@link unasked}. */
  async all(urls: readonly string[], answered: (answer: HttpAnswer) => void): Promise<void> {
    let next = 0;
    let silent = 0;
    const whyNot = (): string | undefined =>
      silent >= PATIENCE ? `${PATIENCE} requests in a row got no answer, so no more were sent` : this.#way.budget.over;
    const work = async (): Promise<void> => {
      for (let url = urls[next++]; url !== undefined; url = urls[next++]) {
        const why = whyNot();
        if (why !== undefined) this.unasked.push({ url, why, kind: 'no answer' });
        else
          await this.one(url, CUT_AT).then(
            (answer) => {
              silent = 0;
              answered(answer);
            },
            (cause: unknown) => {
              if (cause instanceof NoAnswer) silent += 1;
              this.unasked.push(unaskedFor(url, cause));
            },
          );
      }
    };
    await Promise.all(Array.from({ length: this.#way.connections }, work));
  }
}

const unaskedFor = (url: string, cause: unknown): Unasked =>
  cause instanceof NoAnswer
    ? { url, why: cause.unanswered.why, kind: 'no answer' }
    : { url, why: errorMessage(cause).replace(`${url}: `, ''), kind: 'bad certificate' };
