/** System signals that shutdown hooks can listen for. */
export enum ShutdownSignal {
  SIGHUP = 'SIGHUP',
  SIGINT = 'SIGINT',
  SIGQUIT = 'SIGQUIT',
  SIGILL = 'SIGILL',
  SIGTRAP = 'SIGTRAP',
  SIGABRT = 'SIGABRT',
  SIGBUS = 'SIGBUS',
  SIGFPE = 'SIGFPE',
  SIGSEGV = 'SIGSEGV',
  SIGUSR2 = 'SIGUSR2',
  SIGTERM = 'SIGTERM',
}

export interface ShutdownHooksOptions {
  /**
   * Exits the process with `process.exit(0)` after the hooks, instead of sending the signal again.
   * Default: `false`.
   */
  useProcessExit?: boolean | undefined;
}
