import type { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { compilePath } from '@portico/core/transports';
import { type UpgradeRoute, UpgradeRouter } from '@portico/websockets/adapters';
import type { Server, ServerOptions } from 'socket.io';

type Listener = (...args: any[]) => void;

/** A socket.io server that is attached to an HTTP server, which may belong to other code. */
export interface Attachment {
  /** Connections that were upgraded and are still open. */
  readonly sockets: ReadonlySet<Duplex>;
  /** Accepts no more clients. */
  refuse(): void;
  /** Restores the HTTP server. */
  detach(): void;
}

/**
 * Attaches a socket.io server to an HTTP server so that it can be detached. socket.io wraps the request listeners, adds
 * its own, and waits until the HTTP server is closed; here, upgrades go through the router that all WebSocket servers
 * of the process share, and all changes can be undone.
 */
export function attach(io: Server, httpServer: EventEmitter, options: Partial<ServerOptions>): Attachment {
  const before = snapshot(httpServer);
  // Upgrades of other servers must not be destroyed here: the router refuses those that no route handles.
  // The types of socket.io list the server classes of Node; it uses only their events.
  io.attach(httpServer as never, { ...options, destroyUpgrade: false });
  const added = difference(before, snapshot(httpServer));
  for (const listener of added.upgrade) httpServer.off('upgrade', listener);

  const router = UpgradeRouter.of(httpServer);
  const sockets = new Set<Duplex>();
  let isClosing = false;
  const route: UpgradeRoute = {
    ...ownershipOf(io, options),
    isClosing: () => isClosing,
    handle: (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      // Its own listener would compare the undecoded path of the request.
      io.engine.handleUpgrade(request, socket, head);
    },
  };
  const unmount = router.add(route);
  let { request: listeners } = added;
  if (!route.owns) {
    const { request: others } = before;
    const listener: Listener = (request: IncomingMessage, response: ServerResponse): void => {
      if (router.routeOf(request) === route) io.engine.handleRequest(request, response);
      else for (const other of others) other.call(httpServer, request, response);
    };
    restoreRequests(httpServer, [listener], listeners);
    listeners = [listener];
  }
  return {
    sockets,
    refuse() {
      isClosing = true;
      refuseNewcomers(io);
    },
    detach() {
      unmount();
      for (const listener of added.close) httpServer.off('close', listener);
      for (const listener of added.listening) httpServer.off('listening', listener);
      restoreRequests(httpServer, before.request, listeners);
      refuseNewcomers(io);
    },
  };
}

type Listeners = Record<'request' | 'upgrade' | 'close' | 'listening', Listener[]>;

function listenersBy(read: (event: keyof Listeners) => Listener[]): Listeners {
  return { request: read('request'), upgrade: read('upgrade'), close: read('close'), listening: read('listening') };
}

function listenersOf(server: EventEmitter, event: keyof Listeners): Listener[] {
  return server.rawListeners(event).filter(isListener);
}

function isListener(value: Function): value is Listener {
  return typeof value === 'function';
}

function snapshot(server: EventEmitter): Listeners {
  return listenersBy((event) => listenersOf(server, event));
}

function difference(before: Listeners, after: Listeners): Listeners {
  return listenersBy((event) => after[event].filter((listener) => !before[event].includes(listener)));
}

/** Everything below the path of socket.io belongs to it; below a path with parameters, nothing does. */
function ownershipOf(
  io: Server,
  { addTrailingSlash }: Partial<ServerOptions>,
): Pick<UpgradeRoute, 'path' | 'owns' | 'requiresSlash'> {
  const path = io.path();
  const slash = addTrailingSlash === false ? '' : '/';
  if (compilePath(path, 'path').isPattern) return { path: `${path}${slash}`, requiresSlash: slash !== '' };
  const prefix = `${path}${slash}`;
  return { path: `${path}/{*rest}`, owns: (pathname) => pathname.startsWith(prefix) };
}

/** Restores the request listeners that socket.io has wrapped. */
function restoreRequests(server: EventEmitter, originals: Listener[], wrappers: Listener[]): void {
  const current = listenersOf(server, 'request');
  // If other code has wrapped our listener, the originals are called through both.
  if (!wrappers.some((wrapper) => current.includes(wrapper))) return;
  server.removeAllListeners('request');
  for (const listener of current) {
    for (const each of wrappers.includes(listener) ? originals : [listener]) server.on('request', each);
  }
}

/** If its listener cannot be removed, a closed server must not accept new clients. */
function refuseNewcomers(io: Server): void {
  io.engine.opts.allowRequest = (_request: IncomingMessage, decide: (error: string, allowed: boolean) => void) =>
    decide('The server is closed', false);
}
