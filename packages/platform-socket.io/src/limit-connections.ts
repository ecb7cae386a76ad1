import { type IncomingMessage, ServerResponse } from 'node:http';
import {
  type ClientLimits,
  ConnectionLimits,
  type HandshakeRefusal,
  refuseHandshake,
  runGuarded,
} from '@portico/websockets';
import type { Server, Socket } from 'socket.io';
import { opensSession } from './internals.js';

type RefusalListener = (request: IncomingMessage, refusal: HandshakeRefusal) => void;

const limited = new WeakMap<Server, ConnectionLimits>();

/**
 * Limits the connections of a server according to the clients that its gateways accept: a connection need not enter a
 * namespace, or can enter one without a gateway, and its client would not be counted.
 *
 * @param limits those of one namespace
 * @param onRefused called for each connection that is refused; that of the first namespace is used
 */
export function limitConnections(io: Server, limits: ClientLimits, onRefused: RefusalListener): void {
  const known = limited.get(io);
  const all = known ?? new ConnectionLimits();
  all.add(limits);
  if (known) return;
  limited.set(io, all);
  // What the first namespace does not limit is not limited by others.
  const { maxClients, maxClientsPerAddress, maxHandshakesPerSecond } = limits;
  if (Math.min(maxClients, maxClientsPerAddress, maxHandshakesPerSecond) === Infinity) return;
  io.engine.use((request: IncomingMessage, response: unknown, next: () => void) => {
    const refusal = opensSession(request) ? all.refusalOf(request) : undefined;
    if (!refusal) return next();
    onRefused(request, refusal);
    refuse(request, response, refusal);
  });
  io.engine.on('connection', (conn: Socket['conn']) => {
    // WebTransport has no request.
    if (!conn.request) return;
    const onEnd = (listener: () => void): unknown => conn.once('close', listener);
    const close = (): unknown => conn.close(true);
    runGuarded(
      'The limit of connections',
      () => all.take({ request: conn.request, client: conn, onEnd }) && close(),
      close,
    );
  });
}

/** @param response for an upgrade request, an object of engine.io that sends nothing */
function refuse({ socket }: IncomingMessage, response: unknown, refusal: HandshakeRefusal): void {
  if (!(response instanceof ServerResponse)) {
    refuseHandshake(socket, refusal);
    return;
  }
  for (const [name, value] of Object.entries(refusal.headers)) response.setHeader(name, value);
  response.writeHead(refusal.status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(refusal.message);
}
