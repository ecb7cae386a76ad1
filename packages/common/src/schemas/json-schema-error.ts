import { FrameworkError } from '../errors/framework-error.js';
import { errorMessage } from '../values/error-code.js';

/**
 * The error `PORTICO_JSON_SCHEMA`: something has no JSON Schema, or a package that creates it is not installed or cannot be
 * loaded.
 */
export class JsonSchemaError extends FrameworkError {
  /**
   * @param reason the message without code and remedy, for errors that say where the schema is used
   * @param remedy how to fix it, if there is more to say than to change the schema
   */
  constructor(
    readonly reason: string,
    remedy?: string,
    cause?: unknown,
  ) {
    super({
      code: 'PORTICO_JSON_SCHEMA',
      message: reason,
      ...(remedy !== undefined && { remedy }),
      ...(cause !== undefined && { cause }),
    });
  }
}

/** Gives errors of libraries a code. */
export function asJsonSchemaError(error: unknown): JsonSchemaError {
  return error instanceof JsonSchemaError ? error : new JsonSchemaError(errorMessage(error), undefined, error);
}
