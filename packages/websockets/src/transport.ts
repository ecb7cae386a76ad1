import type { TransportDefinition } from '@portico/core/transports';
import { WebSocketTransport } from './gateways/web-socket-transport.js';

/** The transport that `@WebSocketGateway()` leaves on a class, for core to start. */
export const webSocketTransport: TransportDefinition = {
  name: 'websockets',
  create: (host) => new WebSocketTransport(host),
};
