import type { TransportDefinition } from '@portico/core/transports';
import { WebSocketTransport } from './web-socket-transport.js';

/** The transport that `@WebSocketGateway()` stores on a class, and that core starts. */
export const webSocketTransport: TransportDefinition = {
  name: 'websockets',
  create: (host) => new WebSocketTransport(host),
};
