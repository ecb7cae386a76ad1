import type { FrameworkError } from '@portico/common/internal';
import { coreError } from '../errors/core-error.js';

/** `init()` after `close()`. */
export function applicationClosed(): FrameworkError {
  return coreError({
    code: 'PORTICO_APPLICATION_CLOSED',
    lines: ['The application cannot start: it has been closed before.'],
    remedies: ['An application lives once. Make a new one with NestFactory, or call init() before close().'],
  });
}
