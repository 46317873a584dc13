import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readConfig, type Config } from '../web/config.js';
import { openDatabase, type Database } from '../web/database.js';

/** The site that a job works with. */
export type Site = {
  readonly config: Config;
  readonly db: Database;
  /** SERVER_NAME, as cron's line sets it. */
  readonly serverName: string | undefined;
};

/**
 * The root of the site, seen from the working directory: jobs start there, in htdocs/bw or one level deeper.
 * @throws when no settings are found: a crontab entry without `cd` fails here
 */
function siteRoot(from: string): string {
  const root = ['.', '../..', '../../..']
    .map((way) => resolve(from, way))
    .find((at) => existsSync(join(at, 'rox_default.ini')));
  if (root === undefined) {
    throw new Error(`File rox_default.ini not found (searched from ${from}): change to the root of the site first`);
  }
  return root;
}

/** @throws when the setting is missing: a job never guesses the sender of an email */
export function needed(config: Config, section: string, key: string): string {
  const value = config.get(section, key);
  if (value === '') throw new Error(`Setting ${key} of section [${section}] is missing from the ini files`);
  return value;
}

/** Runs a job to its end; whatever it throws goes to stderr, which cron mails, and makes the exit status 1. */
export async function runJob(name: string, job: (site: Site) => Promise<void>): Promise<void> {
  let close: (() => Promise<void>) | undefined;
  try {
    const config = readConfig(siteRoot(process.cwd()));
    const db = openDatabase(config);
    close = () => db.close();
    await job({ config, db, serverName: process.env['SERVER_NAME'] });
  } catch (cause) {
    console.error(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`);
    process.exitCode = 1;
  } finally {
    await close?.();
  }
}
