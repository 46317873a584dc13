import { applicationSteps, type Application } from '../../targets/applications/index.js';

/** Does the code of the application come from a repository on the host, deployed by a script? */
export const isDeployed = (application: Application | null): boolean =>
  applicationSteps(application).some(({ id }) => id === 'deployment');
