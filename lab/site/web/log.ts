import type { Config } from './config.js';
import type { Database } from './database.js';

/**
 * An IPv4 address as one number, like PHP's ip2long on a 64-bit machine. The column is a signed int, so a lenient
 * server cuts everything from 128.0.0.0 on to one value and a strict one refuses it; IPv6 gives 0. As on the real site.
 */
export function addressAsNumber(address: string): number {
  const parts = address
    .replace(/^::ffff:/, '')
    .split('.')
    .map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part))) return 0;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

/** Writes a line to the log of the archive database. Failing is fatal for the action, as on the real site. */
export async function writeLog(
  site: { readonly config: Config; readonly db: Database },
  type: string,
  text: string,
  idMember = 0,
  address = '127.0.0.1',
): Promise<void> {
  await site.db.write(
    `INSERT INTO ${site.config.archive}.logs (IdMember, Str, Type, created, IpAddress) VALUES (?, ?, ?, NOW(), ?)`,
    [idMember, text, type, addressAsNumber(address)],
  );
}
