import type { FrameworkError } from '@portico/common/internal';
import { coreError } from '../errors/core-error.js';

/** `init()` after `close()`. */
export function applicationClosed(): FrameworkError {
  return coreError({
    code: 'PORTICO_APPLICATION_CLOSED',
    lines: ['The application cannot start: it has already been closed.'],
    remedies: ['Create a new application with NestFactory. A closed application cannot be started again.'],
  });
}
