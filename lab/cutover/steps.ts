import { lab, LAB_NET } from '../../targets/lab/target.js';
import { backup } from './steps/backup.js';
import { cron } from './steps/cron.js';
import { copy, data, databases, readOnly, writes } from './bewelcome.js';
import { deploy } from './steps/deploy.js';
import { dns, flush } from './steps/dns.js';
import { mail, mailbotOff } from './steps/mailbot.js';
import { night } from './first-night.js';
import type { CutoverStep } from './step.js';
import { placeholder } from './steps/placeholder.js';
import { proxy } from './steps/proxy.js';
import { repository } from './steps/repository.js';
import { retire } from './steps/retire.js';
import { subDomains } from './steps/sub-domains.js';
import { zoneCleaned } from './steps/zone-clean.js';

/** The operations of the switch, in order, and those of the days after it. */
export const CUTOVER_STEPS: readonly CutoverStep[] = [
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
  zoneCleaned({ zone: LAB_NET.zone, hostname: lab.hosts.old.hostname, machine: 'deer', who: 'planetcruiser' }),
  retire,
];

/** States that follow from the first one through operations: name -> the last operation that has been performed in it. */
export const STATES: Readonly<Record<string, string>> = { frozen: data.id, switched: night.id, retired: retire.id };
