import { errorCode, errorMessage } from '../values/error-code.js';
import { type FrameworkError, type FrameworkErrorInit, frameworkError } from './framework-error.js';

/** Every error code of this package with its title; `docs/errors.md` has a section for each. */
export const COMMON_ERRORS = {
  PORTICO_DECORATOR_MISPLACED: 'A decorator is in a place where it has no effect',
  PORTICO_DECORATOR_METADATA_MISSING: 'A standard decorator has no metadata object',
  PORTICO_MODULE_UNKNOWN_PROPERTY: '@Module() received an unknown property',
  PORTICO_MODULE_OPTIONS_MISSING: 'A configurable module received no options provider',
  PORTICO_NOT_AN_ENHANCER: 'A decorator received a value that is not a guard, pipe, interceptor or filter',
  PORTICO_PACKAGE_MISSING: 'A package that a feature needs is not installed',
  PORTICO_INVALID_LOGGER: 'A logger extends Logger instead of ConsoleLogger',
  PORTICO_ENUM_MISSING: 'ParseEnumPipe has no enum',
  PORTICO_UNKNOWN_LOG_LEVEL: 'A log level is unknown',
  PORTICO_TYPE_USED_AS_VALUE: 'A type of a configurable module is used as a value',
  PORTICO_SERIALIZATION_FAILED: 'A reply does not match the schema that serializes it',
  PORTICO_FAILED_WITHOUT_ERROR: 'A function failed without an error',
  PORTICO_INVALID_HTTPS_OPTIONS: 'The key or certificate of an HTTPS server is invalid',
  PORTICO_INVALID_NUMBER: 'A numeric option has an invalid value',
  PORTICO_JSON_SCHEMA: 'A class or a schema cannot be converted to JSON Schema',
} as const;

export type CommonErrorCode = keyof typeof COMMON_ERRORS;

/** Creates an error of this package. */
export function commonError(
  code: CommonErrorCode,
  init: Pick<FrameworkErrorInit, 'message' | 'remedy' | 'cause'>,
): FrameworkError {
  return frameworkError({ code, ...init });
}

/** The error of a function that threw `undefined` or `null`, or rejected with it: it must not be mistaken for success. */
export function failedWithoutError(what: string): FrameworkError {
  return commonError('PORTICO_FAILED_WITHOUT_ERROR', {
    message: `${what} threw undefined or null, or returned a promise that was rejected with one of them.`,
    remedy: 'Throw an Error: throw new Error("what went wrong").',
  });
}

/** The error of a key or a certificate that Node.js refuses. */
export function invalidHttpsOptions(cause: unknown): FrameworkError {
  const code = errorCode(cause);
  return commonError('PORTICO_INVALID_HTTPS_OPTIONS', {
    message: `The HTTPS server cannot be created with the given key and certificate: ${errorMessage(cause)}${code ? ` (${code})` : ''}.`,
    remedy: [
      '- Pass the contents of the PEM files, not their paths: httpsOptions: { key: readFileSync(…), cert: readFileSync(…) }.',
      '- Check that the certificate belongs to this key, and that neither file is truncated.',
      '- For an encrypted key, pass its passphrase: httpsOptions: { key, cert, passphrase }.',
    ].join('\n'),
    cause,
  });
}
