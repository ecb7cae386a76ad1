/** Limits for the body of a message of `defineMessages()`, which are checked before its schema. */
export interface BodyLimits {
  /** How deep objects and arrays may be nested. Recursive schemas recurse as deep as the body. Default: 64. */
  readonly maxDepth?: number | undefined;
  /** How many properties and array elements all of them may have together. Default: 100,000. */
  readonly maxValues?: number | undefined;
}
