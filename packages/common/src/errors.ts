import { type FrameworkError, type FrameworkErrorInit, frameworkError } from './exceptions/framework-error.js';

/** Every error code of this package with its title; `docs/errors.md` has a section for each. */
export const COMMON_ERRORS = {
  PORTICO_DECORATOR_MISPLACED: 'A decorator is in a place where it has no effect',
  PORTICO_DECORATOR_METADATA_MISSING: 'A standard decorator has no metadata object',
  PORTICO_MODULE_UNKNOWN_PROPERTY: '@Module() received an unknown property',
  PORTICO_MODULE_OPTIONS_MISSING: 'A configurable module received no options provider',
  PORTICO_NOT_AN_ENHANCER: 'A decorator received a value that is not a guard, pipe, interceptor or filter',
  PORTICO_PACKAGE_MISSING: 'A package that a feature needs is not installed',
  PORTICO_INVALID_LOGGER: 'A logger extends Logger instead of ConsoleLogger',
} as const;

export type CommonErrorCode = keyof typeof COMMON_ERRORS;

/** Creates an error of this package. */
export function commonError(
  code: CommonErrorCode,
  init: Pick<FrameworkErrorInit, 'message' | 'remedy' | 'cause'>,
): FrameworkError {
  return frameworkError({ code, guide: `docs/errors.md#${code.toLowerCase()}`, ...init });
}
