import { setTimeout as delay } from 'node:timers/promises';
import { errorMessage } from '../../helpers/core/no-answer.js';
import { askDns } from '../../helpers/dns/dns.js';
import { valuesIn } from '../../helpers/dns/dns-records.js';
import { ask } from '../../helpers/http/http.js';
import { LAB_ROX } from '../rox.js';
import { lab, labIpv4 } from '../../targets/lab/target.js';
import type { SampleOutcome, Sample } from '../../helpers/evidence/downtime.js';

/** Both go where their resolver points, which they ask each time; the resolver of the stale visitor returns Deer the whole day. */
const KINDS = ['fresh', 'stale'] as const;
const RESOLVERS = { fresh: 'resolver', stale: 'resolver2' } as const;
const SCHEMES = ['http', 'https'] as const;
/** Three requests a second from each of the four. More would load the two cores that the day itself needs. */
const POLL_INTERVAL_MS = 333;
const TIMEOUT_MS = 2_000;
/** A page that needs the application and the database, and is small. */
const PAGE = '/about';

/** One request of a visitor; its time counts from the start of the probe. */
type Asked = Sample & {
  /** The machine that was asked; empty if the resolver named none. */
  readonly address: string;
  /** How long the answer took, in milliseconds. */
  readonly took: number;
};

export type Visitor = {
  readonly kind: (typeof KINDS)[number];
  readonly scheme: (typeof SCHEMES)[number];
  readonly samples: Asked[];
};

/** Visitors who request a page of www all day long. */
export class Probe {
  readonly began = new Date();
  readonly visitors: readonly Visitor[] = KINDS.flatMap((kind) =>
    SCHEMES.map((scheme) => ({ kind, scheme, samples: [] })),
  );
  readonly #start = performance.now();
  readonly #stop = new AbortController();
  #stoppedAt: number | undefined;
  // Last, because they start at once, and use what is defined above.
  readonly #running = this.visitors.map((visitor) => this.#askOn(visitor));

  /** Milliseconds since the probe began, up to when it was stopped. */
  get now(): number {
    return this.#stoppedAt ?? performance.now() - this.#start;
  }

  /** Lets the requests in progress end; after this, none are sent. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#running);
    this.#stoppedAt ??= this.now;
  }

  async #askOn(visitor: Visitor): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const at = this.now;
      const { outcome, address } = await askOnce(visitor);
      visitor.samples.push({ at, outcome, address, took: this.now - at });
      const rest = POLL_INTERVAL_MS - (this.now - at);
      await delay(Math.max(0, rest), undefined, { signal: this.#stop.signal }).catch(() => undefined);
    }
  }
}

async function askOnce({ kind, scheme }: Visitor): Promise<{ outcome: SampleOutcome; address: string }> {
  const { host } = LAB_ROX.sites.www;
  let address = '';
  try {
    address = (await resolve(host, RESOLVERS[kind])) ?? '';
    if (address === '') return { outcome: 'no answer', address };
    const pinned = new Map([[host, [address]]]);
    const route = { pinned, authority: lab.authority };
    const { status } = await ask(`${scheme}://${host}${PAGE}`, route, { timeoutMs: TIMEOUT_MS });
    return { outcome: status === 503 ? 'closed (503)' : status < 400 ? 'served' : 'error page', address };
  } catch (error) {
    return { outcome: outcomeOf(errorMessage(error)), address };
  }
}

async function resolve(name: string, by: 'resolver' | 'resolver2'): Promise<string | undefined> {
  const server = { name: by, address: labIpv4(by) };
  return valuesIn(await askDns(server, { name, type: 'A' }, { patienceMs: TIMEOUT_MS }))[0];
}

function outcomeOf(words: string): SampleOutcome {
  if (/refused/i.test(words)) return 'refused';
  if (/within|timed? ?-?out/i.test(words)) return 'time-out';
  if (/certificate/i.test(words)) return 'bad certificate';
  return 'no answer';
}
