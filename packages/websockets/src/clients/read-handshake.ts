import type { IncomingMessage } from 'node:http';
import { isObject } from '@portico/common/internal';
import type { ClientHandshake } from '../contracts/client-handshake.js';
import { webSocketError } from '../errors.js';
import { pathParametersOf } from '../handshake/path-parameters.js';
import { readLastQuery } from '../handshake/read-query.js';
import type { Connection } from './connection.js';

/** What sockets of socket.io know of their handshake. */
interface SocketWithHandshake {
  readonly handshake?: Pick<ClientHandshake, 'address' | 'secure' | 'auth'>;
  readonly request?: unknown;
  readonly upgradeReq?: unknown;
}

const NOTHING = Object.freeze({});
const NONE: readonly unknown[] = [];

/** What is kept of a request. */
type Summary = Pick<ClientHandshake, 'url' | 'headers' | 'secure'> &
  Partial<Pick<ClientHandshake, 'address' | 'params'>>;

/** How a client connected, from its library, or else from the request that its adapter passed on. */
export function readHandshake(connection: Connection): ClientHandshake {
  const { adapter, client, requestSummary } = connection;
  const { handshake }: SocketWithHandshake = client;
  const request = findRequest(connection);
  if (!request && requestSummary === undefined) throw connection.isOver ? releasedRequest() : missingRequest();
  const summary: Summary = request ? summaryOf(request) : JSON.parse(requestSummary!);
  const details = {
    ...summary,
    query: readLastQuery(summary.url),
    address: summary.address || addressOf(connection, request) || (handshake?.address ?? ''),
    secure: handshake?.secure ?? summary.secure,
    auth: handshake?.auth ?? NOTHING,
    params: adapter.pathParameters?.(client) ?? summary.params ?? NOTHING,
  };
  // `request` is the only member that is missing, and is defined here.
  return request ? { ...details, request } : Object.defineProperty(details as ClientHandshake, 'request', NOT_KEPT);
}

const NOT_KEPT: PropertyDescriptor = {
  get() {
    throw webSocketError(
      'PORTICO_WS_HANDSHAKE',
      'The request of a client is no longer available, because client.handshake was not read before handleConnection() completed.',
      'Read client.handshake in handleConnection(), or use its other properties: url, headers, query, params.',
    );
  },
};

/** Reads the address of a client while it is connected. */
export function keepAddress(connection: Connection): void {
  connection.address ??= addressOf(connection, findRequest(connection));
}

function addressOf({ address, addressOf }: Connection, request: IncomingMessage | undefined): string | undefined {
  return address ?? (request && addressOf?.(request));
}

/**
 * Keeps a text in place of the request, unless something has asked for the handshake: 10,000 clients on ws take 1.06 times the
 * memory of the bare library with it, and 1.28 times with their requests.
 */
export function summarizeRequest(connection: Connection): void {
  if (connection.handshake || connection.arrival.length === 0) return;
  const request = connection.arrival.find(isRequest);
  connection.arrival = NONE;
  if (!request) return;
  const address = addressOf(connection, request);
  connection.requestSummary = JSON.stringify({ ...summaryOf(request), address } satisfies Summary);
}

/**
 * Releases the request of a disconnected client, unless something may still ask for it: sockets are collected late, and
 * would keep their requests until then. With guards, an upgrade on ws leaves a quarter less to the collector.
 */
export function releaseRequest(connection: Connection): void {
  if (connection.portableClient) return;
  connection.arrival = NONE;
}

function summaryOf(request: IncomingMessage): Summary {
  const { url = '/', headers, socket } = request;
  return {
    url,
    headers,
    secure: 'encrypted' in socket && socket.encrypted === true,
    params: pathParametersOf(request),
  };
}

/**
 * The request with which a client connected.
 *
 * @throws FrameworkError `PORTICO_WS_HANDSHAKE` if the adapter does not pass it
 */
export function requestOf(connection: Connection): IncomingMessage {
  const request = findRequest(connection);
  if (!request) throw missingRequest();
  return request;
}

function findRequest({ client, arrival }: Connection): IncomingMessage | undefined {
  const { request, upgradeReq }: SocketWithHandshake = client;
  return [...arrival, request, upgradeReq].find(isRequest);
}

/** Duck-typed, because servers of other runtimes have requests of their own classes. */
function isRequest(value: unknown): value is IncomingMessage {
  return isObject(value) && typeof value.url === 'string' && isObject(value.headers) && isObject(value.socket);
}

function releasedRequest(): Error {
  return webSocketError(
    'PORTICO_WS_HANDSHAKE',
    'The handshake of a disconnected client is no longer available, because client.handshake was not read before handleDisconnect() completed.',
    'Read client.handshake while the client is connected, or in handleDisconnect().',
  );
}

function missingRequest(): Error {
  return webSocketError(
    'PORTICO_WS_HANDSHAKE',
    'The handshake of a client is unknown, because its adapter passes no request to the callback of bindClientConnect().',
    'Call callback(client, request) in bindClientConnect() of the adapter.',
  );
}
