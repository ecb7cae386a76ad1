/** A stream of operations against a subject, from this process. */
export interface Load {
  /** How many operations have been answered so far. */
  completed(): number;
  /** Stops; rejects if an operation has failed, so that errors are not measured. */
  stop(): Promise<void>;
}
