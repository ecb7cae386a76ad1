import { FrameworkError } from '@portico/common';

/** Every error code of this package with its title; `docs/errors.md` treats each. */
export const WEBSOCKET_ERRORS = {
  PORTICO_WS_NO_ADAPTER: 'No WebSocket platform is installed',
  PORTICO_WS_BROKEN_ADAPTER: 'A WebSocket platform is installed but cannot be loaded',
  PORTICO_WS_ADAPTER: 'The adapter of a gateway is unknown or cannot be used',
  PORTICO_WS_UNUSED_ADAPTER: 'No gateway uses a named adapter',
  PORTICO_WS_OPTIONS: 'The factory of a gateway returned invalid options',
  PORTICO_WS_UNKNOWN_OPTION: 'The name of an option of a gateway is misspelled',
  PORTICO_WS_DIFFERENT_OPTIONS: 'Gateways that share a server have different options',
  PORTICO_WS_PORT: 'The gateway port cannot be opened',
  PORTICO_WS_NO_SERVER: 'A gateway without a port has no HTTP server to share',
  PORTICO_WS_PATH: 'The path of a gateway is invalid or cannot be served',
  PORTICO_WS_DISPATCH: 'A dispatch option is invalid',
  PORTICO_WS_PAUSE: 'The adapter cannot stop reading from a client',
  PORTICO_WS_HANDSHAKE: 'A handshake option is invalid or cannot be used',
  PORTICO_WS_ORIGINS: 'Pages of every site can connect with the cookies of the user',
  PORTICO_WS_DISCONNECT_AT: 'disconnectAt() was called with an invalid client or date',
  PORTICO_WS_CLOSE_CODE: 'A close code or its reason cannot be sent',
  PORTICO_WS_EVENT: 'Clients would not accept the name of an event',
  PORTICO_WS_ROOM: 'The name of a room is invalid, or a client is in too many rooms',
  PORTICO_WS_ROOM_CONNECTION: 'The connection of a room adapter is closed for good',
  PORTICO_WS_OUTAGE: 'The room adapter lost its connection to the other processes',
  PORTICO_WS_CLIENTS: 'GatewayClients cannot determine its clients',
  PORTICO_WS_CLIENT_DATA: 'The data of a client cannot be serialized',
  PORTICO_WS_REQUEST: 'A client did not reply to a request',
  PORTICO_WS_FETCH: 'The other processes did not say which clients they have',
  PORTICO_WS_CODEC: 'A codec cannot be used',
  PORTICO_WS_RECOVERY: 'Sessions of clients cannot be stored',
  PORTICO_WS_DEFINITION: 'The definition of a message is invalid',
  PORTICO_WS_CONFLICT: 'Two gateways define a message or an event differently',
  PORTICO_WS_REPLY: 'A handler result does not match the definition of its message',
  PORTICO_WS_UNSERIALIZABLE: 'A handler result cannot be serialized',
  PORTICO_WS_HOOK: 'A hook of a gateway failed',
  PORTICO_WS_SLOW_CONNECTION: 'Messages are waiting for handleConnection()',
  PORTICO_WS_HTTP_EXCEPTION: 'An HttpException reached a client as "Internal server error"',
  PORTICO_WS_DRAIN: 'A gateway did not disconnect its clients in time',
  PORTICO_WS_CLOSE: 'An adapter did not close in time',
} as const;

export type WebSocketErrorCode = keyof typeof WEBSOCKET_ERRORS;

/** Creates an error of this package. */
export function webSocketError(
  code: WebSocketErrorCode,
  message: string,
  remedy: string,
  cause?: unknown,
): FrameworkError {
  return new FrameworkError({ code, message, remedy, cause });
}
