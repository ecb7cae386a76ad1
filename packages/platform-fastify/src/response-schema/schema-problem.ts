/** A response schema cannot be converted to JSON Schema. The remedy says what to change. */
export class SchemaProblem extends Error {
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}
