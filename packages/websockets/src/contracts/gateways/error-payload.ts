import type { MessageIssue } from './message-issue.js';

/** The message that failed. */
export interface ErrorCause {
  pattern: string;
  data: unknown;
}

/** The data of the `exception` event. */
export interface ErrorPayload<Cause = ErrorCause> {
  status: 'error';
  message: string;
  /** The issues of the body, if the body is invalid. */
  issues?: readonly MessageIssue[];
  /** The message that failed. */
  cause?: Cause;
}
