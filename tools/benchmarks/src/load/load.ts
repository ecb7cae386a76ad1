/** A stream of operations against a subject, from this process. */
export interface Load {
  /** How many operations have been answered so far. */
  completed(): number;
  /** Stops; rejects when anything went wrong on the way, so that no figure is taken from errors. */
  stop(): Promise<void>;
}
