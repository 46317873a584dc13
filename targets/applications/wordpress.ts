import { z } from 'zod';
import type { ApplicationStep } from '../../runbook.js';
import { secret } from '../secret.js';
import { CLEAN_UP_STEPS, FEATURE_STEPS } from './steps.js';

/** A target's description of its WordPress, 5.6 or later. */
export const WordpressOptions = z.strictObject({
  id: z.literal('wordpress'),
  /** Its front page, with the scheme that it calls itself by. */
  url: z.url().endsWith('/'),
  /** Somebody with the role editor or administrator, who publishes, tidies up, and gets the mail with a new password. */
  editor: z.strictObject({ username: z.string(), password: secret(), email: z.email() }),
  /** An article that everybody may comment on, and words of it that nobody changes. */
  article: z.strictObject({ path: z.string().startsWith('/'), words: z.string().min(1) }),
  /** Words to search for, and the path of something that is among what is found. */
  search: z.strictObject({ words: z.string().min(1), finds: z.string().startsWith('/') }),
});

/** WordPress: what its moves need beside the steps of every move. */
export const WORDPRESS_STEPS = [...FEATURE_STEPS, ...CLEAN_UP_STEPS] as const satisfies readonly ApplicationStep[];
