import { isAbsent } from '../../targets/absent.js';
import type { Target } from '../../targets/schema.js';
import { Database } from '../database/database.js';
import { Catalogue } from '../database/catalogue.js';
import { askForFacts } from '../host/facts/facts.js';
import { fingerprintOf, migrationKey } from '../inventory/seal.js';
import { takeOne } from '../inventory/take-both.js';
import { stateFolder } from '../core/folders.js';
import { routeTo } from '../routing/visitor-routes.js';
import { fetchPages } from './fetch-pages.js';
import { certificateLists, databaseLists, machineLists, rowCounts, zoneLists } from './collect-lists.js';
import { recordFiles } from './recorded-files.js';
import { pageNoise } from './page-noise.js';
import { mergeSamples, mergePageSamples } from './stable-parts.js';
import type { PartName, Recording } from './read.js';

/**
 * The parts of a recording of the old host. Each question is asked twice, except where the answer is only counted, too
 * large, or kept for people to read: a difference between two answers of the same server is noise.
 */
const PARTS: { readonly [Part in PartName]: (target: Target, recorder: Recorder) => Promise<Recording[Part]> } = {
  pages: (target) =>
    twice(
      () => fetchPages(target, routeTo(target, target.hosts.old)),
      (first, second) => first.map((page, index) => mergePageSamples(page, second[index] ?? page)),
    ),
  noise: (target) => pageNoise(target, target.hosts.old),
  facts: (target) => askForFacts(target, target.hosts.old),
  machine: async (target, recorder) => {
    const lists = (facts: Recording['facts']) => machineLists(facts, target.cron.jobs);
    return mergeSamples(lists(await recorder.part('facts')), lists(await askForFacts(target, target.hosts.old)));
  },
  zone: (target) => twice(() => zoneLists(target), mergeSamples),
  certificates: (target) => twice(() => certificateLists(target, target.hosts.old), mergeSamples),
  databases: (target) =>
    ofDatabases(target, mergeSamples({}, {}), (all) => twice(() => databaseLists(target, all), mergeSamples)),
  rows: (target) => ofDatabases(target, {}, (all) => rowCounts(target, all)),
  inventory: (target) => takeOne(target, 'old', stateFolder(target.name)),
  files: recordFiles,
};

/** Fingerprint of the key with which digests of the target's secrets are made. */
export const keyOf = (target: Target): string => fingerprintOf(migrationKey(stateFolder(target.name)));

/** Asks the old host for each part once, however often it is requested. */
export class Recorder {
  readonly #target: Target;
  readonly #asked = new Map<PartName, Promise<unknown>>();

  constructor(target: Target) {
    this.#target = target;
  }

  /** @throws {NoAnswer} when the old host could not be asked */
  part<Part extends PartName>(name: Part): Promise<Recording[Part]> {
    const asked = this.#asked.get(name) ?? PARTS[name](this.#target, this);
    this.#asked.set(name, asked);
    // The value stored under a name has the type of that part.
    return asked as Promise<Recording[Part]>;
  }

  /** Everything, asked concurrently. Rows are counted first: a site writes a record of each page request. */
  async whole(): Promise<Recording> {
    await this.part('rows');
    const names = Object.keys(PARTS) as PartName[];
    const parts = await Promise.all(names.map(async (name) => [name, await this.part(name)] as const));
    // Each part is stored under the name by which it was requested.
    return Object.fromEntries(parts) as Recording;
  }
}

/** Asks a question twice, one after the other, and merges both answers. */
const twice = async <A, B>(question: () => Promise<A>, both: (first: A, second: A) => B): Promise<B> =>
  both(await question(), await question());

/** Asks the old host's databases over a read-only connection; if there are none, nothing is asked. */
async function ofDatabases<T>(target: Target, none: T, question: (catalogue: Catalogue) => Promise<T>): Promise<T> {
  if (isAbsent(target, 'databases')) return none;
  const database = await Database.open(target, target.hosts.old, 'reader');
  try {
    return await question(new Catalogue(database));
  } finally {
    database.close();
  }
}
