import type { IncomingMessage } from 'node:http';
import { isObject } from '@portico/common/internal';
import type { Connection } from '../connections/connection.js';
import { keepRequest, type RequestSummary, restoreRequest } from '../connections/request-summary.js';
import type { ClientHandshake } from '../contracts/gateways/client-handshake.js';
import { webSocketError } from '../errors.js';
import { pathParametersOf } from './path-parameters.js';
import { readLastQuery } from './read-query.js';

/** What sockets of socket.io know of their handshake. */
interface SocketWithHandshake {
  readonly handshake?: Pick<ClientHandshake, 'address' | 'secure' | 'auth'>;
  readonly request?: unknown;
  readonly upgradeReq?: unknown;
}

const NOTHING = Object.freeze({});
const NONE: readonly unknown[] = [];

/** Returns how a client connected, from its library, or else from the request that its adapter passed on. */
export function readHandshake(connection: Connection): ClientHandshake {
  const { adapter, requestSource, client, requestKind } = connection;
  const { handshake }: SocketWithHandshake = client;
  const request = findRequest(connection);
  const kept =
    typeof requestSource === 'string' ? restoreRequest({ kind: requestKind, text: requestSource }) : undefined;
  const summary = request ? summaryOf(request) : kept;
  if (!summary) throw connection.isOver ? releasedRequest() : missingRequest();
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
  if (connection.address) return;
  const address = addressOf(connection, findRequest(connection));
  if (address) connection.address = address;
}

function addressOf({ address, server }: Connection, request: IncomingMessage | undefined): string | undefined {
  return address ?? (request && server.addressOf?.(request));
}

/**
 * Returns the other arguments of the adapter's connection callback, until {@link summarizeRequest} has replaced them.
 */
export function argumentsOf({ requestSource }: Connection): readonly unknown[] {
  return typeof requestSource === 'string' ? NONE : requestSource;
}

/** Keeps a text in place of the request, unless something has asked for the handshake. */
export function summarizeRequest(connection: Connection): void {
  const args = argumentsOf(connection);
  if (connection.handshake || args.length === 0) return;
  const request = args.find(isRequest);
  connection.requestSource = NONE;
  if (!request) return;
  const { kind, text } = keepRequest({ ...summaryOf(request), address: addressOf(connection, request) });
  connection.requestSource = text;
  connection.requestKind = kind;
  // The text has it.
  if (connection.address) connection.address = undefined;
}

/**
 * Releases the request of a disconnected client, unless something may still ask for it: sockets are collected late, and
 * would keep their requests until then. With guards, an upgrade on ws leaves a quarter less to the collector.
 */
export function releaseRequest(connection: Connection): void {
  if (!connection.portableClient && typeof connection.requestSource !== 'string') connection.requestSource = NONE;
}

function summaryOf(request: IncomingMessage): RequestSummary {
  const { url = '/', headers, socket } = request;
  return {
    url,
    headers,
    secure: 'encrypted' in socket && socket.encrypted === true,
    params: pathParametersOf(request),
  };
}

/**
 * Returns the request with which a client connected.
 *
 * @throws FrameworkError `PORTICO_WS_HANDSHAKE` if the adapter does not pass it
 */
export function requestOf(connection: Connection): IncomingMessage {
  const request = findRequest(connection);
  if (!request) throw missingRequest();
  return request;
}

function findRequest(connection: Connection): IncomingMessage | undefined {
  const { request, upgradeReq }: SocketWithHandshake = connection.client;
  return [...argumentsOf(connection), request, upgradeReq].find(isRequest);
}

/**
 * Returns whether a value is a request. Duck-typed, because servers of other runtimes have requests of their own
 * classes.
 */
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
