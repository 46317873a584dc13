import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

type Ini = Record<string, Record<string, string>>;

/** The settings of one deployment, from rox_default.ini and rox_local.ini in its root. */
export type Config = {
  /** Absolute path of the deployment. */
  readonly root: string;
  readonly data: string;
  /** A value, or the fallback where neither file has it. */
  get(section: string, key: string, fallback?: string): string;
  /** http://www.bewelcome.example/ */
  readonly baseuri: string;
  readonly baseuriHttps: string;
  readonly siteName: string;
  readonly sessionName: string;
  /** Database names of the archive and of the personal data, to put before a table's name. */
  readonly archive: string;
  readonly crypted: string;
};

/** Sections, `key = value`, values optionally in double quotes, comments after ; or #: what the site's own files use. */
function parseIni(text: string): Ini {
  const ini: Ini = {};
  let section: Record<string, string> = (ini[''] = {});
  for (const line of text.split(/\r?\n/)) {
    const head = /^\s*\[([^\]]+)\]/.exec(line);
    if (head) section = ini[head[1] ?? ''] ??= {};
    const pair = /^\s*([\w.]+)\s*=\s*(?:"([^"]*)"|([^;]*))/.exec(line);
    if (pair) section[pair[1] ?? ''] = (pair[2] ?? pair[3] ?? '').trim();
  }
  return ini;
}

/**
 * Reads the settings of the deployment at `root`; rox_local.ini wins over rox_default.ini.
 * @throws where rox_default.ini or rox_local.ini does not exist: the real site says "STOP" too
 */
export function readConfig(root: string): Config {
  const base = resolve(root);
  const layers = ['rox_local.ini', 'rox_default.ini'].map((name) => parseIni(readFileSync(join(base, name), 'utf8')));
  const get = (section: string, key: string, fallback = ''): string =>
    layers.map((layer) => layer[section]?.[key]).find((value) => value !== undefined) ?? fallback;
  return {
    root: base,
    data: join(base, 'data'),
    get,
    baseuri: get('env', 'baseuri', 'http://localhost/'),
    baseuriHttps: get('env', 'baseuri_https', 'https://localhost/'),
    siteName: get('env', 'sitename', 'BeWelcome'),
    sessionName: get('env', 'session_name', 'sidTB'),
    archive: get('syshcvol', 'ARCH_DB', 'BW_ARCH'),
    crypted: get('syshcvol', 'CRYPT_DB', 'BW_CRYPTED'),
  };
}
