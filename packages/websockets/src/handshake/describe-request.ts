import type { IncomingMessage } from 'node:http';
import type { AddressOf } from './client-address.js';
import type { Visit } from './visit.js';

/** What a described request is read from. Each namespace of a connection is checked with the same request, and a new visit. */
const DESCRIPTION: unique symbol = Symbol('portico.websockets.description');

interface Description {
  readonly visit: Visit;
  readonly addressOf: AddressOf;
}

type Described = IncomingMessage & { [DESCRIPTION]: Description };

/** What guards that are written for HTTP read. Values that libraries or middleware have set on a request are kept. */
const READERS: Readonly<Record<string, (this: Described) => unknown>> = {
  ip() {
    return this[DESCRIPTION].addressOf(this);
  },
  query() {
    return keep(this, 'query', readQuery(this.url));
  },
  signal() {
    return this[DESCRIPTION].visit.signal;
  },
};

/** Shared by all requests: definitions with functions of their own would take four times as long. */
const PROPERTIES: readonly (readonly [name: string, property: PropertyDescriptor])[] = Object.entries(READERS).map(
  ([name, get]) => [name, { get, set: replace(name), configurable: true, enumerable: true }],
);

/** Gives the request of a handshake what guards that are written for HTTP read: `ip`, `query`, and a `signal`. */
export function describeRequest(request: IncomingMessage, visit: Visit, addressOf: AddressOf): void {
  const isDescribed = DESCRIPTION in request;
  (request as Described)[DESCRIPTION] = { visit, addressOf };
  if (isDescribed) return;
  for (const [name, property] of PROPERTIES) if (!(name in request)) Object.defineProperty(request, name, property);
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
