import type { IncomingMessage } from 'node:http';
import type { GatewayServerStatus } from '@portico/websockets';
import { compile } from 'path-to-regexp';
import { parametersIn } from '../application/place-parameters.js';
import { RequestFailure } from '../http/failure.js';
import type { ConnectionRequest } from '../protocol.js';

/** Where and how the application connects to itself. */
export interface Target {
  /** `http://127.0.0.1:3000` */
  readonly origin: string;
  /** Filled with the parameters. */
  readonly path: string;
  readonly namespace: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly auth: Readonly<Record<string, unknown>>;
}

/**
 * Only servers of this application can be reached: nothing of the request says where to connect.
 *
 * @param own the request of the page: a gateway without a port is at the server that it has reached
 * @throws RequestFailure 400
 */
export function targetOf(status: GatewayServerStatus, request: ConnectionRequest, own: IncomingMessage): Target {
  const { query = {}, headers = {}, auth = {}, params = {} } = request;
  const { socket } = own;
  const address = socket.localAddress ?? '127.0.0.1';
  const host = address.includes(':') ? `[${address}]` : address;
  const port = status.port === 0 ? socket.localPort : status.port;
  const scheme = status.port === 0 && 'encrypted' in socket && socket.encrypted ? 'https' : 'http';
  return {
    origin: `${scheme}://${host}:${port}`,
    path: fill(status.path ?? '/', params, encodeURIComponent),
    // Names of namespaces are not URLs: nothing in them is encoded.
    namespace: namespaceOf(status.namespace, params),
    query,
    headers,
    auth,
  };
}

/** The URL of a WebSocket. */
export function webSocketUrl({ origin, path, query }: Target): string {
  const url = new URL(path, origin.replace(/^http/, 'ws'));
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

function namespaceOf(namespace: string | undefined, params: Readonly<Record<string, string>>): string {
  if (namespace === undefined) return '/';
  if (!parametersIn(namespace)) return params['namespace'] ?? '/';
  return fill(namespace, params, false);
}

function fill(
  template: string,
  params: Readonly<Record<string, string>>,
  encode: typeof encodeURIComponent | false,
): string {
  const values: Record<string, string | string[]> = {};
  for (const { name, isWildcard } of parametersIn(template) ?? []) {
    const value = params[name];
    if (value) values[name] = isWildcard ? value.split('/').filter((segment) => segment !== '') : value;
  }
  try {
    return compile(template, { encode })(values);
  } catch (error) {
    throw new RequestFailure(
      400,
      `The path ${template} cannot be filled: ${error instanceof Error ? error.message : error}.`,
    );
  }
}
