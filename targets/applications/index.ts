import * as z from 'zod';
import type { ApplicationStep } from '../../runbook.js';
import { ROX_STEPS, RoxOptions } from './rox.js';
import { WORDPRESS_STEPS, WordpressOptions } from './wordpress.js';

/** A target's description of its application; `id` is the folder of tests/journeys that has its journeys. */
export const ApplicationOptions = z.discriminatedUnion('id', [RoxOptions, WordpressOptions]);

export type Application = z.infer<typeof ApplicationOptions>;

/** The steps that each application adds. */
const APPLICATION_STEPS = { rox: ROX_STEPS, wordpress: WORDPRESS_STEPS } as const satisfies Readonly<
  Record<Application['id'], readonly ApplicationStep[]>
>;

/** A step that an application adds. */
export type ApplicationStepId = (typeof APPLICATION_STEPS)[Application['id']][number]['id'];

/** The steps of an application; empty if there is no application. */
export const applicationSteps = (application: Application | null): readonly ApplicationStep[] =>
  application === null ? [] : APPLICATION_STEPS[application.id];
