import type { WebSocketServer } from 'ws';
import { wsPlatformError } from '../errors.js';

/** The events that ws or an emitter of Node emits on a server. */
const EVENTS_OF_THE_SERVER = new Set<string | symbol>([
  'connection',
  'headers',
  'wsClientError',
  'listening',
  'close',
  'error',
  'newListener',
  'removeListener',
]);

/**
 * Explains `server.emit('event', data)` once. With socket.io it reaches all clients; on ws, a server is an emitter of
 * Node, and an event without a listener on the server has no effect.
 */
export function explainEmit(server: WebSocketServer, warn: (message: string) => void): void {
  const emit: (event: string | symbol, ...args: unknown[]) => boolean = server.emit.bind(server);
  let explained = false;
  server.emit = (event: string | symbol, ...args: unknown[]): boolean => {
    const heard = emit(event, ...args);
    if (!heard && !explained && !EVENTS_OF_THE_SERVER.has(event)) {
      explained = true;
      warn(emitError(String(event)).message);
    }
    return heard;
  };
}

function emitError(event: string) {
  return wsPlatformError(
    'PORTICO_WS_EMIT',
    `server.emit("${event}") sent nothing: the ws server is a Node.js EventEmitter and does not send events to clients.`,
    `Send to all clients with broadcast(server.clients, { event: "${event}", data }), from @portico/platform-ws.`,
  );
}
