import { FrameworkError } from '@portico/common';
import { absolutePath } from '@portico/core/transports';

/** Every error code of this package with its title; `docs/errors.md` has a section for each. */
export const WS_PLATFORM_ERRORS = {
  PORTICO_WS_NAMESPACE: 'ws does not support namespaces',
  PORTICO_WS_EMIT: 'server.emit() sends nothing on ws',
  PORTICO_WS_MESSAGE: 'A message does not have the form { event, data }',
} as const;

export type WsPlatformErrorCode = keyof typeof WS_PLATFORM_ERRORS;

/** Creates an error of this package. */
export function wsPlatformError(
  code: WsPlatformErrorCode,
  message: string,
  remedy: string,
  cause?: unknown,
): FrameworkError {
  return new FrameworkError({ code, message, remedy, cause });
}

export function namespaceError(namespace: unknown): FrameworkError {
  return wsPlatformError(
    'PORTICO_WS_NAMESPACE',
    `A gateway sets the namespace "${namespace}", but ws does not support namespaces.`,
    `Use a path instead, @WebSocketGateway({ path: '${absolutePath(String(namespace))}' }), or the adapter for socket.io, which supports namespaces.`,
  );
}
