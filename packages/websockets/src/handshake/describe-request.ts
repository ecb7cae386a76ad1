import type { IncomingMessage } from 'node:http';
import type { AddressOf } from '../connections/client-address.js';
import type { HandshakeAttempt } from './handshake-attempt.js';
import { readQuery } from './read-query.js';

/** The key of the values that the properties return. The namespaces of a connection share the request, but each has its own attempt. */
const DESCRIPTION: unique symbol = Symbol('portico.websockets.description');

interface Description {
  readonly attempt: HandshakeAttempt;
  readonly addressOf: AddressOf;
}

type Described = IncomingMessage & { [DESCRIPTION]: Description };

/** The properties that guards written for HTTP read. Values that libraries or middleware have set on the request take precedence. */
const READERS: Readonly<Record<string, (this: Described) => unknown>> = {
  ip() {
    return this[DESCRIPTION].addressOf(this);
  },
  query() {
    return keep(this, 'query', readQuery(this.url));
  },
  signal() {
    return this[DESCRIPTION].attempt.signal;
  },
};

/** Adds the properties that guards written for HTTP read (`ip`, `query` and `signal`) to the request of a handshake. */
export function describeRequest(request: IncomingMessage, attempt: HandshakeAttempt, addressOf: AddressOf): void {
  const isDescribed = DESCRIPTION in request;
  // This statement adds the property of the type.
  (request as Described)[DESCRIPTION] = { attempt, addressOf };
  if (!isDescribed) Object.setPrototypeOf(request, describedPrototype(Object.getPrototypeOf(request)));
}

const prototypes = new WeakMap<object, object>();

/**
 * Returns the prototype of described requests of one class. Defining the properties on each request would take four times as long as
 * replacing its prototype, 1.1 instead of 0.3 microseconds.
 */
function describedPrototype(base: object): object {
  const known = prototypes.get(base);
  if (known) return known;
  const described: object = Object.create(base);
  for (const [name, get] of Object.entries(READERS)) {
    // The signal that requests of Bun have is not aborted when a check reaches its time limit.
    if (name in base && name !== 'signal') continue;
    Object.defineProperty(described, name, { get, set: replace(name), configurable: true, enumerable: true });
  }
  prototypes.set(base, described);
  return described;
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
