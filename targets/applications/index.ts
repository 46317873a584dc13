import type { ApplicationStep } from '../../runbook.js';
import { ROX_STEPS } from './rox.js';

/** The applications whose journeys the suite knows, with the steps that they add; each is a folder of tests/journeys. */
export const APPLICATIONS = { rox: ROX_STEPS } as const satisfies Readonly<Record<string, readonly ApplicationStep[]>>;

export type ApplicationId = keyof typeof APPLICATIONS;
/** A step that some application adds. */
export type ApplicationStepId = (typeof APPLICATIONS)[ApplicationId][number]['id'];

/** The steps of an application; of none, none. */
export const applicationSteps = (id: ApplicationId | null): readonly ApplicationStep[] =>
  id === null ? [] : APPLICATIONS[id];
