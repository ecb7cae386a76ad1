import { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { ClientHandshake } from '../contracts/client-handshake.js';
import { webSocketError } from '../errors.js';
import { pathParametersOf } from '../handshake/path-parameters.js';
import type { Connection } from './connection.js';

/** What sockets of socket.io know of their handshake. */
interface SocketWithHandshake {
  readonly handshake?: Pick<ClientHandshake, 'address' | 'secure' | 'auth'>;
  readonly request?: unknown;
  readonly upgradeReq?: unknown;
}

const NOTHING = Object.freeze({});

/** How a client connected, from its library, or else from the request that its adapter passed on. */
export function readHandshake(connection: Connection<any>): ClientHandshake {
  const { adapter, client } = connection;
  const { handshake } = client as SocketWithHandshake;
  const request = requestOf(connection);
  const { url = '/', socket } = request;
  return {
    url,
    headers: request.headers,
    query: queryOf(url),
    address: handshake?.address ?? socket.remoteAddress ?? '',
    secure: handshake?.secure ?? (socket as Partial<TLSSocket>).encrypted === true,
    auth: handshake?.auth ?? NOTHING,
    params: adapter.pathParameters?.(client) ?? pathParametersOf(request) ?? NOTHING,
    request,
  };
}

function queryOf(url: string): ClientHandshake['query'] {
  const at = url.indexOf('?');
  return at < 0 ? NOTHING : Object.fromEntries(new URLSearchParams(url.slice(at)));
}

/**
 * The request with which a client connected.
 *
 * @throws FrameworkError `PORTICO_WS_HANDSHAKE` if the adapter does not pass it
 */
export function requestOf({ client, arrival }: Connection<any>): IncomingMessage {
  const { request, upgradeReq } = client as SocketWithHandshake;
  const found = [...arrival, request, upgradeReq].find((each) => each instanceof IncomingMessage);
  if (found) return found as IncomingMessage;
  throw webSocketError(
    'PORTICO_WS_HANDSHAKE',
    'The handshake of a client is not known, because its adapter passes no request to the callback of bindClientConnect().',
    'Call callback(client, request) in bindClientConnect() of the adapter.',
  );
}
