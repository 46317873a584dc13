/** A line that somebody else writes into a hosts file during a lease. */
export const ADDED = '\n192.0.2.9 by-hand\n';
