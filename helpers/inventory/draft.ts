import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { unique } from '../core/lists.js';
import { literally, nameOf } from './explain.js';
import type { Group } from './grouping/group.js';
import type { WrittenExplanation } from './own-explanations.js';

/** A group of differences, to be answered in an editor: filling in `why` explains everything in `what`. */
const DraftSchema = z.array(
  z.strictObject({
    cause: z.string(),
    what: z.array(z.string()),
    /** The kinds of difference that it explains; later changes of other kinds are not covered. */
    kinds: z.array(z.enum(['missing', 'changed', 'added'])).optional(),
    shows: z.string(),
    why: z.string(),
    who: z.string().optional(),
    until: z.iso.date().optional(),
    gates: z.array(z.string()).optional(),
  }),
);

/** Writes one entry for each group, with an empty `why`. */
export function writeDraft(file: string, groups: readonly Group[]): void {
  const entries: z.input<typeof DraftSchema> = groups.map(({ cause, members }) => {
    const [{ kind, old, new: now }] = members;
    return {
      cause,
      what: unique(members.map((each) => literally(nameOf(each)))),
      kinds: unique(members.map((each) => each.kind)),
      shows: `${kind}: ${old ?? '(nothing)'} -> ${now ?? '(nothing)'}`,
      why: '',
      who: '',
    };
  });
  writeFileSync(file, `${JSON.stringify(entries, null, 2)}\n`);
}

/**
 * The explanations in a draft that someone has answered.
 * @throws Error when it is not such a draft
 */
export function readDraft(file: string): WrittenExplanation[] {
  const raw: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const parsed = DraftSchema.safeParse(raw);
  if (!parsed.success) throw new Error(`${file} is not a draft of explanations:\n${z.prettifyError(parsed.error)}`);
  return parsed.data
    .filter(({ why }) => why.trim() !== '')
    .map(({ what, kinds, why, who, until, gates }) => ({
      what: what.length === 1 ? (what[0] ?? '') : what,
      ...(kinds === undefined ? {} : { kinds }),
      why: why.trim(),
      ...(who === undefined || who === '' ? {} : { who }),
      ...(until === undefined ? {} : { until }),
      ...(gates === undefined ? {} : { gates }),
    }));
}
