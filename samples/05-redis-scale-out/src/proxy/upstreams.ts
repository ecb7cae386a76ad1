/** The ports of the processes behind a proxy. */
export interface Upstreams {
  /** @returns `undefined` if the process is not running */
  portOf(processNumber: number): number | undefined;
  /** @returns the port of the next process; `undefined` if none is running */
  nextPort(purpose: 'session' | 'request'): number | undefined;
}
