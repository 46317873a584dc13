/** Signals that end a process at once where nobody listens, with their exit status. */
const POLITE = { SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Ends a run on a polite kill, such as the time limit of a build server or a closed terminal, as Playwright ends it on
 * Ctrl-C: the workers stop, what was changed is put back, and the reporters keep what was seen. A second one ends it at once.
 * @param heard called at once with the signal
 */
export function endAsOnCtrlC(heard: (signal: NodeJS.Signals) => void): void {
  let isFirst = true;
  for (const [name, status] of Object.entries(POLITE))
    process.on(name, (signal: NodeJS.Signals) => {
      if (!isFirst) process.exit(status);
      isFirst = false;
      heard(signal);
      // Where nobody listens for Ctrl-C, the run is over and its evidence is being sealed.
      process.emit('SIGINT');
    });
}
