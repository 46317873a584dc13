import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '../../targets/schema.js';
import { ABOUT, digestOf, FILES, olderOf, type PartName, type Recording } from './read.js';

/**
 * Puts a recording into the folder that the target names, whole or not at all: a run that is killed at any moment leaves
 * the older baseline, where there is one.
 * @param key fingerprint of the key that its digests of secrets were made with
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
