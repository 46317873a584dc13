/** Specs below tests/ as the runbook names them, and the last Playwright project of a gate. */

/**
 * Paths of the specs that the runbook names: `journeys/clean-up/prerelease` is that of the target's application.
 * @returns undefined if it is a journey and the target has no application
 */
export function specPath(path: string, application: string | null): string | undefined {
  const [first = '', ...rest] = path.split('/');
  if (first !== 'journeys') return path;
  return application === null ? undefined : ['journeys', application, ...rest].join('/');
}

/** The project of the last spec of a gate. Its name ends like the gate's own, since its checks belong to that gate. */
export const afterwards = (project: string): string => `after-${project}`;
