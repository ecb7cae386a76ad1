import type { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Server } from 'node:net';
import type { Duplex } from 'node:stream';
import { plainPath, rawPath } from '@portico/core/transports';
import { keepPathParameters } from '../handshake/path-parameters.js';
import { checkUpgrade } from './check-upgrade.js';
import { endWith, failUpgrade } from './end-upgrade.js';
import { refuseUpgrade, refuseWhileClosing } from './refuse-upgrade.js';
import { asksForOtherProtocol, serveWithoutUpgrade } from './serve-without-upgrade.js';
import type { UpgradeRoute } from './upgrade-route.js';
import { UpgradeRoutes } from './upgrade-routes.js';

const ROUTER: unique symbol = Symbol.for('portico.websockets.upgrade-router');

type Emit = EventEmitter['emit'];

/** A server that may have a router. */
type RoutedServer = EventEmitter & { [ROUTER]?: UpgradeRouter };

/**
 * Passes each upgrade of an HTTP server to one of the WebSocket servers that share it.
 *
 * Node calls all `upgrade` listeners for every upgrade, and common ones, such as that of `new WebSocketServer({ server,
 * path })`, refuse each path that is not theirs, even if another listener has accepted it. Therefore upgrades whose path
 * has a route here are handled before the listeners are called; all others are passed to the listeners unchanged. When
 * the last route is removed, the server is restored.
 *
 * @example
 * const remove = UpgradeRouter.of(httpServer).add({ path: '/chat', handle });
 * @see docs/websocket-adapters.md#share-a-port-with-other-websocket-servers
 */
export class UpgradeRouter {
  private readonly routes = new UpgradeRoutes();
  private uninstall: (() => void) | undefined;

  private constructor(private readonly server: RoutedServer) {}

  /** Returns the router of an HTTP server; there is one per server. */
  static of(server: EventEmitter): UpgradeRouter {
    const holder: RoutedServer = server;
    const existing = holder[ROUTER];
    if (existing) return existing;
    const router = new UpgradeRouter(server);
    Object.defineProperty(holder, ROUTER, { value: router, configurable: true });
    return router;
  }

  /**
   * Adds a route. If two routes match a path and neither is more specific, the first one is used.
   *
   * @returns removes the route
   * @throws TypeError if its path is not valid
   */
  add(route: UpgradeRoute): () => void {
    this.routes.add(route);
    this.uninstall ??= this.install();
    return () => {
      if (!this.routes.remove(route) || this.routes.size > 0) return;
      this.uninstall?.();
      this.uninstall = undefined;
    };
  }

  /**
   * Returns the route of a request that is not an upgrade, such as one of HTTP long-polling. The parameters of the path
   * are stored with the request.
   *
   * @returns `undefined` if no route matches, or if the path has parameters that cannot be decoded
   */
  routeOf(request: IncomingMessage): UpgradeRoute | undefined {
    const found = this.find(request);
    return found?.isMalformed ? undefined : found?.route;
  }

  private install(): () => void {
    const { server } = this;
    const before = Object.getOwnPropertyDescriptor(server, 'emit');
    const emit: Emit = server.emit;
    const dispatch = (request: IncomingMessage, socket: Duplex, head: Buffer): boolean =>
      this.dispatch(request, socket, head);
    function emitUnrouted(this: EventEmitter, event: string | symbol, ...args: any[]): boolean {
      if (event === 'upgrade' && dispatch(args[0], args[1], args[2])) return true;
      return emit.call(this, event, ...args);
    }
    server.emit = emitUnrouted;
    // Without a listener Node does not emit the event at all.
    const refuse = (request: IncomingMessage, socket: Duplex): void =>
      refuseUpgrade(request, socket, server.listenerCount('upgrade') > 1);
    server.on('upgrade', refuse);
    return () => {
      server.off('upgrade', refuse);
      // If another library has wrapped `emit` since, it stays: without routes it passes everything on.
      if (server.emit !== emitUnrouted) return;
      if (before) Object.defineProperty(server, 'emit', before);
      else Reflect.deleteProperty(server, 'emit');
      delete server[ROUTER];
    };
  }

  private dispatch(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    try {
      if (this.isOnlyListener() && asksForOtherProtocol(request, socket)) {
        serveWithoutUpgrade(this.server, request, socket, head);
        return true;
      }
      const found = this.find(request);
      if (!found) return false;
      if (found.isMalformed) {
        endWith(socket, 400);
        return true;
      }
      const { route } = found;
      if (route.isClosing?.()) {
        refuseWhileClosing(socket);
        return true;
      }
      const check = route.handshakeCheck?.();
      if (check) checkUpgrade(check, request, socket, head, (bytes) => route.handle(request, socket, bytes));
      else route.handle(request, socket, head);
    } catch (error) {
      failUpgrade(request, socket, error);
    }
    return true;
  }

  /** Returns whether nobody else handles upgrades, and the server serves requests and can read connections again. */
  private isOnlyListener(): boolean {
    const { server } = this;
    return server instanceof Server && server.listenerCount('upgrade') === 1 && server.listenerCount('request') > 0;
  }

  private find(request: IncomingMessage): { route: UpgradeRoute; isMalformed: boolean } | undefined {
    const { url = '/' } = request;
    const plain = plainPath(url);
    const pathname = plain ?? rawPath(url);
    const found = this.routes.find(pathname, request);
    if (!found) return undefined;
    const { route, parameters } = found;
    if (parameters && plain !== undefined) keepPathParameters(request, parameters);
    return { route, isMalformed: parameters !== undefined && plain === undefined };
  }
}
