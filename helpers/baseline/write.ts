import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '../../targets/schema.js';
import { ABOUT, digestOf, FILE_LIST, FILES, olderOf, type PartName, type Recording } from './read.js';

/**
 * Writes a recording to the folder that the target names, as a whole or not at all: a run that is killed at any moment leaves
 * the older baseline in place, if there is one.
 * @param key fingerprint of the key with which its digests of secrets were made
 * @returns when it was recorded, ISO 8601
 */
export function writeBaseline({ name: target, baseline: folder }: Target, recording: Recording, key: string): string {
  const [aside, older] = [`${folder}.new`, olderOf(folder)];
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true });
  const write = (name: string, content: unknown): void => {
    writeFileSync(join(aside, name), `${JSON.stringify(content, null, 1)}\n`);
  };
  const parts = Object.keys(FILES) as PartName[];
  for (const part of parts) write(FILES[part], recording[part]);
  copyFileSync(recording.files.list, join(aside, FILE_LIST));
  const digests = Object.fromEntries(parts.map((part) => [FILES[part], digestOf(recording[part])]));
  const recorded = new Date().toISOString();
  write(ABOUT, { recorded, target, key, pages: recording.pages.length, host: recording.facts.hostname, digests });
  if (existsSync(folder)) {
    rmSync(older, { recursive: true, force: true });
    renameSync(folder, older);
  }
  renameSync(aside, folder);
  rmSync(older, { recursive: true, force: true });
  return recorded;
}
