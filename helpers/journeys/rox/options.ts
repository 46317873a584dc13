import type { Site, Target } from '../../../targets/schema.js';

type Options = Extract<Target['application'], { readonly id: 'rox' }>;
type DeploymentName = keyof Options['deployments'];

/** A deployment of Rox: its location, and properties derived from that. */
export type RoxSite = Site & Options['deployments'][DeploymentName];

/** Rox, as a target describes it. */
export type Rox = Omit<Options, 'id' | 'deployments'> & { readonly sites: Readonly<Record<DeploymentName, RoxSite>> };

/**
 * A target's description of its Rox.
 * @throws Error when its application is a different one, or a deployment is not one of its sites
 */
export function roxOf({ name, application, sites }: Target): Rox {
  if (application?.id !== 'rox') throw new Error(`target ${name} has no Rox`);
  const site = (deployment: DeploymentName): RoxSite => {
    const found = sites.find((each) => each.name === deployment);
    if (!found) throw new Error(`target ${name} has no site "${deployment}"`);
    return { ...found, ...application.deployments[deployment] };
  };
  return { ...application, sites: { www: site('www'), alpha: site('alpha') } };
}
