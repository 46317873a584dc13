import { homedir } from 'node:os';
import { join } from 'node:path';
import { readSettingsFile } from './settings-file.js';

// Apart from the other settings: commands that need only these folders do not load all targets.

const RUN_FOLDER = 'MIGRATION_RUN_FOLDER';

/** Folder for what an operator keeps from one run of a migration to the next: keys, the newest inventories. Never evidence. */
export function stateFolder(target: string, environment: Readonly<NodeJS.ProcessEnv> = process.env): string {
  const base = environment['XDG_STATE_HOME'] || join(homedir(), '.local', 'state');
  return join(base, 'migration-verdict', target);
}

/** Where this run stores its files; empty if it stores nothing. Known even if other settings are wrong. */
export function runFolder(): string {
  const { values } = readSettingsFile(process.env['MIGRATION_TARGET'] || 'lab');
  return process.env[RUN_FOLDER] ?? values[RUN_FOLDER] ?? '';
}

/** Lets the workers of this run find the folder that the main process created. */
export function exportRunFolder(folder: string): void {
  process.env[RUN_FOLDER] = folder;
}
