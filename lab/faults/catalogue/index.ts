import { jobsAfterSwitch, logs } from './window/jobs-after-cutover.js';
import { aftercare } from './host/aftercare.js';
import { apache } from './host/apache.js';
import { cleanUp } from './site/clean-up.js';
import { baseline } from './host/baseline.js';
import { cron } from './host/cron.js';
import { content } from './database/content.js';
import { schema } from './database/schema.js';
import { settings } from './database/settings.js';
import { dns } from './network/dns.js';
import { deployment } from './host/deployment.js';
import { differences } from './host/differences.js';
import { dump } from './database/dump.js';
import { email } from './network/mail.js';
import { exposed } from './host/exposed.js';
import { mailNames } from './network/mail-names.js';
import { rotten } from './host/rotten.js';
import type { Fault, Faults } from './fault.js';
import { files } from './host/files.js';
import { mail } from './window/mail-queue.js';
import { operator } from './window/operator.js';
import { jobs } from './host/jobs.js';
import { machine } from './host/machine.js';
import { maps } from './site/maps.js';
import { placeholder } from './window/placeholder.js';
import { proxy } from './network/proxy.js';
import { baselineComparison } from './host/same-as-old-host.js';
import { registration } from './site/registration.js';
import { forum, pages } from './site/pages-and-forum.js';
import { pagesBeforeSwitch } from './site/pages-before-switch.js';
import { checksIn } from './pattern.js';
import { BLOG_AREAS } from './blog/index.js';
import { tls } from './network/tls.js';

/** Targets whose hosts are a pair in the lab. */
export const LAB_TARGETS = ['lab', 'blog', 'pages'] as const;
export type LabTarget = (typeof LAB_TARGETS)[number];

/** A fault with its place in the catalogue, and the target on whose hosts it is injected. */
export type CatalogueEntry = Fault & { readonly id: string; readonly area: string; readonly target: LabTarget };

/**
 * The pages of the new host are compared with those of the old host, whatever has changed them: the page checks may see any
 * fault of a site, of its database, or of its web server, in ways that the fault's own area need not know.
 */
const alsoSeenInPages = (faults: Faults): Faults =>
  Object.fromEntries(
    Object.entries(faults).map(([id, fault]) => [
      id,
      fault.gate === 'prerelease'
        ? { ...fault, mayAlsoFail: [...(fault.mayAlsoFail ?? []), ...checksIn('host/pages')] }
        : fault,
    ]),
  );

const LAB_AREAS: Readonly<Record<string, Faults>> = {
  'hosts file and waivers': operator,
  machine,
  'web server': alsoSeenInPages(apache),
  deployment: alsoSeenInPages(deployment),
  'database dump': alsoSeenInPages(dump),
  cron,
  jobs: { ...jobs, ...jobsAfterSwitch },
  TLS: alsoSeenInPages(tls),
  mail: { ...email, ...mail },
  registration: alsoSeenInPages(registration),
  maps: alsoSeenInPages(maps),
  'forum and messages': alsoSeenInPages(forum),
  pages: alsoSeenInPages(pages),
  'pages before the switch': pagesBeforeSwitch,
  placeholder,
  'database content': alsoSeenInPages(content),
  'database schema': alsoSeenInPages(schema),
  'database settings': settings,
  files,
  'mail and names': mailNames,
  secrets: exposed,
  DNS: dns,
  'proxy window': proxy,
  logs,
  'same as Deer': baselineComparison,
  differences,
  baseline,
  afterwards: { ...aftercare, ...rotten },
  cleanup: cleanUp,
};

/** Every known way for the migration to go wrong. */
export const CATALOGUE: readonly CatalogueEntry[] = [...entriesOf('lab', LAB_AREAS), ...entriesOf('blog', BLOG_AREAS)];

function entriesOf(target: LabTarget, areas: Readonly<Record<string, Faults>>): CatalogueEntry[] {
  return Object.entries(areas).flatMap(([area, faults]) =>
    Object.entries(faults).map(([id, fault]) => ({ ...fault, id, area, target })),
  );
}

/** @throws Error that lists all existing faults */
export function faultOf(id: string): CatalogueEntry {
  const found = CATALOGUE.find((fault) => fault.id === id);
  if (found) return found;
  const known = CATALOGUE.map(({ id, description }) => `  ${id.padEnd(40)} ${description}`);
  throw new Error(`${id === '' ? 'Which fault?' : `There is no fault "${id}".`} Faults:\n${known.join('\n')}`);
}
