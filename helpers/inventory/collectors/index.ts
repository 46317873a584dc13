import type { Area, Collector } from '../types.js';
import { accounts } from './accounts.js';
import { backups } from './backups.js';
import { database } from './database.js';
import { files } from './files.js';
import { kernel } from './kernel.js';
import { logs } from './logs.js';
import { mail } from './mail.js';
import { network } from './network.js';
import { packages } from './packages.js';
import { runtime } from './runtime.js';
import { schedule } from './schedule.js';
import { services } from './services.js';
import { storage } from './storage.js';
import { web } from './web.js';

/** Every area of a host. A new one is a file here, its script next to it, and a line in this list. */
export const COLLECTORS: { readonly [A in Area]: Collector } = {
  packages,
  files,
  services,
  schedule,
  accounts,
  network,
  storage,
  kernel,
  mail,
  web,
  runtime,
  database,
  logs,
  backups,
};

export const AREAS = Object.keys(COLLECTORS) as readonly Area[];
