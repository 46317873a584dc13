import * as z from 'zod';
import type { ApplicationStep } from '../../runbook.js';
import { secret } from '../secret.js';
import { CLEAN_UP_STEPS, FEATURE_STEPS } from './steps.js';

/** What a deployment of Rox has in addition to what every site has. */
const Deployment = z.strictObject({
  branch: z.string(),
  /** The name that the site uses for itself in emails. */
  siteName: z.string(),
  /** The maps key that belongs to this host name. */
  mapsKey: secret(),
});

const Member = z.strictObject({ username: z.string(), password: secret() });

/** A target's description of its Rox. */
export const RoxOptions = z.strictObject({
  id: z.literal('rox'),
  /** The deployments, by the names that they have among the target's sites: www from master, alpha from develop. */
  deployments: z.strictObject({ www: Deployment, alpha: Deployment }),
  /** Which of the target's databases is which. */
  databases: z.strictObject({ main: z.string(), archive: z.string(), crypted: z.string() }),
  /** From addresses, by kind of email. */
  senders: z.strictObject({ signup: z.email(), message: z.email(), forum: z.email(), lostPassword: z.email() }),
  /** The address that the site notifies of a signup. */
  signupTeam: z.email(),
  /** Members that exist in the copied data, for journeys that need an existing member. */
  members: z.strictObject({
    /** Status Active, may post; also subscribes to things. */
    active: Member,
    /** Another one, status Active: receives messages. */
    other: Member,
  }),
});

/** Rox, the application of BeWelcome: what its moves need in addition to the steps of every move. */
export const ROX_STEPS = [
  {
    id: '2',
    number: '2',
    title: 'Clone Rox from master (www) and develop (alpha)',
    gate: 'prerelease',
    after: '1',
  },
  ...FEATURE_STEPS,
  { id: '5-maps', number: '5 Maps', title: 'Map features', gate: 'prerelease', after: '4' },
  {
    id: '5-registration',
    number: '5 Registration',
    title: 'Registration process (verification link, etc.)',
    gate: 'prerelease',
    after: '5-https',
  },
  ...CLEAN_UP_STEPS,
  { id: 'deployment', number: '', title: 'The deployment script works on {new}', gate: 'aftercare', after: '18' },
] as const satisfies readonly ApplicationStep[];
