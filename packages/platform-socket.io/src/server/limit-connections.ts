import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type ClientLimits,
  ConnectionLimits,
  type HandshakeRefusal,
  refuseHandshake,
} from '@portico/websockets/adapters';
import type { Server, Socket } from 'socket.io';
import { opensSession, upgradedSession } from '../internals.js';
import { OpeningConnection } from './opening-connection.js';

type RefusalListener = (request: IncomingMessage, refusal: HandshakeRefusal) => void;

/** engine.io would accept the WebSocket, and wait until its client closes it. */
const ALREADY_UPGRADED: HandshakeRefusal = { status: 400, message: 'The session already has a WebSocket', headers: {} };

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
    const refusal = opensSession(request) ? take(all, request, response) : refuseUpgraded(io, request);
    if (!refusal) return next();
    onRefused(request, refusal);
    if (isResponse(response)) respond(response, refusal);
    else refuseHandshake(request.socket, refusal);
  });
  // Before the listeners of the application: to save memory, they may delete the request.
  io.engine.prependListener('connection', (conn: Socket['conn']) => OpeningConnection.of(conn.request)?.opened(conn));
}

/** Counts a connection from its first request on: until it is open, `allowRequest` may take any time. */
function take(limits: ConnectionLimits, request: IncomingMessage, response: unknown): HandshakeRefusal | undefined {
  const opening = new OpeningConnection(request);
  const refusal = limits.take(opening);
  if (!refusal) opening.failsWith(isResponse(response) ? response : request.socket);
  return refusal;
}

function refuseUpgraded(io: Server, request: IncomingMessage): HandshakeRefusal | undefined {
  return request.headers.upgrade !== undefined && upgradedSession(io, request) ? ALREADY_UPGRADED : undefined;
}

/** For an upgrade request, engine.io passes an object that sends nothing. That of HTTP/2 has another class. */
function isResponse(value: unknown): value is ServerResponse {
  return typeof value === 'object' && value !== null && 'headersSent' in value;
}

function respond(response: ServerResponse, { status, headers, message }: HandshakeRefusal): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(message);
}
