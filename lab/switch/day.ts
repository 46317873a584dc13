import { backup } from './backup.js';
import { copy } from './copy.js';
import { cron } from './cron.js';
import { data } from './data.js';
import { databases } from './databases.js';
import { deploy } from './deploy.js';
import { dns, flush } from './dns.js';
import { mail, mailbotOff } from './mailbot.js';
import { night } from './night.js';
import type { Operation } from './operation.js';
import { placeholder } from './placeholder.js';
import { proxy } from './proxy.js';
import { readOnly } from './read-only.js';
import { repository } from './repository.js';
import { retire } from './retire.js';
import { subDomains } from './sub-domains.js';
import { writes } from './writes.js';

/** The switch in the order in which it is made, and what follows in the days after. */
export const DAY: readonly Operation[] = [
  placeholder,
  writes,
  mail,
  mailbotOff,
  readOnly,
  databases,
  data,
  dns,
  flush,
  proxy,
  cron,
  night,
  // The days after.
  deploy,
  subDomains,
  backup,
  copy,
  repository,
  retire,
];

/** States that follow from the first one by operations: name -> the last operation that is done in it. */
export const STATES: Readonly<Record<string, string>> = { frozen: data.id, switched: night.id, retired: retire.id };

/** @throws Error naming all operations there are */
export function operation(id: string): Operation {
  const found = DAY.find((each) => each.id === id);
  if (found) return found;
  throw new Error(`there is no operation "${id}" in the switch; there are: ${DAY.map((each) => each.id).join(', ')}`);
}
