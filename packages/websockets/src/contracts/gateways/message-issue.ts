/** A problem in the body of a message. */
export interface MessageIssue {
  /** Property names and element indexes that lead to the problem. Empty for the whole body. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}
