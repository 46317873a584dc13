import type { ApplicationStep } from '../../runbook.js';

/** Rox, the application of BeWelcome: what its moves need beside the steps of every move. */
export const ROX_STEPS = [
  {
    id: '2',
    number: '2',
    title: 'Clone Rox from master (www) and develop (alpha)',
    gate: 'prerelease',
    after: '1',
  },
  { id: '5', number: '5', title: 'Test all features thoroughly', gate: 'prerelease', after: '4' },
  { id: '5-email', number: '5 Email', title: 'Email features', gate: 'prerelease', after: '4' },
  { id: '5-maps', number: '5 Maps', title: 'Map features', gate: 'prerelease', after: '4' },
  {
    id: '5-registration',
    number: '5 Registration',
    title: 'Registration progress (verification link etc.)',
    gate: 'prerelease',
    after: '5-https',
  },
  { id: 'deployment', number: '', title: 'The deployment script works on {new}', gate: 'aftercare', after: '18' },
] as const satisfies readonly ApplicationStep[];
