import { FrameworkError, frameworkError } from '@portico/common/internal';

/** Every error code of this package with its title; `docs/errors.md` treats each. */
export const WEBSOCKET_ERRORS = {
  PORTICO_WS_NO_ADAPTER: 'No WebSocket platform is installed',
  PORTICO_WS_PORT: 'The port of a gateway cannot be listened on',
  PORTICO_WS_NO_SERVER: 'A gateway has no HTTP server to share',
  PORTICO_WS_HOOK: 'A hook of a gateway failed',
  PORTICO_WS_SLOW_CONNECTION: 'Messages wait for handleConnection()',
  PORTICO_WS_DRAIN: 'A gateway did not let go of its clients in time',
} as const;

export type WebSocketErrorCode = keyof typeof WEBSOCKET_ERRORS;

/** What a log shows of an error that is not thrown. */
export function describeError({ code, message }: FrameworkError): string {
  return `${code}: ${message}`;
}

/** Makes an error of this package. */
export function webSocketError(
  code: WebSocketErrorCode,
  message: string,
  remedy: string,
  cause?: unknown,
): FrameworkError {
  return frameworkError({ code, message, remedy, guide: `docs/errors.md#${code.toLowerCase()}`, cause });
}
