import type { EventEmitter } from 'node:events';

type Listeners = ReadonlyMap<string | symbol, readonly Function[]>;

/**
 * Runs a function that adds listeners to a client.
 *
 * @returns a function that removes them, because an adapter with only the five documented methods cannot tell which
 *   they are. `undefined` for a client that is not a Node.js EventEmitter
 */
export function withAddedListeners(client: object, add: () => void): (() => void) | undefined {
  if (!isEmitter(client)) {
    add();
    return undefined;
  }
  const before = listenersOf(client);
  add();
  const added = [...listenersOf(client)].flatMap(([event, listeners]) => {
    // A library may still emit an error for a disconnected client, which would crash the process without a listener.
    if (event === 'error') return [];
    const known = new Set(before.get(event));
    return listeners.filter((listener) => !known.has(listener)).map((listener) => [event, listener] as const);
  });
  return () => {
    // Node types listeners as `Function` when it lists them.
    for (const [event, listener] of added) client.removeListener(event, listener as () => void);
  };
}

function isEmitter(client: object): client is EventEmitter {
  const { eventNames, rawListeners, removeListener }: Partial<EventEmitter> = client;
  return [eventNames, rawListeners, removeListener].every((method) => typeof method === 'function');
}

function listenersOf(client: EventEmitter): Listeners {
  return new Map(client.eventNames().map((event) => [event, client.rawListeners(event)]));
}
