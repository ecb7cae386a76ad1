import type { FrameworkError } from '@portico/common/internal';
import { coreError } from '../../errors/core-error.js';

/**
 * Creates the error of an option of `security` that would write a wrong header.
 *
 * @param option its name.
 * @param why what is wrong with its value.
 */
export function invalidSecurityOption(option: string, why: string, remedy: string): FrameworkError {
  return coreError({
    code: 'PORTICO_INVALID_SECURITY_OPTION',
    lines: [`The security option ${option} is invalid: ${why}`],
    remedies: [remedy],
  });
}
