/** What a failed message looked like. */
export interface ErrorCause {
  pattern: string;
  data: unknown;
}

/** What a client gets with the `exception` event. */
export interface ErrorPayload<Cause = ErrorCause> {
  status: 'error';
  message: string;
  /** The message that failed. */
  cause?: Cause;
}
