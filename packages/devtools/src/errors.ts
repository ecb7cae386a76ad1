import { FrameworkError } from '@portico/common';

/** Every error code of this package with its title; `docs/errors.md` treats each. */
export const DEVTOOLS_ERRORS = {
  PORTICO_DEVTOOLS_PATH: 'The path of the devtools page is invalid',
} as const;

/** Creates an error of this package. */
export function devtoolsError(code: keyof typeof DEVTOOLS_ERRORS, message: string, remedy: string): FrameworkError {
  return new FrameworkError({ code, message, remedy });
}
