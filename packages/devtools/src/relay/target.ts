import type { IncomingMessage } from 'node:http';
import type { GatewayServerStatus } from '@portico/websockets';
import { compile } from 'path-to-regexp';
import { parametersIn } from '../application/place-parameters.js';
import { RequestFailure } from '../http/failure.js';
import type { ConnectionRequest } from '../protocol/connections.js';

/** The address and credentials with which the application connects to itself. */
export interface Target {
  /** `http://127.0.0.1:3000` */
  readonly origin: string;
  /** The path with its parameters filled in. */
  readonly path: string;
  readonly namespace: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly auth: Readonly<Record<string, unknown>>;
}

/**
 * Returns the target of a connection. It is always a server of this application: no part of its host or port comes from the page.
 *
 * @param own the request of the page; a gateway without a dedicated port is on the server that received it
 * @throws RequestFailure 400
 */
export function targetOf(status: GatewayServerStatus, request: ConnectionRequest, own: IncomingMessage): Target {
  const { query = {}, headers = {}, auth = {}, params = {} } = request;
  const { socket } = own;
  if (status.port === 0 && socket.localPort === undefined) {
    throw new RequestFailure(
      400,
      'The page can connect only over TCP, but the application serves it on a Unix socket. Listen on a port, too, and open the page there.',
    );
  }
  const address = socket.localAddress ?? '127.0.0.1';
  const host = address.includes(':') ? `[${address}]` : address;
  const port = status.port === 0 ? socket.localPort : status.port;
  const scheme = status.port === 0 && 'encrypted' in socket && socket.encrypted ? 'https' : 'http';
  return {
    origin: `${scheme}://${host}:${port}`,
    path: pathOf(status.path ?? '/', params),
    // Names of namespaces are not URLs, and are sent unencoded.
    namespace: namespaceOf(status.namespace, params),
    query,
    headers,
    auth,
  };
}

/** Returns the URL for a WebSocket. */
export function webSocketUrl({ origin, path, query }: Target): string {
  const url = new URL(origin.replace(/^http/, 'ws'));
  // Resolved against the origin, a path that begins with two slashes would name another host.
  url.pathname = path;
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

function pathOf(template: string, params: Readonly<Record<string, string>>): string {
  const path = fill(template, params, encodeURIComponent);
  if (!path.split('/').some((segment) => segment === '.' || segment === '..')) return path;
  throw new RequestFailure(400, `The path ${template} cannot be filled: URLs have no segments "." and "..".`);
}

/** The page writes the whole name if the namespace is a regular expression or a function. */
function namespaceOf(namespace: string | undefined, params: Readonly<Record<string, string>>): string {
  if (namespace === undefined) return '/';
  if (parametersIn(namespace)) return fill(namespace, params, false);
  const name = params['namespace'] ?? '/';
  if (name.startsWith('/')) return name;
  throw new RequestFailure(400, `The namespace ${JSON.stringify(name)} does not begin with "/".`);
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
