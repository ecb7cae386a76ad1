/** Why there is no JSON Schema for a response schema, and how to fix it. */
export class SchemaProblem extends Error {
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}
