import { FrameworkError } from '@portico/common';

/** All error codes of this package with their titles. Each has a section in `docs/errors.md`. */
export const ASYNCAPI_ERRORS = {
  PORTICO_ASYNCAPI_SCHEMA: 'A schema cannot be described in an AsyncAPI document',
  PORTICO_ASYNCAPI_EARLY: 'An AsyncAPI document was created before the application had started',
  PORTICO_ASYNCAPI_PATH: 'An AsyncAPI document cannot be served',
} as const;

export type AsyncApiErrorCode = keyof typeof ASYNCAPI_ERRORS;

/** Creates an error of this package. */
export function asyncApiError(
  code: AsyncApiErrorCode,
  message: string,
  remedy: string,
  cause?: unknown,
): FrameworkError {
  return new FrameworkError({ code, message, remedy, cause });
}
