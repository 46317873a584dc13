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
import { tls } from './network/tls.js';

/** A fault with its place in the catalogue. */
export type CatalogueEntry = Fault & { readonly id: string; readonly area: string };

const AREAS: Readonly<Record<string, Faults>> = {
  'hosts file and waivers': operator,
  machine,
  'web server': apache,
  deployment,
  'database dump': dump,
  cron,
  jobs: { ...jobs, ...jobsAfterSwitch },
  TLS: tls,
  mail: { ...email, ...mail },
  registration,
  maps,
  'forum and messages': forum,
  pages,
  placeholder,
  'database content': content,
  'database schema': schema,
  'database settings': settings,
  files,
  DNS: dns,
  'proxy window': proxy,
  logs,
  'same as Deer': baselineComparison,
  differences,
  baseline,
  afterwards: aftercare,
  'clean-up': cleanUp,
};

/** Every known way for the migration to go wrong. */
export const CATALOGUE: readonly CatalogueEntry[] = Object.entries(AREAS).flatMap(([area, faults]) =>
  Object.entries(faults).map(([id, fault]) => ({ ...fault, id, area })),
);

/** @throws Error naming all faults there are */
export function faultOf(id: string): CatalogueEntry {
  const found = CATALOGUE.find((fault) => fault.id === id);
  if (found) return found;
  const known = CATALOGUE.map(({ id, description }) => `  ${id.padEnd(40)} ${description}`);
  throw new Error(`${id === '' ? 'Which fault?' : `There is no fault "${id}".`} Faults:\n${known.join('\n')}`);
}
