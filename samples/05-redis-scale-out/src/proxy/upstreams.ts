/** The processes behind a proxy, by their ports on this machine. */
export interface Upstreams {
  /** @returns `undefined` when that process does not run */
  portOf(processNumber: number): number | undefined;
  /** @returns the next one in turn; `undefined` when none runs */
  nextPort(purpose: 'session' | 'request'): number | undefined;
}
