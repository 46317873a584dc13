import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Sections of an ini file, each a table of texts. Later files of the load order win key by key. */
export type Ini = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Reads `[section]`, `key = value`, `key = "value"`, comments with `;` or `#`. Anything else is refused with its line. */
export function parseIni(text: string, name = 'ini'): Ini {
  const sections: Record<string, Record<string, string>> = {};
  let current: Record<string, string> | undefined;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith(';') || line.startsWith('#')) continue;
    const section = /^\[([^\]]+)\]$/.exec(line)?.[1];
    if (section !== undefined) {
      current = sections[section] ??= {};
      continue;
    }
    const [, key, quoted, bare] = /^([^=\s]+)\s*=\s*(?:"([^"]*)"|([^;]*))\s*(?:;.*)?$/.exec(line) ?? [];
    if (key === undefined || current === undefined) throw new Error(`${name}: line ${index + 1} is no setting`);
    current[key] = quoted ?? (bare ?? '').trim();
  }
  return sections;
}

/** One over the other; the later wins key by key. */
export function mergeIni(...layers: readonly Ini[]): Ini {
  const merged: Record<string, Record<string, string>> = {};
  for (const layer of layers) {
    for (const [section, keys] of Object.entries(layer)) merged[section] = { ...merged[section], ...keys };
  }
  return merged;
}

/**
 * The configuration of the deployment at `root`: rox_default.ini, `<SERVER_NAME>.ini` where it exists, rox_local.ini,
 * rox_secret.ini where it exists.
 * @throws when rox_default.ini or rox_local.ini is missing: the site refuses to run without them
 */
export function readIni(root: string, serverName?: string): Ini {
  const layer = (name: string, needed: boolean): Ini[] => {
    const path = join(root, name);
    if (!existsSync(path)) {
      if (needed) throw new Error(`File ${name} not found in ${root}: is this the root of the site?`);
      return [];
    }
    return [parseIni(readFileSync(path, 'utf8'), path)];
  };
  // A server name comes from outside: never let it lead to another folder.
  const own = serverName !== undefined && /^[\w.-]+$/.test(serverName) ? layer(`${serverName}.ini`, false) : [];
  return mergeIni(
    ...layer('rox_default.ini', true),
    ...own,
    ...layer('rox_local.ini', true),
    ...layer('rox_secret.ini', false),
  );
}

/** @throws when the setting is not there and no default is given */
export function setting(ini: Ini, section: string, key: string, otherwise?: string): string {
  const value = ini[section]?.[key] ?? otherwise;
  if (value === undefined) throw new Error(`Setting ${key} of section [${section}] is missing in the ini files`);
  return value;
}

/** Where the databases are and what the other two are called; taken from [db] and [syshcvol]. */
export type DatabaseSettings = {
  /** As mysql2 takes it: by socket where one is set, else by address. */
  readonly connection: { user: string; password: string; database: string } & (
    { socketPath: string } | { host: string; port: number }
  );
  /** Database of the logs. */
  readonly archive: string;
  /** Database of the tagged values. */
  readonly crypted: string;
};

/** Reads `[db]` (`socket`, or `host` and `port`; `name`, `user`, `password`) and the names of the other two databases. */
export function databaseSettings(ini: Ini): DatabaseSettings {
  // Database names are put into statements as they are, so nothing but a plain name may pass.
  const name = (section: string, key: string, otherwise: string): string => {
    const value = setting(ini, section, key, otherwise);
    if (!/^\w+$/.test(value)) throw new Error(`"${value}" (${key} of [${section}]) is no name for a database`);
    return value;
  };
  const socketPath = setting(ini, 'db', 'socket', '');
  const host = setting(ini, 'db', 'host', 'localhost');
  const port = Number(setting(ini, 'db', 'port', '3306'));
  return {
    connection: {
      ...(socketPath === '' ? { host, port } : { socketPath }),
      user: setting(ini, 'db', 'user'),
      password: setting(ini, 'db', 'password'),
      database: name('db', 'name', 'BW_MAIN'),
    },
    archive: name('syshcvol', 'ARCH_DB', 'BW_ARCH'),
    crypted: name('syshcvol', 'CRYPT_DB', 'BW_CRYPTED'),
  };
}
