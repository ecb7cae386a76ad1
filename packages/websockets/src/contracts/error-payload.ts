import type { MessageIssue } from './message-issue.js';

/** What a failed message looked like. */
export interface ErrorCause {
  pattern: string;
  data: unknown;
}

/** What a client gets with the `exception` event. */
export interface ErrorPayload<Cause = ErrorCause> {
  status: 'error';
  message: string;
  /** What is wrong with the body, if that is the reason. */
  issues?: readonly MessageIssue[];
  /** The message that failed. */
  cause?: Cause;
}
