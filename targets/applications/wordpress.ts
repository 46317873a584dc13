import * as z from 'zod';
import type { ApplicationStep } from '../../runbook.js';
import { secret } from '../secret.js';
import { CLEAN_UP_STEPS, FEATURE_STEPS } from './steps.js';

/** A target's description of its WordPress, 5.6 or later. */
export const WordpressOptions = z.strictObject({
  id: z.literal('wordpress'),
  /** Its front page, with the scheme that the site uses for itself. */
  url: z.url().endsWith('/'),
  /** Someone with the role of editor or administrator, who publishes, cleans up, and receives the email with a new password. */
  editor: z.strictObject({ username: z.string(), password: secret(), email: z.email() }),
  /** An article that anyone may comment on, and words in it that no one changes. */
  article: z.strictObject({ path: z.string().startsWith('/'), words: z.string().min(1) }),
  /** Words to search for, and the path of one of the expected results. */
  search: z.strictObject({ words: z.string().min(1), finds: z.string().startsWith('/') }),
});

/** WordPress: what its moves need in addition to the steps of every move. */
export const WORDPRESS_STEPS = [...FEATURE_STEPS, ...CLEAN_UP_STEPS] as const satisfies readonly ApplicationStep[];
