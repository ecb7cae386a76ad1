/** Why a schema cannot be described, and what to do about it. */
export class SchemaProblem extends Error {
  constructor(
    message: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const USE_CONVERT_SCHEMA =
  'Return a JSON Schema for it from the option convertSchema of createDocument(), or change the schema.';
