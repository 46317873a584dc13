/** Causes that come with another release: nothing has been forgotten. */
export const CAME_ALONG = 'packages that only one host has and no one requested';
export const INTERPRETERS = 'versions of interpreters';
export const LIBRARIES = 'libraries that only one host has';
export const POSTFIX_SERVICES = 'services of postfix';
export const SCHEDULE = 'scheduled jobs of packages from another release';
export const UNITS = 'units of packages from another release';
export const SYSTEM_ACCOUNTS = 'system accounts';
export const releaseOfDatabase = (what: string): string => `release of the database server: ${what}s`;

/** The highest weight of a group with such a cause. */
export const MOST_OF_A_RELEASE: Readonly<Record<string, number>> = {
  [CAME_ALONG]: 30,
  [LIBRARIES]: 30,
  [UNITS]: 30,
  [SYSTEM_ACCOUNTS]: 30,
  [INTERPRETERS]: 30,
  [releaseOfDatabase('plugin')]: 30,
  [releaseOfDatabase('variable')]: 30,
  // A job or a transport that someone has added may be among them.
  [SCHEDULE]: 55,
  [POSTFIX_SERVICES]: 55,
};
