import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createConnection, type Connection } from 'mysql2/promise';
import { databaseSettings, readIni, setting, type Ini } from '../ini.js';

/** What a job works with. */
export type Site = {
  readonly ini: Ini;
  /** Connected to the main database. */
  readonly db: Connection;
  /** Names of the other two, for statements that reach across. */
  readonly archive: string;
  readonly crypted: string;
  /** Public address of the site, ends with `/`. */
  readonly baseuri: string;
  /** SERVER_NAME, as cron's line sets it. */
  readonly serverName: string | undefined;
};

/**
 * The root of the site, seen from the working directory: jobs start there, in htdocs/bw or one level deeper.
 * @throws when no settings are found: a crontab line without `cd` ends here
 */
export function siteRoot(from: string): string {
  const root = ['.', '../..', '../../..']
    .map((way) => resolve(from, way))
    .find((at) => existsSync(join(at, 'rox_default.ini')));
  if (root === undefined)
    throw new Error(`File rox_default.ini not found from ${from}: change to the root of the site first`);
  return root;
}

async function openSite(): Promise<Site> {
  const serverName = process.env['SERVER_NAME'];
  const ini = readIni(siteRoot(process.cwd()), serverName);
  const { connection, archive, crypted } = databaseSettings(ini);
  const db = await createConnection({ ...connection, charset: 'utf8mb4', dateStrings: true, connectTimeout: 10_000 });
  return { ini, db, archive, crypted, baseuri: setting(ini, 'env', 'baseuri'), serverName };
}

/** One row in the logs of the site, as member 0 from this machine. */
export async function log({ db, archive }: Site, type: string, text: string): Promise<void> {
  await db.execute(
    `INSERT INTO ${archive}.logs (IdMember, Str, Type, created, IpAddress) VALUES (0, ?, ?, NOW(), INET_ATON('127.0.0.1'))`,
    [text, type],
  );
}

/** Runs a job to its end; whatever it throws goes to stderr, which cron mails, and makes the exit status 1. */
export async function runJob(name: string, job: (site: Site) => Promise<void>): Promise<void> {
  let site: Site | undefined;
  try {
    site = await openSite();
    await job(site);
  } catch (cause) {
    console.error(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`);
    process.exitCode = 1;
  } finally {
    await site?.db.end();
  }
}
