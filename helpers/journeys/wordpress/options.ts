import type { Target } from '../../../targets/schema.js';

/** WordPress, as a target describes it. */
export type Wordpress = Extract<Target['application'], { readonly id: 'wordpress' }>;

/** @throws Error when the application of the target is a different one */
export function wordpressOf({ name, application }: Target): Wordpress {
  if (application?.id !== 'wordpress') throw new Error(`target ${name} has no WordPress`);
  return application;
}
