import type { ApplicationStep } from '../../runbook.js';

/** What people do on the site, specific to each application. */
export const FEATURE_STEPS = [
  { id: '5', number: '5', title: 'Test all features thoroughly', gate: 'prerelease', after: '4' },
  { id: '5-email', number: '5 Email', title: 'Email features', gate: 'prerelease', after: '4' },
] as const satisfies readonly ApplicationStep[];

/** Steps of an application whose journeys leave something on the new host. */
export const CLEAN_UP_STEPS = [
  {
    id: 'clean-up',
    number: 'Cleanup',
    title: 'Nothing that the checks created is left on {new}',
    gate: 'prerelease',
    after: '6',
  },
  {
    id: 'clean-up-again',
    number: 'Cleanup again',
    title: 'Nothing is left on {new} that the checks have created since the switch',
    gate: 'postcutover',
    after: '6-again',
  },
] as const satisfies readonly ApplicationStep[];
