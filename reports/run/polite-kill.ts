/** Signals that end a process at once if there is no handler, with their exit statuses. */
const POLITE = { SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Ends a run on a polite kill, such as the time limit of a build server or a closed terminal, as Playwright ends it on
 * Ctrl-C: the workers stop, changes are reverted, and the reporters keep the evidence. A second signal ends the run at once.
 * @param heard called at once with the signal
 */
export function endAsOnCtrlC(heard: (signal: NodeJS.Signals) => void): void {
  let isFirst = true;
  for (const [name, status] of Object.entries(POLITE))
    process.on(name, (signal: NodeJS.Signals) => {
      if (!isFirst) process.exit(status);
      isFirst = false;
      heard(signal);
      // If nothing handles Ctrl-C, the run is over and its evidence is being sealed.
      process.emit('SIGINT');
    });
}
