import type { Area, Collector } from '../types.js';
import { accounts } from './system/accounts.js';
import { backups } from './data/backups.js';
import { database } from './data/database.js';
import { files } from './system/files.js';
import { kernel } from './system/kernel.js';
import { logs } from './data/logs.js';
import { mail } from './services/mail.js';
import { network } from './services/network.js';
import { packages } from './system/packages.js';
import { runtime } from './services/runtime.js';
import { schedule } from './services/schedule.js';
import { services } from './services/services.js';
import { storage } from './system/storage.js';
import { web } from './services/web.js';

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
