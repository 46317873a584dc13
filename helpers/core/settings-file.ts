import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { errorMessage } from './no-answer.js';

const TARGETS = join(import.meta.dirname, '..', '..', 'targets');

/** A target's file of settings, as a person wrote it. */
export type SettingsFile = {
  readonly values: Readonly<Record<string, string>>;
  /** Sentences that say what to change; none of them contains a value. */
  readonly problems: readonly string[];
};

/**
 * The settings of a target that are kept in a file: `targets/NAME/settings.env`, lines of the form `NAME=value`, as
 * Node's --env-file reads them. The file is not part of the repository, and only its owner may read it, since passwords
 * are in it. Without the file, there are no settings of this kind.
 * @param target the name of the target's folder; an invalid name has no file
 * @param folder that holds the targets
 */
export function readSettingsFile(target: string, folder = TARGETS): SettingsFile {
  const path = join(folder, target, 'settings.env');
  const name = `targets/${target}/settings.env`;
  try {
    const stats = /^[\w-]+$/.test(target) ? statSync(path, { throwIfNoEntry: false }) : undefined;
    if (!stats) return { values: {}, problems: [] };
    if ((stats.mode & 0o077) !== 0)
      return {
        values: {},
        problems: [`${name} is accessible to other accounts on this machine. Run: chmod 600 ${name}`],
      };
    const values = Object.fromEntries(
      Object.entries(parseEnv(readFileSync(path, 'utf8'))).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, value]],
      ),
    );
    const problems = Object.keys(values)
      .filter((key) => !key.startsWith('MIGRATION_') || key === 'MIGRATION_TARGET')
      .map((key) => `${name} sets ${key}, which cannot be set in this file (see docs/target.md)`);
    return { values, problems };
  } catch (cause) {
    return { values: {}, problems: [`${name} cannot be read: ${errorMessage(cause)}`] };
  }
}
