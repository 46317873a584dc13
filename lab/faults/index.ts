import { jobsAfterSwitch, logs } from './after-switch.js';
import { aftercare } from './aftercare.js';
import { apache } from './apache.js';
import { baseline } from './baseline.js';
import { cron } from './cron.js';
import { content } from './database-content.js';
import { schema } from './database-schema.js';
import { settings } from './database-settings.js';
import { dns } from './dns.js';
import { deployment } from './deployment.js';
import { dump } from './dump.js';
import { email } from './email.js';
import type { Fault, Faults } from './fault.js';
import { files } from './files.js';
import { mail } from './freeze-mail.js';
import { operator } from './operator.js';
import { jobs } from './jobs.js';
import { machine } from './machine.js';
import { maps } from './maps.js';
import { placeholder } from './placeholder.js';
import { proxy } from './proxy.js';
import { sameAsDeer } from './same-as-deer.js';
import { registration } from './registration.js';
import { forum, pages } from './site.js';
import { tls } from './tls.js';

/** A fault with its place in the catalogue. */
export type Listed = Fault & { readonly id: string; readonly area: string };

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
  'same as Deer': sameAsDeer,
  baseline,
  afterwards: aftercare,
};

/** Every known way for the migration to go wrong. */
export const CATALOGUE: readonly Listed[] = Object.entries(AREAS).flatMap(([area, faults]) =>
  Object.entries(faults).map(([id, fault]) => ({ ...fault, id, area })),
);

/** @throws Error naming all faults there are */
export function faultOf(id: string): Listed {
  const found = CATALOGUE.find((fault) => fault.id === id);
  if (found) return found;
  const known = CATALOGUE.map(({ id, what }) => `  ${id.padEnd(40)} ${what}`);
  throw new Error(`${id === '' ? 'Which fault?' : `There is no fault "${id}".`} Faults:\n${known.join('\n')}`);
}
