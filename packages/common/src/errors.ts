import { type FrameworkError, type FrameworkErrorInit, frameworkError } from './exceptions/framework-error.js';

/** Every error code of this package with its title; `docs/errors.md` treats each. */
export const COMMON_ERRORS = {
  PORTICO_DECORATOR_MISPLACED: 'A decorator stands where it means nothing',
  PORTICO_DECORATOR_METADATA_MISSING: 'A standard decorator has nowhere to leave its facts',
  PORTICO_MODULE_UNKNOWN_PROPERTY: '@Module() is given a property that it does not know',
  PORTICO_MODULE_OPTIONS_MISSING: 'A configurable module is given nothing that makes its options',
  PORTICO_NOT_AN_ENHANCER: 'Something that is no guard, pipe, interceptor or filter is given to its decorator',
  PORTICO_PACKAGE_MISSING: 'A package that a feature needs is not installed',
  PORTICO_INVALID_LOGGER: 'A logger would hand messages to itself',
} as const;

export type CommonErrorCode = keyof typeof COMMON_ERRORS;

/** Makes an error of this package. */
export function commonError(
  code: CommonErrorCode,
  init: Pick<FrameworkErrorInit, 'message' | 'remedy' | 'cause'>,
): FrameworkError {
  return frameworkError({ code, guide: `docs/errors.md#${code.toLowerCase()}`, ...init });
}
