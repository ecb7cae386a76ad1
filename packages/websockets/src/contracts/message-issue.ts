/** What is wrong with the body of a message. */
export interface MessageIssue {
  /** Where: the names of properties, and the indexes of elements. Empty for the whole body. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}
