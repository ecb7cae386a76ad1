import type { IncomingMessage } from 'node:http';
import type { Namespace, Server, Socket } from 'socket.io';
import type { Adapter, BroadcastOptions } from 'socket.io-adapter';

type Packet = Parameters<Adapter['broadcast']>[0];

/*
 * Members that are private in the types of socket.io. `empty-namespaces.spec.ts` and `recovery.spec.ts` fail if a release
 * renames them.
 */

/** Returns the secret by which the session of a client is found. */
export function sessionKeyOf(socket: Socket): string | undefined {
  return Reflect.get(socket, 'pid');
}

/** Returns the sockets of one connection, by the names of their namespaces. */
export function namespacesOf({ client }: Socket): ReadonlyMap<string, Socket> {
  return Reflect.get(client, 'nsps');
}

/** Returns the callbacks for the replies that a client owes, by the ids of their packets. */
export function replyCallbacksOf(socket: Socket): Map<unknown, unknown> {
  return Reflect.get(socket, 'acks');
}

/** Returns the clients of a namespace that are not accepted yet. */
export function connectingClientsOf(namespace: Namespace): ReadonlyMap<string, Socket> {
  return Reflect.get(namespace, '_preConnectSockets');
}

/** Returns the patterns and functions for names of namespaces. */
export function patternsOf(io: Server): Iterable<Namespace> {
  const patterns: ReadonlyMap<unknown, Namespace> = Reflect.get(io, 'parentNsps');
  return patterns.values();
}

/** Returns whether a request to engine.io opens a session, in contrast to those that belong to one. */
export function opensSession(request: IncomingMessage): boolean {
  return !sessionOf(request);
}

/** Returns whether the session of a request to engine.io has a WebSocket, or is about to have one. */
export function upgradedSession(io: Server, request: IncomingMessage): boolean {
  const sessions: Record<string, { upgrading?: boolean; upgraded?: boolean }> = Reflect.get(io.engine, 'clients');
  const id = String(sessionOf(request));
  const session = Object.hasOwn(sessions, id) ? sessions[id] : undefined;
  return session?.upgrading === true || session?.upgraded === true;
}

function sessionOf(request: IncomingMessage): unknown {
  const query: { readonly sid?: unknown } = Reflect.get(request, '_query');
  return query.sid;
}

/**
 * Calls back when a client disconnects from its namespace, and when middleware refuses it, which emits no event:
 * applications may add middleware after the gateways have started, which runs last.
 */
export function onRemoved(socket: Socket, listener: () => void): void {
  const { _cleanup } = socket;
  socket._cleanup = () => {
    _cleanup.call(socket);
    listener();
  };
}

/** Removes a client that is not accepted yet, without a reply. */
export function discard(socket: Socket): void {
  socket._cleanup();
}

/**
 * Calls a listener with each event and the clients that are selected for it, whether it comes from this process or another: room adapters
 * encode an event immediately before they visit the selected clients.
 */
export function observeBroadcasts(
  adapter: Adapter,
  listener: (packet: Packet, selection: BroadcastOptions) => void,
): void {
  let encoded: Packet | undefined;
  wrap(adapter, '_encode', (packet: Packet) => {
    encoded = packet;
  });
  wrap(adapter, 'apply', (selection: BroadcastOptions) => {
    const packet = encoded;
    encoded = undefined;
    if (packet) listener(packet, selection);
  });
}

/** Calls a function with the first argument of a method before each call of the method. */
function wrap<T>(target: object, name: string, before: (argument: T) => void): void {
  const method: unknown = Reflect.get(target, name);
  if (typeof method !== 'function') return;
  Reflect.set(target, name, (argument: T, ...others: unknown[]): unknown => {
    before(argument);
    return Reflect.apply(method, target, [argument, ...others]);
  });
}
