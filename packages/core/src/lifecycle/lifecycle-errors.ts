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

/** Says why an application does not close yet. */
export function waitsForStart(hook: string | undefined): string {
  const running = hook === undefined ? '' : `: ${hook}() of a provider may still run`;
  return (
    `The application is closing, and waits for the end of its start-up${running}. ` +
    'How to fix it: do not await app.close() in a hook of the start-up; call it without await, or throw an error.'
  );
}
