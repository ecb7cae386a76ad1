import type { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { plainPath, rawPath } from '@portico/core/transports';
import { checkUpgrade } from '../handshake/check-upgrade.js';
import { keepPathParameters } from '../handshake/path-parameters.js';
import { endWith, failUpgrade } from './end-upgrade.js';
import { refuseUpgrade, refuseWhileClosing } from './refuse-upgrade.js';
import type { UpgradeRoute } from './upgrade-route.js';
import { UpgradeRoutes } from './upgrade-routes.js';

const ROUTER: unique symbol = Symbol.for('portico.websockets.upgrade-router');

type Emit = EventEmitter['emit'];

/** A server that may have a router. */
type RoutedServer = EventEmitter & { [ROUTER]?: UpgradeRouter };

/**
 * Shares the upgrades of one HTTP server among the WebSocket servers on it, those of others
 * included.
 *
 * Node tells every `upgrade` listener of every upgrade, and common listeners (that of
 * `new WebSocketServer({ server, path })`, for one) refuse each path that is not theirs, whether or
 * not somebody else has taken it. So an upgrade whose path is owned here is handled before the
 * listeners see it, and all others go to them as if nobody stood in between. When the last route
 * has gone the server is as it was.
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
   * Adds an owner; of two that claim one path, and of which neither has a more specific path, the first gets it.
   *
   * @returns takes the owner away again
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
   * Returns the owner of the path of a request, for requests that are not upgrades, such as those of HTTP long-polling.
   * The parameters of the path are kept with the request.
   *
   * @returns `undefined` if nobody owns it, or if it has parameters that cannot be decoded
   */
  ownerOf(request: IncomingMessage): UpgradeRoute | undefined {
    const found = this.find(request);
    return found?.isMalformed ? undefined : found?.route;
  }

  private install(): () => void {
    const { server } = this;
    const before = Object.getOwnPropertyDescriptor(server, 'emit');
    const emit: Emit = server.emit;
    const dispatch = (request: IncomingMessage, socket: Duplex, head: Buffer): boolean =>
      this.dispatch(request, socket, head);
    function emitOwned(this: EventEmitter, event: string | symbol, ...args: any[]): boolean {
      if (event === 'upgrade' && dispatch(args[0], args[1], args[2])) return true;
      return emit.call(this, event, ...args);
    }
    server.emit = emitOwned;
    // Without a listener Node does not emit the event at all.
    const refuse = (request: IncomingMessage, socket: Duplex): void =>
      refuseUpgrade(request, socket, server.listenerCount('upgrade') > 1);
    server.on('upgrade', refuse);
    return () => {
      server.off('upgrade', refuse);
      // Somebody may have wrapped `emit` after us; without routes ours passes everything on.
      if (server.emit !== emitOwned) return;
      if (before) Object.defineProperty(server, 'emit', before);
      else Reflect.deleteProperty(server, 'emit');
      delete server[ROUTER];
    };
  }

  private dispatch(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    try {
      const found = this.find(request);
      if (!found) return false;
      if (found.isMalformed) {
        endWith(socket, 400);
        return true;
      }
      const owner = found.route;
      if (owner.isClosing?.()) {
        refuseWhileClosing(socket);
        return true;
      }
      const check = owner.handshakeCheck?.();
      if (check) checkUpgrade(check, request, socket, head, (bytes) => owner.handle(request, socket, bytes));
      else owner.handle(request, socket, head);
    } catch (error) {
      failUpgrade(request, socket, error);
    }
    return true;
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
