/** How large the body of a message that is defined by `defineMessages()` may be: checked before its schema is. */
export interface BodyLimits {
  /** How deep objects and arrays may be nested in each other. Schemas that refer to themselves recurse as deep. Default: 64. */
  readonly depth?: number;
  /** How many properties and array elements all of them may have together. Default: 100,000. */
  readonly values?: number;
}
