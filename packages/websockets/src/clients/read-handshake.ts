import { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { ClientHandshake } from '../contracts/client-handshake.js';
import { webSocketError } from '../errors.js';
import type { Connection } from './connection.js';

/** What sockets of socket.io know of their handshake. */
interface SocketWithHandshake {
  readonly handshake?: Omit<ClientHandshake, 'params' | 'request'>;
  readonly request?: unknown;
  readonly upgradeReq?: unknown;
}

const NOTHING = {};

/** How a client connected, from its library, or else from the request that its adapter passed on. */
export function readHandshake(connection: Connection<any>): ClientHandshake {
  const { handshake } = connection.client as SocketWithHandshake;
  const request = requestOf(connection);
  if (handshake) {
    const { url, headers, query, address, secure, auth } = handshake;
    return { url, headers, query, address, secure, auth, params: NOTHING, request };
  }
  const { headers, socket } = request;
  const url = request.url ?? '/';
  const at = url.indexOf('?');
  return {
    url,
    headers,
    query: at < 0 ? NOTHING : Object.fromEntries(new URLSearchParams(url.slice(at))),
    address: socket.remoteAddress ?? '',
    secure: (socket as Partial<TLSSocket>).encrypted === true,
    auth: NOTHING,
    params: NOTHING,
    request,
  };
}

/** @throws FrameworkError `PORTICO_WS_HANDSHAKE` if the adapter does not pass it */
function requestOf({ client, arrival }: Connection<any>): IncomingMessage {
  const { request, upgradeReq } = client as SocketWithHandshake;
  const found = [...arrival, request, upgradeReq].find((each) => each instanceof IncomingMessage);
  if (found) return found as IncomingMessage;
  throw webSocketError(
    'PORTICO_WS_HANDSHAKE',
    'The handshake of a client is not known, because its adapter passes no request to the callback of bindClientConnect().',
    'Call callback(client, request) in bindClientConnect() of the adapter.',
  );
}
