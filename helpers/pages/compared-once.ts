import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '../../targets/schema.js';
import { rethrowNoAnswer, unansweredBy, type Unanswered } from '../core/no-answer.js';
import { compareHosts, type ComparedPages } from './compare-hosts.js';

const FILE = 'compared-pages.json';

/**
 * Compares the pages of both hosts once per run, and stores the result in its folder: after a failed check, the next one runs in
 * a separate process, and visitors should not be slowed down again.
 * @throws {NoAnswer} when the pages could not be compared
 */
export async function comparedOnce(target: Target, folder: string): Promise<ComparedPages> {
  const path = join(folder, FILE);
  if (!existsSync(path)) {
    const kept = await compareHosts(target).catch((cause: unknown) => ({
      unanswered: unansweredBy(cause, 'the pages of both hosts', target.hosts.old.name),
    }));
    writeFileSync(path, JSON.stringify(kept, null, 2));
  }
  // Written above by this run: its shape is not validated again.
  const kept = JSON.parse(readFileSync(path, 'utf8')) as ComparedPages | { readonly unanswered: Unanswered };
  if ('unanswered' in kept) throw rethrowNoAnswer(kept.unanswered);
  return kept;
}
