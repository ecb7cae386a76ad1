import type { IncomingMessage } from 'node:http';
import type { AddressOf } from './client-address.js';
import type { Visit } from './visit.js';

/** Properties that were defined here, and not by the library or by middleware. */
const described = new WeakSet<object>();

/** Gives the request of a handshake what guards that are written for HTTP read: `ip`, `query`, and a `signal`. */
export function describeRequest(request: IncomingMessage, visit: Visit, addressOf: AddressOf): void {
  const isKnown = described.has(request);
  const define = (name: string, read: () => unknown): void => {
    if (!isKnown && name in request) return;
    Object.defineProperty(request, name, { get: read, set: replace(name), configurable: true, enumerable: true });
  };
  define('ip', () => addressOf(request));
  define('query', () => keep(request, 'query', readQuery(request.url)));
  // Each namespace of a connection is checked with the same request.
  define('signal', () => visit.signal);
  described.add(request);
}

function replace(name: string) {
  return function set(this: object, value: unknown): void {
    keep(this, name, value);
  };
}

function keep(object: object, name: string, value: unknown): unknown {
  Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true });
  return value;
}

/** A parameter that occurs several times is an array. */
export function readQuery(url = ''): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = Object.create(null);
  const start = url.indexOf('?');
  if (start < 0) return query;
  for (const [name, value] of new URLSearchParams(url.slice(start + 1))) {
    const known = query[name];
    query[name] = known === undefined ? value : Array.isArray(known) ? [...known, value] : [known, value];
  }
  return query;
}
